import { useEffect, useRef } from "preact/hooks";
import { useNow } from "../bridge/clock.ts";
import { panel } from "../bridge/host.ts";
import { runningTurn, type TurnState } from "../shared/panelState.ts";
import { ApprovalCard } from "./ApprovalCard.tsx";
import { Composer } from "./Composer.tsx";
import { Notice } from "./Notice.tsx";
import { ThreadList } from "./ThreadList.tsx";
import { Transcript } from "./Transcript.tsx";

export function App() {
	const { host, view } = panel.value;
	useEffect(() => {
		document.addEventListener("keydown", onKeyDown);
		return () => document.removeEventListener("keydown", onKeyDown);
	}, []);
	if (!host) return <p class="dim empty">Heddle is starting…</p>;
	if (view === "threads") return <ThreadList />;
	return (
		<>
			<Header />
			<Notices />
			<Transcript />
			<ApprovalCard />
			<Composer />
			<Announcer />
		</>
	);
}

function Header() {
	const { thread, host, turns } = panel.value;
	const title = thread?.name || thread?.preview.split("\n")[0] || firstWords(turns);
	if (!title && !host?.isTour) return null;
	return (
		<header class="title">
			<h1>{title ?? "The tour"}</h1>
			{host?.isTour && (
				<span class="badge" title="A scripted lesson: no model answers here">
					Tour
				</span>
			)}
		</header>
	);
}

/** The first message of a thread that has no name yet. */
function firstWords(turns: readonly TurnState[]): string | undefined {
	const first = turns[0]?.items.find(({ item }) => item.type === "userMessage")?.item;
	const part = first?.type === "userMessage" ? first.content.find(({ type }) => type === "text") : undefined;
	return part && "text" in part ? part.text.split("\n")[0] : undefined;
}

/** What a person should know before they write. */
function Notices() {
	const { host, warnings } = panel.value;
	if (!host) return null;
	const { connection, workspace } = host;
	return (
		<div class="notices">
			{connection.state === "starting" && <Notice tone="info" title="Starting Heddle's server…" />}
			{connection.state === "restarting" && (
				<Restarting attempt={connection.attempt} inMs={connection.inMs} why={connection.why} />
			)}
			{connection.state === "failed" && (
				<Notice
					tone="error"
					title={connection.error.title}
					detail={connection.error.detail}
					actions={connection.error.actions}
				/>
			)}
			{!workspace.hasFolder && (
				<Notice tone="info" title="No folder is open" detail="Heddle works in a folder." actions={["openFolder"]} />
			)}
			{!workspace.trusted && (
				<Notice
					tone="warning"
					title="This workspace is not trusted"
					detail="Heddle asks before everything here."
					actions={["manageTrust"]}
				/>
			)}
			{warnings.map((warning) => (
				<Notice key={warning} tone="warning" title={warning} actions={["openConfiguration"]} />
			))}
		</div>
	);
}

function Restarting({ attempt, inMs, why }: { attempt: number; inMs: number; why: string }) {
	const began = useRef(Date.now());
	const now = useNow(true);
	const left = Math.ceil(Math.max(0, began.current + inMs - now) / 1000);
	const when = left > 0 ? `It is back in ${left} s (attempt ${attempt}).` : `It is being started (attempt ${attempt}).`;
	return (
		<Notice
			tone="warning"
			title="Heddle's server stopped"
			detail={`${why} ${when} Everything finished is kept.`}
			actions={["showLogs"]}
		/>
	);
}

/** For screen readers: a reply once it is whole, a request at once. */
function Announcer() {
	const state = panel.value;
	const pending = state.host?.pending[0]?.question ?? "";
	const last = state.turns.at(-1);
	const reply =
		runningTurn(state) === null ? last?.items.findLast(({ item }) => item.type === "agentMessage")?.item : undefined;
	return (
		<div class="visually-hidden">
			<div aria-live="assertive">{pending}</div>
			<div aria-live="polite">{reply?.type === "agentMessage" ? reply.text : ""}</div>
		</div>
	);
}

/** F6 walks between the regions, Ctrl or Cmd with an arrow between the messages. */
function onKeyDown(event: KeyboardEvent): void {
	const isStep = (event.ctrlKey || event.metaKey) && (event.key === "ArrowUp" || event.key === "ArrowDown");
	if (event.key === "F6") step("[data-region]", event.shiftKey ? -1 : 1, true);
	else if (isStep) step("article", event.key === "ArrowUp" ? -1 : 1, false);
	else return;
	event.preventDefault();
}

function step(selector: string, by: number, wraps: boolean): void {
	const all = [...document.querySelectorAll<HTMLElement>(selector)];
	const at = all.findLastIndex((element) => element.contains(document.activeElement));
	const from = at < 0 && by < 0 ? all.length : at;
	const next = all[wraps ? (from + by + all.length) % all.length : from + by];
	const inside = next?.querySelector<HTMLElement>("textarea, input, button");
	(next?.hasAttribute("tabindex") ? next : inside)?.focus();
}
