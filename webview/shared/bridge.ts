import type {
	CommandExecutionRequestApprovalParams,
	FileChangeRequestApprovalParams,
} from "../../server/protocol/approval.ts";
import type { ServerNotification } from "../../server/protocol/messages.ts";
import type { Model } from "../../server/protocol/model.ts";
import type { Thread, ThreadTokenUsage } from "../../server/protocol/thread.ts";

/** Where the connection to the app-server stands. Every state but `ready` is shown in words. */
export type ConnectionState =
	| { state: "starting" }
	| { state: "ready"; serverVersion: string }
	/** Crashed or hung; back-off is running. `attempt` counts from 1; `inMs` until the next launch. */
	| { state: "restarting"; attempt: number; inMs: number; why: string }
	| { state: "failed"; error: NamedError };

/** What went wrong, what was kept, and what can be done: each action is a button. */
export interface NamedError {
	/** Stable name such as `binaryMissing`, `hashMismatch`, `crashLoop`, `handshakeTimeout`, `wrongProtocol`. */
	name: string;
	title: string;
	detail: string;
	actions: PanelAction[];
}

export type PanelAction =
	| "addKey"
	| "useLocalServer"
	| "startTour"
	| "retryTurn"
	| "restartServer"
	| "showLogs"
	| "openConfiguration"
	| "pickModel"
	| "pickApprovalMode"
	| "openFolder"
	| "manageTrust"
	| "showPendingApprovals";

/** `readOnly` asks before everything but known-safe reads; `ask` works in the sandbox; `full` never asks. */
export type ApprovalMode = "readOnly" | "ask" | "full";

export interface PendingApproval {
	/** Identifies the request among all that are pending: the server's request id and, where present, the approval id. */
	key: string;
	threadId: string;
	/** One sentence, the same as the quick pick's title. */
	question: string;
	/** Short facts under the question: reason, directory, confinement. */
	facts: string[];
	request:
		| { method: "item/commandExecution/requestApproval"; params: CommandExecutionRequestApprovalParams }
		| { method: "item/fileChange/requestApproval"; params: FileChangeRequestApprovalParams };
	/** In the order of the quick pick; the number key is the index plus one. */
	choices: ApprovalChoice[];
}

export interface ApprovalChoice {
	id: "accept" | "acceptPrefix" | "acceptForSession" | "decline" | "cancel" | "showDiff";
	label: string;
}

/** What the panel needs to know beside the open thread. */
export interface HostState {
	connection: ConnectionState;
	workspace: { name: string; hasFolder: boolean; trusted: boolean };
	/** False when no key or local server is set up: the first-run choices are shown. */
	modelConfigured: boolean;
	/** A local model server found on loopback, or null. */
	localServer: { name: string; models: string[] } | null;
	models: Model[];
	model: string | null;
	approvalMode: ApprovalMode;
	/** True while the open thread is the built-in lesson; the panel then always says so. */
	isTour: boolean;
	/** How the sandbox works here, in words; null until known. */
	sandbox: string | null;
	draft: string;
	/** What the person sent, newest last, for recall by arrow keys. */
	history: string[];
	pending: PendingApproval[];
}

/** Extension → webview. The first message after `ready` is `hostState`, then `thread`. */
export type ToWebview =
	| { type: "hostState"; state: HostState }
	| { type: "hostStateChanged"; patch: Partial<HostState> }
	/** Replaces the open thread; null shows the empty composer. */
	| { type: "thread"; thread: Thread | null; tokenUsage: ThreadTokenUsage | null }
	/** Notifications of the open thread in server order, at most one message per frame. */
	| { type: "events"; events: ServerNotification[] }
	/** A message the person sent: shown at once, until its `userMessage` item arrives with this `clientId`. */
	| { type: "sendFailed"; clientId: string; text: string; error: NamedError }
	| { type: "threads"; data: Thread[]; archived: boolean }
	| { type: "showView"; view: "chat" | "threads" }
	| { type: "focusComposer"; text?: string };

/** Webview → extension. */
export type FromWebview =
	| { type: "ready" }
	| { type: "send"; text: string; clientId: string }
	| { type: "stop" }
	| { type: "newThread" }
	| { type: "openThread"; threadId: string }
	| { type: "listThreads"; archived: boolean }
	| { type: "renameThread"; threadId: string; name: string }
	| { type: "archiveThread"; threadId: string; archived: boolean }
	| { type: "answerApproval"; key: string; choice: ApprovalChoice["id"]; note?: string }
	| { type: "openDiff"; itemId: string; path: string }
	| { type: "openFile"; path: string; line?: number }
	| { type: "insertCode"; text: string }
	| { type: "copy"; text: string }
	| { type: "openLink"; url: string }
	| { type: "draft"; text: string }
	| { type: "leave" }
	| { type: "action"; action: PanelAction };
