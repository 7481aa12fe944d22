import { useEffect, useState } from "preact/hooks";
import type { Thread } from "../../server/protocol/thread.ts";
import { panel, post, showView } from "../bridge/host.ts";
import { agoText } from "../shared/duration.ts";
import { Icon, IconButton } from "./Icon.tsx";

const titleOf = (thread: Thread) => thread.name || thread.preview.split("\n")[0] || "New thread";

type Group = "Needs you" | "Running" | "Today" | "Earlier";
const groups: Group[] = ["Needs you", "Running", "Today", "Earlier"];

function groupOf(thread: Thread, pending: ReadonlySet<string>): Group {
	if (pending.has(thread.id)) return "Needs you";
	if (thread.status.type === "active") return thread.status.activeFlags.length > 0 ? "Needs you" : "Running";
	const midnight = new Date().setHours(0, 0, 0, 0) / 1000;
	return thread.updatedAt >= midnight ? "Today" : "Earlier";
}

const icons: Record<Group, string> = {
	"Needs you": "bell-dot",
	Running: "sync",
	Today: "comment-discussion",
	Earlier: "comment-discussion",
};

/** Every thread of this machine, grouped by what it asks of a person. */
export function ThreadList() {
	const { threads, host } = panel.value;
	const [filter, setFilter] = useState("");
	const [archived, setArchived] = useState(false);
	useEffect(() => post({ type: "listThreads", archived }), [archived]);
	const pending = new Set(host?.pending.map(({ threadId }) => threadId));
	const wanted = filter.toLowerCase();
	const shown = (threads?.archived === archived ? threads.data : []).filter((thread) =>
		titleOf(thread).toLowerCase().includes(wanted),
	);
	return (
		<main class="threads" aria-label="Threads" data-region>
			<div class="threads-head">
				<input
					type="search"
					aria-label="Filter threads"
					placeholder="Filter threads"
					value={filter}
					onInput={(event) => setFilter(event.currentTarget.value)}
				/>
				<IconButton
					icon="archive"
					label={archived ? "Show current threads" : "Show archived threads"}
					class={archived ? "on" : ""}
					onClick={() => setArchived(!archived)}
				/>
				<IconButton icon="close" label="Back to the chat" onClick={() => showView("chat")} />
			</div>
			{threads !== null && shown.length === 0 && (
				<p class="dim empty">{archived ? "No archived threads." : "No threads yet."}</p>
			)}
			{groups.map((group) => {
				const members = shown.filter((thread) => groupOf(thread, pending) === group);
				return members.length === 0 ? null : (
					<section key={group} aria-label={group}>
						<h2 class="group">{group}</h2>
						{members.map((thread) => (
							<ThreadRow key={thread.id} thread={thread} icon={icons[group]} archived={archived} />
						))}
					</section>
				);
			})}
		</main>
	);
}

function ThreadRow({ thread, icon, archived }: { thread: Thread; icon: string; archived: boolean }) {
	const [isRenaming, setRenaming] = useState(false);
	const folder = thread.cwd.split(/[\\/]/).at(-1);
	const place = [folder, thread.gitInfo?.branch].filter(Boolean).join(" · ");
	if (isRenaming) return <Rename thread={thread} onDone={() => setRenaming(false)} />;
	return (
		<div class="thread-row">
			<button type="button" class="thread-open" onClick={() => post({ type: "openThread", threadId: thread.id })}>
				<Icon name={icon} />
				<span class="thread-text">
					<span class="ellipsis">{titleOf(thread)}</span>
					<span class="dim small ellipsis">{place}</span>
				</span>
				<span class="dim small">{agoText(thread.updatedAt, Date.now())}</span>
			</button>
			<IconButton icon="edit" label={`Rename ${titleOf(thread)}`} onClick={() => setRenaming(true)} />
			<IconButton
				icon={archived ? "discard" : "archive"}
				label={`${archived ? "Bring back" : "Archive"} ${titleOf(thread)}`}
				onClick={() => post({ type: "archiveThread", threadId: thread.id, archived: !archived })}
			/>
		</div>
	);
}

function Rename({ thread, onDone }: { thread: Thread; onDone: () => void }) {
	const [name, setName] = useState(titleOf(thread));
	const submit = (event: Event) => {
		event.preventDefault();
		if (name.trim() !== "") post({ type: "renameThread", threadId: thread.id, name: name.trim() });
		onDone();
	};
	return (
		<form class="rename" onSubmit={submit}>
			<input
				ref={(element) => element?.focus()}
				aria-label="Name of the thread"
				value={name}
				onInput={(event) => setName(event.currentTarget.value)}
				onKeyDown={(event) => event.key === "Escape" && onDone()}
				onBlur={onDone}
			/>
		</form>
	);
}
