import type { FromWebview } from "../../webview/shared/bridge.ts";

type Shape = Record<string, "string" | "boolean" | "string?" | "number?">;

/** The members of each message; a mapped type, so that a new message without its shape does not compile. */
const shapes: Record<FromWebview["type"], Shape> = {
	ready: {},
	send: { text: "string", clientId: "string" },
	stop: {},
	newThread: {},
	openThread: { threadId: "string" },
	listThreads: { archived: "boolean" },
	renameThread: { threadId: "string", name: "string" },
	archiveThread: { threadId: "string", archived: "boolean" },
	answerApproval: { key: "string", choice: "string", note: "string?" },
	openDiff: { itemId: "string", path: "string" },
	openFile: { path: "string", line: "number?" },
	insertCode: { text: "string" },
	copy: { text: "string" },
	openLink: { url: "string" },
	draft: { text: "string" },
	leave: {},
	action: { action: "string" },
};

/** A message of the panel, or null for anything else: the panel shows text of models and is not trusted. */
export function fromWebview(value: unknown): FromWebview | null {
	if (typeof value !== "object" || value === null || !("type" in value)) return null;
	const { type } = value;
	if (typeof type !== "string" || !Object.hasOwn(shapes, type)) return null;
	const members = new Map(Object.entries(value));
	for (const [name, kind] of Object.entries(shapes[type as FromWebview["type"]])) {
		const member = members.get(name);
		const optional = kind.endsWith("?");
		if (optional && member === undefined) continue;
		if (typeof member !== (optional ? kind.slice(0, -1) : kind)) return null;
	}
	return value as FromWebview;
}
