import path from "node:path";
import { inputText } from "../model/messageContent.ts";
import type { MessageItem, ResponseItem } from "../model/responseItem.ts";
import { PERMISSIONS_TAG, permissionsText } from "./instructions.ts";
import { loadProjectDocs } from "./projectDocs.ts";
import type { TurnHost } from "./turnHost.ts";

const DOCS_TAG = "# AGENTS.md instructions for ";
const MODE_TAG = "<collaboration_mode>";
const ENVIRONMENT_TAG = "<environment_context>";

/** One block of context. Its newest copy in the history is the one that starts with `tag`, or equals it if untagged. */
interface Block {
	role: "developer" | "user";
	tag: string | null;
	text: string;
}

/**
 * The context messages that the history lacks: all of them at first, later only what has changed since it was last
 * told (`told`: the history, unless another one is meant). Reads AGENTS.md files, nothing else.
 */
export async function missingContext(
	host: TurnHost,
	told: readonly ResponseItem[] = host.history.items,
	now: Date = new Date(),
): Promise<MessageItem[]> {
	const blocks = await contextBlocks(host, now);
	const missing = blocks.filter((block) => !isTold(block, told));
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
	const required = config.requirements.developerInstructions;
	if (required !== null) blocks.push({ role: "developer", tag: null, text: required });
	if (config.includes.permissions) {
		const text = permissionsText(settings);
		blocks.push({ role: "developer", tag: PERMISSIONS_TAG, text });
	}
	if (settings.mode.instructions !== null && config.includes.collaborationMode) {
		const text = `${MODE_TAG}\n${settings.mode.instructions}\n</collaboration_mode>`;
		blocks.push({ role: "developer", tag: MODE_TAG, text });
	}
	const docs = await loadProjectDocs(settings.cwd, config);
	if (docs.text !== null) {
		const text = `${DOCS_TAG}${settings.cwd}\n\n<INSTRUCTIONS>\n${docs.text}\n</INSTRUCTIONS>`;
		blocks.push({ role: "user", tag: DOCS_TAG, text });
	}
	if (config.includes.environment) {
		const text = environmentText(settings.cwd, config.includes.environmentTime ? now : null);
		blocks.push({ role: "user", tag: ENVIRONMENT_TAG, text });
	}
	return blocks;
}

function environmentText(cwd: string, now: Date | null): string {
	return [
		ENVIRONMENT_TAG,
		`  <cwd>${cwd}</cwd>`,
		`  <shell>${shellName()}</shell>`,
		`  <os>${process.platform}</os>`,
		...(now === null ? [] : timeLines(now)),
		"</environment_context>",
	].join("\n");
}

function timeLines(now: Date): string[] {
	const date = [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((n) => String(n).padStart(2, "0")).join("-");
	const timezone = Intl.DateTimeFormat().resolvedOptions().timeZone;
	return [`  <current_date>${date}</current_date>`, `  <timezone>${timezone}</timezone>`];
}

/** Whether a message of the user's role is part of the context, and nobody's own words. */
export function isContext(message: MessageItem): boolean {
	const [first] = message.content;
	if (first?.type !== "input_text") return false;
	return first.text.startsWith(DOCS_TAG) || first.text.startsWith(ENVIRONMENT_TAG);
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
