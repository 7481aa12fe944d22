import type { ComponentChildren } from "preact";
import { memo } from "preact/compat";
import { useState } from "preact/hooks";
import type { ThreadItem } from "../../server/protocol/item.ts";
import { useNow } from "../bridge/clock.ts";
import { post } from "../bridge/host.ts";
import { durationText } from "../shared/duration.ts";
import { lookupTitle } from "../shared/grouping.ts";
import type { ItemState } from "../shared/panelState.ts";
import { plainCommand } from "../shared/plainCommand.ts";
import { FileDiff } from "./Diff.tsx";
import { Icon, IconButton } from "./Icon.tsx";
import { Markdown } from "./Markdown.tsx";
import { Terminal } from "./Terminal.tsx";

type Of<T extends ThreadItem["type"]> = Extract<ThreadItem, { type: T }>;

interface WorkRowProps {
	icon: string;
	title: ComponentChildren;
	figure?: ComponentChildren;
	tone?: string;
	/** Whether it is open before anybody has said so. */
	isOpen?: boolean;
	children?: ComponentChildren;
}

/** One line of work, which opens on a click or Enter. */
function WorkRow({ icon, title, figure, tone = "", isOpen = false, children }: WorkRowProps) {
	const [chosen, setChosen] = useState<boolean | null>(null);
	const open = chosen ?? isOpen;
	const head = (
		<>
			<Icon name={icon} />
			<span class="work-title">{title}</span>
			<span class={`figure ${tone}`}>{figure}</span>
		</>
	);
	if (!children) return <div class="work-head">{head}</div>;
	return (
		<div class="work">
			<button type="button" class="work-head" aria-expanded={open} onClick={() => setChosen(!open)}>
				{head}
			</button>
			{open && <div class="work-body">{children}</div>}
		</div>
	);
}

const names: Partial<Record<ThreadItem["type"], string>> = {
	userMessage: "You",
	agentMessage: "Heddle",
	reasoning: "Reasoning",
	commandExecution: "Command",
	fileChange: "Edit",
	plan: "Plan",
};

/** An item of a turn as an article of its own. */
export const Item = memo(({ state }: { state: ItemState }) => {
	const { item } = state;
	return (
		<article data-item-type={item.type} data-item-id={item.id} aria-label={names[item.type] ?? item.type} tabIndex={-1}>
			<Content state={state} />
		</article>
	);
});

function Content({ state }: { state: ItemState }) {
	const { item, isRunning } = state;
	switch (item.type) {
		case "userMessage":
			return <UserMessage item={item} />;
		case "agentMessage":
			return <Markdown text={item.text} isGrowing={isRunning} />;
		case "reasoning":
			return <Reasoning item={item} state={state} />;
		case "commandExecution":
			return <Command item={item} state={state} />;
		case "fileChange":
			return <FileChange item={item} isRunning={isRunning} />;
		case "plan":
			return <Markdown text={item.text} isGrowing={isRunning} />;
		case "contextCompaction":
			return <WorkRow icon="fold" title="Summed up the conversation so far" />;
		case "webSearch":
			return <WorkRow icon="globe" title={`Searched the web for ${item.query}`} />;
		case "imageView":
			return <WorkRow icon="file-media" title={`Looked at ${item.path}`} />;
		case "mcpToolCall":
			return <WorkRow icon="plug" title={`${item.server}: ${item.tool}`} figure={item.status} />;
		case "dynamicToolCall":
			return <WorkRow icon="tools" title={item.tool} figure={item.status} />;
		case "functionCallOutput":
			return <WorkRow icon="tools" title={item.name} />;
		case "sleep":
			return <WorkRow icon="watch" title={`Waited ${durationText(item.durationMs)}`} />;
		case "enteredReviewMode":
		case "exitedReviewMode":
			return <WorkRow icon="eye" title={item.review} />;
		case "collabAgentToolCall":
		case "subAgentActivity":
		case "imageGeneration":
		case "hookPrompt":
			return <WorkRow icon="circle-small" title={item.type} />;
	}
}

