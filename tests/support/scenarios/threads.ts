import type { RecordedSession } from "../recordedSession.ts";
import { answer, message } from "../responsesEvents.ts";
import { afterTurns, requests, runTurn, type Scenario, startThread, text } from "./scenario.ts";

type Json = Record<string, unknown>;

const absent = "01990000-0000-7000-8000-000000000000";

const listOf = (value: unknown): Json[] => (Array.isArray(value) ? value : []);

/** Ids of a thread's turns, the oldest first. */
async function turnIds(session: RecordedSession, threadId: string): Promise<string[]> {
	const { data } = await session.request("thread/turns/list", { threadId, sortDirection: "asc" });
	return listOf(data).map(({ id }) => String(id));
}

const queued = (threadId: string, n: number) => ({
	threadId,
	input: text(`Queued ${n}`),
	clientUserMessageId: `00000000-0000-4000-8000-00000000000${n}`,
});

export const threadScenarios: Scenario[] = [
	{
		name: "a thread's folder, relative or in the home",
		experimental: true,
		run: async (session, workspace) => {
			const threadId = await startThread(session, "inner");
			for (const cwd of ["~/no-such-folder", "other/../plain/", `${workspace}/inner`]) {
				const updated = session.next("thread/settings/updated");
				await session.request("thread/settings/update", { threadId, cwd });
				await updated;
			}
			await startThread(session, "~");
			await session.request("command/exec", {
				command: ["pwd"],
				cwd: "~",
				sandboxPolicy: { type: "dangerFullAccess" },
			});
		},
	},
	afterTurns("turns are paged in both directions", 3, async (session, threadId) => {
		const first = await session.request("thread/turns/list", { threadId, limit: 2 });
		await session.request("thread/turns/list", { threadId, limit: 2, cursor: first.nextCursor });
		await session.request("thread/turns/list", {
			threadId,
			limit: 2,
			cursor: first.backwardsCursor,
			sortDirection: "asc",
		});
		await session.request("thread/turns/list", { threadId, itemsView: "full", sortDirection: "asc" });
		await session.request("thread/turns/list", { threadId, itemsView: "notLoaded", limit: 1 });
		await session.request("thread/turns/list", { threadId, limit: 0 });
		await session.request("thread/turns/list", { threadId, cursor: "nonsense" });
		await session.request("thread/turns/list", { threadId: absent });
	}),
	afterTurns("items are paged in both directions", 2, async (session, threadId) => {
		const [first = ""] = await turnIds(session, threadId);
		const page = await session.request("thread/items/list", { threadId, limit: 3 });
		await session.request("thread/items/list", { threadId, limit: 3, cursor: page.nextCursor });
		await session.request("thread/items/list", { threadId, limit: 3, sortDirection: "desc" });
		await session.request("thread/items/list", { threadId, turnId: first });
		await session.request("thread/items/list", { threadId, turnId: absent });
		const [entry] = listOf(page.data);
		const itemId = Object(entry?.item).id;
		await session.request("thread/items/list", { threadId, cursor: { type: "item", itemId }, limit: 2 });
		await session.request("thread/items/list", { threadId, cursor: "nonsense" });
		await session.request("thread/items/list", { threadId: absent });
	}),
	afterTurns("a whole thread is forked", 2, async (session, threadId) => {
		const announced = session.next("thread/started");
		const { thread } = await session.request("thread/fork", { threadId });
		await announced;
		await session.request("thread/read", { threadId: Object(thread).id, includeTurns: true });
		await session.request("thread/fork", { threadId: absent });
		await session.request("thread/fork", { threadId: "no uuid" });
	}),
	afterTurns(
		"a fork through a turn goes on by itself",
		2,
		async (session, threadId) => {
			const [first = ""] = await turnIds(session, threadId);
			const announced = session.next("thread/started");
			const { thread } = await session.request("thread/fork", { threadId, lastTurnId: first, excludeTurns: true });
			await announced;
			const fork = String(Object(thread).id);
			await runTurn(session, fork, "Question 3");
			await session.request("thread/read", { threadId: fork, includeTurns: true });
			await session.request("thread/fork", { threadId, lastTurnId: absent });
		},
		() => [answer(message("Answer 3"))],
	),
	afterTurns("an ephemeral fork", 1, async (session, threadId) => {
		const announced = session.next("thread/started");
		const { thread } = await session.request("thread/fork", { threadId, ephemeral: true, excludeTurns: true });
		await announced;
		await session.request("thread/read", { threadId: Object(thread).id });
		await session.request("thread/fork", { threadId, ephemeral: true });
	}),
	afterTurns("a thread is deleted", 1, async (session, threadId) => {
		await session.request("thread/delete", { threadId });
		await session.request("thread/read", { threadId });
		await session.request("thread/list", {});
		await session.request("thread/delete", { threadId: absent });
		await session.request("thread/delete", { threadId: "no uuid" });
	}),
	afterTurns("metadata", 1, async (session, threadId) => {
		const gitInfo = { sha: "abc", branch: "main", originUrl: "https://example.test/r.git" };
		await session.request("thread/metadata/update", { threadId, gitInfo });
		await session.request("thread/metadata/update", { threadId, gitInfo: { branch: null } });
		await session.request("thread/metadata/update", { threadId, gitInfo: { branch: " " } });
		const spaced = { sha: " abc ", originUrl: "https://somebody:secret@example.test/r.git" };
		await session.request("thread/metadata/update", { threadId, gitInfo: spaced });
		const nothing = { sha: null, branch: null, originUrl: null };
		await session.request("thread/metadata/update", { threadId, gitInfo: nothing });
		await session.request("thread/metadata/update", { threadId, gitInfo: {} });
		await session.request("thread/metadata/update", { threadId });
		await session.request("thread/metadata/update", { threadId: absent, gitInfo });
		await session.request("thread/name/set", { threadId, name: " " });
		await session.request("thread/name/set", { threadId: absent, name: "x" });
	}),
	afterTurns(
		"items are injected into the model's history",
		1,
		async (session, threadId) => {
			const item = { type: "message", role: "user", content: [{ type: "input_text", text: "Injected." }] };
			await session.request("thread/inject_items", { threadId, items: [item] });
			await session.request("thread/inject_items", { threadId, items: [] });
			await session.request("thread/inject_items", { threadId, items: [{ type: 3 }] });
			await session.request("thread/inject_items", { threadId, items: [{ type: "of tomorrow", content: 1 }] });
			await session.request("thread/inject_items", { threadId, items: [{ type: "message", role: "user" }] });
			await session.request("thread/inject_items", { threadId: absent, items: [item] });
			await runTurn(session, threadId, "Question 2");
			await session.request("thread/read", { threadId, includeTurns: true });
		},
		() => [answer(message("Answer 2"))],
	),
	afterTurns("a thread is taken back to before a turn", 2, async (session, threadId) => {
		const [, second = ""] = await turnIds(session, threadId);
		const reverted = session.next("thread/reverted");
		await session.request("thread/revert", { threadId, beforeTurnId: second });
		await reverted;
		await turnIds(session, threadId);
		await session.request("thread/revert", { threadId, beforeTurnId: second });
		await session.request("thread/revert", { threadId: absent, beforeTurnId: second });
	}),
	{
		...afterTurns(
			"submissions wait in a queue",
			1,
			async (session, threadId) => {
				await session.request("thread/queue/list", { threadId });
				const done = session.next("turn/completed");
				await session.request("thread/queue/add", queued(threadId, 1));
				await done;
				await session.request("thread/queue/list", { threadId });
				await session.request("thread/queue/start", { threadId });
				await session.request("thread/queue/delete", { threadId, queuedSubmissionId: absent });
				await session.request("thread/queue/reorder", { threadId, queuedSubmissionIds: [absent] });
				await session.request("thread/queue/add", { ...queued(threadId, 2), input: [] });
				await session.request("thread/queue/add", queued(absent, 3));
				await session.request("thread/queue/list", { threadId: absent });
			},
			() => [answer(message("Answer 2"))],
		),
		experimental: true,
	},
	{
		...afterTurns("words are searched in all threads", 2, async (session, threadId) => {
			await session.request("thread/search", { searchTerm: "Question" });
			await session.request("thread/search", { searchTerm: "Answer 2" });
			await session.request("thread/search", { searchTerm: "nowhere" });
			await session.request("thread/search", { searchTerm: "" });
			await session.request("thread/searchOccurrences", { threadId, searchTerm: "answer" });
			await session.request("thread/searchOccurrences", { threadId, searchTerm: "nowhere" });
			await session.request("thread/searchOccurrences", { threadId, searchTerm: "" });
			await session.request("thread/searchOccurrences", { threadId: absent, searchTerm: "x" });
		}),
		experimental: true,
	},
	{
		name: "threads are listed by filters",
		model: () => [answer(message("One.")), answer(message("Two."))],
		run: async (session, workspace) => {
			for (const words of ["First thread", "Second thread"]) {
				await runTurn(session, await startThread(session, workspace), words);
			}
			const page = await session.request("thread/list", { limit: 1 });
			await session.request("thread/list", { limit: 1, cursor: page.nextCursor });
			await session.request("thread/list", { limit: 1, cursor: page.backwardsCursor, sortDirection: "asc" });
			await session.request("thread/list", { searchTerm: "First" });
			await session.request("thread/list", { searchTerm: "first" });
			await session.request("thread/list", { cwd: workspace, sortKey: "updated_at" });
			await session.request("thread/list", { cwd: ["/nowhere"] });
			await session.request("thread/list", { sourceKinds: ["exec"] });
			await session.request("thread/list", { modelProviders: ["nobody"] });
			await session.request("thread/list", { archived: true });
			await session.request("thread/list", { sortKey: "recency_at", sortDirection: "asc" });
			await session.request("thread/list", { cursor: "nonsense" });
			await session.request("thread/list", { originators: ["x"] });
			await session.request("thread/list", { sectionId: null });
			await session.request("thread/list", { sectionId: "nowhere" });
			await session.request("thread/list", { useStateDbOnly: true });
			await session.request("thread/loaded/list", { limit: 1 });
		},
	},
	{
		name: "a list is turned round where it was left",
		experimental: true,
		model: () => [answer(message("One.")), answer(message("Two.")), answer(message("Three."))],
		run: async (session, workspace) => {
			for (const words of ["First", "Second", "Third"]) {
				await runTurn(session, await startThread(session, workspace), words);
			}
			for (const sortKey of ["updated_at", "recency_at"]) {
				for (const [there, back] of [
					["asc", "desc"],
					["desc", "asc"],
				]) {
					const first = await session.request("thread/list", { sortKey, sortDirection: there, limit: 2 });
					const next = { sortKey, limit: 2, sortDirection: there, cursor: first.nextCursor };
					const { backwardsCursor } = await session.request("thread/list", next);
					for (const cursor of [first.backwardsCursor, backwardsCursor]) {
						await session.request("thread/list", { sortKey, limit: 2, sortDirection: back, cursor });
					}
				}
			}
		},
	},
	{
		...afterTurns("a thread is listed where it was started", 1, async (session, threadId, workspace) => {
			const updated = session.next("thread/settings/updated");
			await session.request("thread/settings/update", { threadId, cwd: "/" });
			await updated;
			await session.request("thread/list", { cwd: workspace });
			await session.request("thread/list", { cwd: "/" });
			await session.request("thread/read", { threadId });
		}),
		experimental: true,
	},
	{
		name: "an ephemeral thread",
		model: () => [answer(message("Hello"))],
		run: async (session, cwd) => {
			const announced = session.next("thread/started");
			const { thread } = await session.request("thread/start", { cwd, ephemeral: true, approvalPolicy: "never" });
			await announced;
			const threadId = String(Object(thread).id);
			await runTurn(session, threadId);
			await session.request("thread/read", { threadId });
			await session.request("thread/read", { threadId, includeTurns: true });
			await session.request("thread/list", {});
			await session.request("thread/archive", { threadId });
			await session.request("thread/resume", { threadId });
			await session.request("thread/turns/list", { threadId });
		},
	},
	afterTurns("a thread is left and taken up again", 1, async (session, threadId) => {
		await session.request("thread/unsubscribe", { threadId });
		await session.request("thread/unsubscribe", { threadId });
		// The reference does not send it together with the answer.
		const resume = async (params: object) => {
			const cleared = session.next("thread/goal/cleared");
			await session.request("thread/resume", { threadId, ...params });
			await cleared;
		};
		await resume({ excludeTurns: true });
		await resume({ model: "gpt-5.5", cwd: "/" });
	}),
	{
		...afterTurns("ids of threads in other forms, and what are none", 1, async (session, threadId) => {
			const grouped = threadId.toUpperCase();
			const whole = threadId.replaceAll("-", "");
			for (const id of [grouped, whole, `{${threadId}}`, `urn:uuid:${grouped}`]) {
				await session.request("thread/read", { threadId: id });
				await session.request("thread/turns/list", { threadId: id });
			}
			for (const id of ["", "x", whole.slice(1), `${threadId}-`, `{${whole}`, `[${threadId}]`]) {
				await session.request("thread/read", { threadId: id });
			}
			await session.request("thread/name/set", { threadId: whole, name: "Named" });
			await session.request("thread/list", { parentThreadId: grouped });
			for (const cursor of [null, "", "x"]) {
				await session.request("thread/backgroundTerminals/list", { threadId: grouped, cursor });
			}
			await session.request("thread/backgroundTerminals/terminate", { threadId, processId: "" });
		}),
		experimental: true,
	},
	requests("threads that cannot be started", (cwd) => [
		["thread/start", { cwd, modelProvider: "" }],
		["thread/start", { cwd, modelProvider: "nobody" }],
		["thread/start", { cwd, approvalPolicy: { granular: {} } }],
		["thread/start", { cwd, historyMode: "none" }],
	]),
	requests("goals, sections, projects and attachments of nothing", () => [
		["thread/goal/get", { threadId: absent }],
		["thread/goal/clear", { threadId: absent }],
		["threadSection/delete", { sectionId: absent }],
		["thread/attachment/list", { threadId: absent }],
	]),
];
