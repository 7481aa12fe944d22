import { memo } from "preact/compat";
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { useNow } from "../bridge/clock.ts";
import { panel, sendAgain } from "../bridge/host.ts";
import type { PanelAction } from "../shared/bridge.ts";
import { durationText } from "../shared/duration.ts";
import { rowsOf } from "../shared/grouping.ts";
import { runningTurn, type TurnState, turnError } from "../shared/panelState.ts";
import { plainCommand } from "../shared/plainCommand.ts";
import { FirstRun } from "./FirstRun.tsx";
import { Icon } from "./Icon.tsx";
import { Item, Lookups, UserText } from "./Item.tsx";
import { Notice } from "./Notice.tsx";

/** How close to the end still counts as the end, in pixels. */
const END = 24;

/** The conversation. It follows what arrives only while the reader is at its end. */
export function Transcript() {
	const state = panel.value;
	const box = useRef<HTMLDivElement>(null);
	const content = useRef<HTMLDivElement>(null);
	const [isAtEnd, setAtEnd] = useState(true);
	const follow = useRef(true);
	useLayoutEffect(() => {
		const element = box.current;
		if (element && follow.current) element.scrollTop = element.scrollHeight;
	});
	// The box shrinks when a question or a longer draft needs room, and what was only estimated gets its true size: the end stays in sight.
	useLayoutEffect(() => {
		const element = box.current;
		if (!element || !content.current) return;
		const observer = new ResizeObserver(() => {
			if (follow.current) element.scrollTop = element.scrollHeight;
		});
		observer.observe(element);
		observer.observe(content.current);
		return () => observer.disconnect();
	}, []);
	const onScroll = () => {
		const element = box.current;
		if (!element) return;
		follow.current = element.scrollHeight - element.scrollTop - element.clientHeight < END;
		setAtEnd(follow.current);
	};
	const jump = () => {
		follow.current = true;
		setAtEnd(true);
	};
	const isEmpty = state.turns.length === 0 && state.sent.length === 0;
	return (
		<div class="transcript-frame">
			<div
				ref={box}
				class="transcript"
				role="log"
				aria-label="Conversation"
				aria-live="off"
				tabIndex={0}
				onScroll={onScroll}
				data-region
			>
				<div ref={content} class="transcript-content">
					{isEmpty && <FirstRun />}
					{state.turns.map((turn) => (
						<Turn key={turn.turn.id} state={turn} />
					))}
					{state.sent.map(({ clientId, text, error }) => (
						<div key={clientId} class="sent">
							<UserText text={text} note={error ? "" : "Sending…"} />
							{error && (
								<Notice tone="error" title={error.title} detail={error.detail} actions={error.actions}>
									<button type="button" class="button" onClick={() => sendAgain(clientId, text)}>
										Send again
									</button>
								</Notice>
							)}
						</div>
					))}
					<Activity />
				</div>
			</div>
			{!isAtEnd && (
				<button type="button" class="jump" onClick={jump}>
					<Icon name="arrow-down" /> Jump to latest
				</button>
			)}
		</div>
	);
}

const Turn = memo(({ state }: { state: TurnState }) => {
	const { turn, items, plan } = state;
	const error = turnError(state);
	return (
		<div class="turn">
			{rowsOf(items).map((row) =>
				row.kind === "item" ? (
					<Item key={row.item.item.id} state={row.item} />
				) : (
					<Lookups key={row.items[0]?.item.id} items={row.items} />
				),
			)}
			{plan.length > 0 && <Plan steps={plan} />}
			{error && (
				<Notice
					tone="error"
					title={titleOf(error.codexErrorInfo)}
					detail={`${error.message} What was done so far is kept.`}
					actions={actionsFor(error.codexErrorInfo)}
				/>
			)}
			{turn.status === "interrupted" && <div class="turn-end dim small">Stopped. What was finished is kept.</div>}
			{turn.status === "completed" && turn.durationMs !== null && (
				<div class="turn-end dim small">{durationText(turn.durationMs)}</div>
			)}
		</div>
	);
});

type ErrorInfo = NonNullable<ReturnType<typeof turnError>>["codexErrorInfo"];

function titleOf(info: ErrorInfo): string {
	if (info === "unauthorized") return "The model wants a key";
	if (info === "usageLimitExceeded" || info === "rateLimitExceeded") return "The model's limit is reached";
	if (info === "contextWindowExceeded") return "The conversation is too long for this model";
	if (info === "modelNotFound") return "This model is not there";
	if (typeof info === "object" && info !== null) return "No connection to the model";
	return "The turn failed";
}

function actionsFor(info: ErrorInfo): PanelAction[] {
	if (info === "unauthorized") return ["addKey", "openConfiguration", "retryTurn"];
	if (info === "modelNotFound" || info === "contextWindowExceeded") return ["pickModel", "openConfiguration"];
	return ["retryTurn", "pickModel", "showLogs"];
}

const planIcons = { pending: "circle-large-outline", inProgress: "sync", completed: "pass" };
const planWords = { pending: "To do", inProgress: "Doing", completed: "Done" };

function Plan({ steps }: { steps: TurnState["plan"] }) {
	return (
		<ul class="plan" aria-label="Plan">
			{steps.map(({ step, status }) => (
				<li key={step} class={status}>
					<Icon name={planIcons[status]} />
					<span class="visually-hidden">{planWords[status]}: </span>
					<span>{step}</span>
				</li>
			))}
		</ul>
	);
}

/** Without anything new for this long, the panel says what it waits for. */
const STALL_MS = 10_000;

/** What is going on, in words and with the time it takes. */
function Activity() {
	const state = panel.value;
	const running = runningTurn(state);
	const now = useNow(running !== null);
	const seen = useRef({ turn: running, at: Date.now() });
	if (seen.current.turn !== running) seen.current = { turn: running, at: Date.now() };
	if (!running) return null;
	const since = (running.turn.startedAt ?? now / 1000) * 1000;
	const isStalled = now - seen.current.at > STALL_MS;
	return (
		<div class="activity dim">
			<span>{activityText(running, isStalled, state.host?.pending.length ?? 0)}</span>
			<span class="figure">{durationText(Math.max(0, now - since))}</span>
		</div>
	);
}

function activityText({ items, retry }: TurnState, isStalled: boolean, pending: number): string {
	if (pending > 0) return "Waiting for you";
	if (retry !== null) return retry;
	const last = items.findLast(({ isRunning }) => isRunning)?.item;
	if (last?.type === "commandExecution") {
		const command = plainCommand(last.command).split("\n")[0] ?? "";
		return `Running ${command.length > 60 ? `${command.slice(0, 59)}…` : command}`;
	}
	if (last?.type === "agentMessage") return isStalled ? "Writing; waiting for the model to go on" : "Writing";
	if (last?.type === "fileChange") return "Editing";
	return isStalled ? "Waiting for the model" : "Thinking";
}