export function UserText({ text, note }: { text: string; note?: string }) {
	return (
		<div class="user">
			{text}
			{note && <div class="dim small">{note}</div>}
		</div>
	);
}

function UserMessage({ item }: { item: Of<"userMessage"> }) {
	const parts = item.content.map((part) => {
		if (part.type === "text") return part.text;
		if (part.type === "localImage") return `[image ${part.path}]`;
		return part.type === "mention" || part.type === "skill" ? `@${part.name}` : `[${part.type}]`;
	});
	return <UserText text={parts.join("\n")} />;
}

function Elapsed({ state }: { state: ItemState }) {
	const now = useNow(state.isRunning && state.startedAtMs !== null);
	return state.startedAtMs === null ? null : <span>{durationText(Math.max(0, now - state.startedAtMs))}</span>;
}

function Reasoning({ item, state }: { item: Of<"reasoning">; state: ItemState }) {
	const text = [...item.summary, ...item.content].filter((part) => part.trim() !== "").join("\n\n");
	const headline = /^\**(.+?)\**$/m.exec(item.summary.at(-1)?.trim() ?? "")?.[1];
	const title = state.isRunning ? `Thinking${headline ? `: ${headline}` : ""}` : (headline ?? "Thought");
	if (text === "")
		return state.isRunning ? <WorkRow icon="lightbulb" title="Thinking" figure={<Elapsed state={state} />} /> : null;
	return (
		<WorkRow icon="lightbulb" title={title} figure={state.isRunning ? <Elapsed state={state} /> : ""}>
			<div class="dim">
				<Markdown text={text} isGrowing={state.isRunning} />
			</div>
		</WorkRow>
	);
}

function commandFigure({ status, exitCode, durationMs }: Of<"commandExecution">): string {
	const time = durationMs === null ? "" : durationText(durationMs);
	if (status === "declined") return "declined";
	if (status === "failed" && exitCode === null) return ["stopped", time].filter(Boolean).join(" · ");
	return [exitCode === 0 ? "" : `exit ${exitCode}`, time].filter(Boolean).join(" · ");
}

/** Too long for its row to show it whole. */
const isLong = (command: string) => command.length > 32 || command.includes("\n");

function Command({ item, state }: { item: Of<"commandExecution">; state: ItemState }) {
	const command = plainCommand(item.command);
	const isBad = item.status === "failed";
	const output = state.output === "" ? (item.aggregatedOutput ?? "") : state.output;
	const figure = state.isRunning ? <Elapsed state={state} /> : commandFigure(item);
	const title = (
		<>
			{state.isRunning && <span class="visually-hidden">Running </span>}
			<code>{command}</code>
		</>
	);
	return (
		<WorkRow icon="terminal" title={title} figure={figure} tone={isBad ? "bad" : ""} isOpen={state.isRunning || isBad}>
			{isLong(command) && (
				<div class="command-whole">
					<code>{command}</code>
					<IconButton icon="copy" label="Copy the command" onClick={() => post({ type: "copy", text: command })} />
				</div>
			)}
			<Terminal output={output} droppedLines={state.droppedLines} />
		</WorkRow>
	);
}

const changeWords = { inProgress: "waiting", completed: "", failed: "not applied", declined: "declined" };

function FileChange({ item, isRunning }: { item: Of<"fileChange">; isRunning: boolean }) {
	const word = isRunning ? "waiting" : changeWords[item.status];
	return (
		<>
			{word !== "" && (
				<WorkRow
					icon="edit"
					title={item.changes.length === 1 ? "Edit" : `${item.changes.length} edits`}
					figure={word}
					tone={item.status === "failed" ? "bad" : ""}
				/>
			)}
			{item.changes.map((change) => (
				<FileDiff key={change.path} change={change} itemId={item.id} />
			))}
		</>
	);
}

/** Several reads and searches in one row; each is still an article of its own. */
export function Lookups({ items }: { items: ItemState[] }) {
	return (
		<WorkRow icon="search" title={lookupTitle(items)}>
			{items.map((state) => (
				<Item key={state.item.id} state={state} />
			))}
		</WorkRow>
	);
}
