import type { ConnectionState } from "../../webview/shared/bridge.ts";

/** How the status bar tells of the connection: an icon with a word, the same for screen readers, and the details. */
export interface ConnectionText {
	text: string;
	label: string;
	detail: string;
	severity: "none" | "warning" | "error";
}

export function connectionText(state: ConnectionState): ConnectionText {
	switch (state.state) {
		case "starting":
			return {
				text: "$(loading~spin) Heddle: starting",
				label: "Heddle is starting",
				detail: "The server is being started.",
				severity: "none",
			};
		case "ready":
			return {
				text: "$(comment-discussion) Heddle",
				label: "Heddle is ready",
				detail: `Server ${state.serverVersion} is ready.`,
				severity: "none",
			};
		case "restarting":
			return {
				text: "$(sync~spin) Heddle: restarting",
				label: "Heddle is restarting",
				detail: `The server ended (${state.why}). Attempt ${state.attempt} follows in ${formatSeconds(state.inMs)}.`,
				severity: "warning",
			};
		case "failed":
			return {
				text: "$(error) Heddle: stopped",
				label: `Heddle has stopped: ${state.error.title}`,
				detail: `${state.error.title}. ${state.error.detail}`,
				severity: "error",
			};
	}
}

/** The waiting approvals, or nothing when none wait. */
export function approvalsText(count: number): { text: string; label: string } | undefined {
	if (count === 0) {
		return undefined;
	}
	const words = count === 1 ? "1 approval" : `${count} approvals`;
	return { text: `$(bell) ${words}`, label: `Heddle: ${words} waiting. Show them.` };
}

function formatSeconds(ms: number): string {
	return `${(ms / 1_000).toFixed(1)} s`;
}
