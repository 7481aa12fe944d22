import path from "node:path";
import type { MessageContent, MessageItem, ResponseItem } from "../model/responseItem.ts";
import { PERMISSIONS_TAG, permissionsText } from "./instructions.ts";
import { loadProjectDocs } from "./projectDocs.ts";
import type { TurnHost } from "./turnHost.ts";

const DOCS_TAG = "# AGENTS.md instructions for ";
const ENVIRONMENT_TAG = "<environment_context>";

/** One block of context. Its newest copy in the history is the one that starts with `tag`, or equals it if untagged. */
interface Block {
	role: "developer" | "user";
	tag: string | null;
	text: string;
}

/**
 * The context messages that the history lacks: all of them at first, later only what has changed since it was last
 * told. Reads AGENTS.md files, nothing else.
 */
export async function missingContext(host: TurnHost, now: Date = new Date()): Promise<MessageItem[]> {
	const blocks = await contextBlocks(host, now);
	const missing = blocks.filter((block) => !isTold(block, host.history.items));
	const messages: MessageItem[] = [];
	for (const role of ["developer", "user"] as const) {
		const content = missing.filter((block) => block.role === role).map((block) => inputText(block.text));
		if (content.length > 0) messages.push({ type: "message", role, content });
	}
	return messages;
}

async function contextBlocks({ settings, config }: TurnHost, now: Date): Promise<Block[]> {
	const blocks: Block[] = [];
	if (settings.developerInstructions !== null) {
		blocks.push({ role: "developer", tag: null, text: settings.developerInstructions });
	}
	blocks.push({
		role: "developer",
		tag: PERMISSIONS_TAG,
		text: permissionsText(settings.approvalPolicy, settings.sandboxPolicy),
	});
	const docs = await loadProjectDocs(settings.cwd, config);
	if (docs.text !== null) {
		const text = `${DOCS_TAG}${settings.cwd}\n\n<INSTRUCTIONS>\n${docs.text}\n</INSTRUCTIONS>`;
		blocks.push({ role: "user", tag: DOCS_TAG, text });
	}
	blocks.push({ role: "user", tag: ENVIRONMENT_TAG, text: environmentText(settings.cwd, now) });
	return blocks;
}

function environmentText(cwd: string, now: Date): string {
	const timezone = Intl.DateTimeFormat().resolvedOptions().timeZone;
	const date = [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((n) => String(n).padStart(2, "0")).join("-");
	return [
		ENVIRONMENT_TAG,
		`  <cwd>${cwd}</cwd>`,
		`  <shell>${shellName()}</shell>`,
		`  <os>${process.platform}</os>`,
		`  <current_date>${date}</current_date>`,
		`  <timezone>${timezone}</timezone>`,
		"</environment_context>",
	].join("\n");
}

/** The shells that commands are run with; a person with another one gets bash or sh. */
const SHELLS = ["bash", "zsh", "sh", "dash", "ksh"];

function shellName(): string {
	if (process.platform === "win32") return "powershell";
	const own = path.basename(process.env.SHELL ?? "");
	return SHELLS.includes(own) ? own : "bash";
}

function isTold(block: Block, items: readonly ResponseItem[]): boolean {
	for (let i = items.length - 1; i >= 0; i--) {
		const item = items[i];
		if (item?.type !== "message" || item.role !== block.role) continue;
		for (const part of item.content) {
			if (part.type !== "input_text") continue;
			if (part.text === block.text) return true;
			if (block.tag !== null && part.text.startsWith(block.tag)) return false;
		}
	}
	return false;
}

export function inputText(text: string): MessageContent {
	return { type: "input_text", text };
}
