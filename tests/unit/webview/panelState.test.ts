import { describe, expect, test } from "vitest";
import type { ServerNotification } from "../../../server/protocol/messages.ts";
import type { Turn } from "../../../server/protocol/turn.ts";
import {
	initialState,
	OUTPUT_CHARS,
	type PanelState,
	reduce,
	runningTurn,
	withSent,
} from "../../../webview/shared/panelState.ts";

const turn: Turn = {
	id: "u",
	items: [],
	itemsView: "notLoaded",
	status: "inProgress",
	error: null,
	startedAt: 1,
	completedAt: null,
	durationMs: null,
	rootTurnId: null,
};
const where = { threadId: "t", turnId: "u" };
const begun: ServerNotification = { method: "turn/started", params: { threadId: "t", turn } };
const message = (text: string) => ({
	type: "agentMessage" as const,
	id: "m",
	text,
	phase: null,
	delivery: null,
	memoryCitation: null,
	moderation: null,
	questions: null,
});
const delta = (text: string): ServerNotification => ({
	method: "item/agentMessage/delta",
	params: { ...where, itemId: "m", delta: text },
});
const play = (events: ServerNotification[], state: PanelState = initialState) =>
	reduce(state, { type: "events", events });

describe("the panel's state", () => {
	test("deltas grow their own item and leave the others alone", () => {
		const started = play([
			begun,
			{ method: "item/started", params: { ...where, item: { ...message("other"), id: "o" }, startedAtMs: 1 } },
			{ method: "item/started", params: { ...where, item: message(""), startedAtMs: 1 } },
		]);
		const grown = play([delta("Hel"), delta("lo")], started);
		expect(grown.turns[0]?.items[1]?.item).toMatchObject({ text: "Hello" });
		expect(grown.turns[0]?.items[0]).toBe(started.turns[0]?.items[0]);
	});

	test("a completed item stands as the server says, once", () => {
		const events: ServerNotification[] = [
			begun,
			{ method: "item/started", params: { ...where, item: message(""), startedAtMs: 1 } },
			delta("Hal"),
			{ method: "item/completed", params: { ...where, item: message("Hello"), completedAtMs: 2 } },
		];
		const items = play(events).turns[0]?.items;
		expect(items).toHaveLength(1);
		expect(items?.[0]).toMatchObject({ isRunning: false, item: { text: "Hello" } });
	});

	test("a sent message is shown until its item comes, and kept when it could not be sent", () => {
		const sent = withSent(initialState, "c", "hi");
		const item = {
			type: "userMessage" as const,
			id: "x",
			clientId: "c",
			content: [{ type: "text" as const, text: "hi", text_elements: [] }],
		};
		expect(play([begun, { method: "item/started", params: { ...where, item, startedAtMs: 1 } }], sent).sent).toEqual(
			[],
		);
		const error = { name: "notSent", title: "Not sent", detail: "", actions: [] };
		expect(reduce(sent, { type: "sendFailed", clientId: "c", text: "hi", error }).sent).toEqual([
			{ clientId: "c", text: "hi", error },
		]);
	});

	test("a turn that ends is no longer running", () => {
		const running = play([begun]);
		expect(runningTurn(running)).not.toBeNull();
		const completed: Turn = { ...turn, status: "interrupted" };
		expect(
			runningTurn(play([{ method: "turn/completed", params: { threadId: "t", turn: completed } }], running)),
		).toBeNull();
	});

	test("endless output keeps its end and counts what is gone", () => {
		const command = {
			type: "commandExecution" as const,
			id: "m",
			command: "yes",
			cwd: "/",
			commandActions: [],
			status: "inProgress" as const,
			source: "agent" as const,
			processId: null,
			aggregatedOutput: null,
			exitCode: null,
			durationMs: null,
			pluginId: null,
			scriptPath: null,
		};
		const line = `${"y".repeat(99)}\n`;
		let state = play([begun, { method: "item/started", params: { ...where, item: command, startedAtMs: 1 } }]);
		const lines = 10_000;
		for (let i = 0; i < lines; i++) {
			state = play(
				[{ method: "item/commandExecution/outputDelta", params: { ...where, itemId: "m", delta: line } }],
				state,
			);
		}
		const item = state.turns[0]?.items[0];
		expect(item?.output.length).toBeLessThanOrEqual(OUTPUT_CHARS * 1.5);
		expect((item?.droppedLines ?? 0) + (item?.output.length ?? 0) / line.length).toBe(lines);
	});
});
