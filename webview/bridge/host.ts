import { signal } from "@preact/signals";
import type { FromWebview, PanelAction, ToWebview } from "../shared/bridge.ts";
import { initialState, type PanelState, reduce, withoutSent, withSent } from "../shared/panelState.ts";

interface VsCodeApi {
	postMessage(message: FromWebview): void;
	getState(): unknown;
	setState(state: unknown): void;
}

declare function acquireVsCodeApi(): VsCodeApi;

const vscode = acquireVsCodeApi();

/** Everything the panel shows; components read it and nothing else. */
export const panel = signal<PanelState>(initialState);

/** Asks for the composer's focus; the text, if any, goes in front of the draft. */
export const composerRequests = signal<{ count: number; text: string }>({ count: 0, text: "" });

export const post = (message: FromWebview) => vscode.postMessage(message);
export const act = (action: PanelAction) => post({ type: "action", action });

/** The draft as this page last knew it: it survives the page being hidden. */
export function keptDraft(): string | null {
	const kept = vscode.getState();
	return typeof kept === "object" && kept !== null && "draft" in kept && typeof kept.draft === "string"
		? kept.draft
		: null;
}

const DRAFT_DELAY_MS = 300;
let draftTimer: ReturnType<typeof setTimeout> | undefined;

export function keepDraft(text: string): void {
	vscode.setState({ draft: text });
	clearTimeout(draftTimer);
	draftTimer = setTimeout(() => post({ type: "draft", text }), DRAFT_DELAY_MS);
}

export function send(text: string): void {
	const clientId = crypto.randomUUID();
	panel.value = withSent(panel.value, clientId, text);
	post({ type: "send", text, clientId });
}

export function sendAgain(clientId: string, text: string): void {
	panel.value = withoutSent(panel.value, clientId);
	send(text);
}

export function showView(view: PanelState["view"]): void {
	panel.value = { ...panel.value, view };
}

/** Listens to the host; the first answer to "ready" fills the panel. */
export function connect(): void {
	window.addEventListener("message", ({ data }: MessageEvent<ToWebview>) => {
		panel.value = reduce(panel.value, data);
		if (data.type === "focusComposer") {
			composerRequests.value = { count: composerRequests.value.count + 1, text: data.text ?? "" };
		}
	});
	// Links never load in the panel: the editor asks before it opens them.
	document.addEventListener("click", (event) => {
		const link = event.target instanceof Element ? event.target.closest("a") : null;
		if (!link) return;
		event.preventDefault();
		post({ type: "openLink", url: link.href });
	});
	post({ type: "ready" });
}
