import {
	commands,
	type Disposable,
	env,
	type Memento,
	Range,
	Uri,
	type WebviewView,
	type WebviewViewProvider,
	window,
	workspace,
} from "vscode";
import type { FromWebview, HostState, NamedError, PanelAction, ToWebview } from "../../webview/shared/bridge.ts";
import type { ApprovalQueue } from "../approvals/approvalQueue.ts";
import { type AppServerClient, ServerError } from "../appServer/appServerClient.ts";
import type { ModelSetup } from "../config/modelSetup.ts";
import type { Settings } from "../config/settings.ts";
import { EventBatcher } from "./eventBatcher.ts";
import { fromWebview } from "./fromWebview.ts";
import type { OpenThread } from "./openThread.ts";
import { panelHtml } from "./panelHtml.ts";

const DRAFT_KEY = "heddle.draft";
const HISTORY_KEY = "heddle.history";
const HISTORY_LENGTH = 100;

export interface ChatViewOptions {
	extensionUri: Uri;
	client: AppServerClient;
	thread: OpenThread;
	approvals: ApprovalQueue;
	settings: Settings;
	models: ModelSetup;
	state: Memento;
	runAction: (action: PanelAction) => Promise<unknown>;
	openDiff: (itemId: string, path: string) => Promise<void>;
}

/** The host end of the panel: what it shows, and what a person does in it. */
export class ChatView implements WebviewViewProvider, Disposable {
	static readonly viewId = "heddle.chat";
	readonly #options: ChatViewOptions;
	readonly #events: EventBatcher;
	readonly #subscriptions: Disposable[];
	#view: WebviewView | null = null;
	#isReady = false;

	constructor(options: ChatViewOptions) {
		this.#options = options;
		const { client, thread, approvals, models } = options;
		this.#events = new EventBatcher((events) => this.#post({ type: "events", events }));
		this.#subscriptions = [
			thread.onEvent((event) => this.#events.push(event)),
			thread.onDidReplace(() => this.#showThread()),
			approvals.onDidChange(() => this.#patch({ pending: approvals.pending })),
			client.onDidChangeState((connection) => this.#patch({ connection })),
			models.onDidChange(() => this.#patch(this.#modelState())),
			workspace.onDidGrantWorkspaceTrust(() => this.#patch({ workspace: workspaceState(), ...this.#modelState() })),
			workspace.onDidChangeWorkspaceFolders(() => this.#patch({ workspace: workspaceState() })),
			workspace.onDidChangeConfiguration((change) => {
				if (change.affectsConfiguration("heddle")) this.#patch(this.#modelState());
			}),
		];
	}

	resolveWebviewView(view: WebviewView): void {
		const { extensionUri } = this.#options;
		this.#view = view;
		this.#isReady = false;
		view.webview.options = { enableScripts: true, localResourceRoots: [Uri.joinPath(extensionUri, "dist/webview")] };
		view.webview.onDidReceiveMessage((message: unknown) => {
			const known = fromWebview(message);
			if (known) void this.#take(known);
		});
		view.onDidDispose(() => {
			this.#view = null;
			this.#isReady = false;
		});
		view.webview.html = panelHtml(view.webview, extensionUri);
	}

	/** Brings the panel to the front with the composer focused. */
	async focus(text?: string): Promise<void> {
		await commands.executeCommand(`${ChatView.viewId}.focus`);
		this.#post(text === undefined ? { type: "focusComposer" } : { type: "focusComposer", text });
	}

	async showThreads(): Promise<void> {
		await commands.executeCommand(`${ChatView.viewId}.focus`);
		this.#post({ type: "showView", view: "threads" });
		await this.#listThreads(false);
	}

	/** Sends a message as if it had been typed. */
	async send(text: string): Promise<void> {
		await this.#send(text, crypto.randomUUID());
	}

	dispose(): void {
		for (const subscription of this.#subscriptions) subscription.dispose();
	}

	#post(message: ToWebview): void {
		if (this.#isReady) void this.#view?.webview.postMessage(message);
	}

	#patch(patch: Partial<HostState>): void {
		this.#post({ type: "hostStateChanged", patch });
	}

	#showThread(): void {
		this.#events.clear();
		const { thread } = this.#options;
		this.#patch({ isTour: thread.isTour });
		this.#post({ type: "thread", thread: thread.thread, tokenUsage: thread.usage });
	}

	#modelState(): Pick<HostState, "modelConfigured" | "localServer" | "models" | "model" | "approvalMode"> {
		const { models, settings } = this.#options;
		const { isConfigured, localServer, list, current } = models;
		return {
			modelConfigured: isConfigured,
			localServer,
			models: list,
			model: current,
			approvalMode: settings.approvalMode,
		};
	}

	#hostState(): HostState {
		const { client, thread, approvals, state } = this.#options;
		return {
			connection: client.state,
			workspace: workspaceState(),
			...this.#modelState(),
			isTour: thread.isTour,
			sandbox: null,
			draft: state.get(DRAFT_KEY, ""),
			history: state.get<string[]>(HISTORY_KEY, []),
			pending: approvals.pending,
		};
	}

	async #take(message: FromWebview): Promise<void> {
		const { thread, approvals, client, state, runAction, openDiff } = this.#options;
		try {
			switch (message.type) {
				case "ready":
					return await this.#begin();
				case "send":
					return await this.#send(message.text, message.clientId);
				case "stop":
					return await thread.stop();
				case "newThread":
					return await thread.startNew();
				case "openThread":
					await thread.switchTo(message.threadId);
					this.#post({ type: "showView", view: "chat" });
					return;
				case "listThreads":
					return await this.#listThreads(message.archived);
				case "renameThread":
					await client.request("thread/name/set", { threadId: message.threadId, name: message.name });
					return await this.#listThreads(false);
				case "archiveThread":
					return await this.#archive(message.threadId, message.archived);
				case "answerApproval":
					return await approvals.answer(message.key, message.choice, message.note);
				case "openDiff":
					return await openDiff(message.itemId, message.path);
				case "openFile":
					return await this.#openFile(message.path, message.line);
				case "insertCode":
					await window.activeTextEditor?.edit((edit) => {
						for (const selection of window.activeTextEditor?.selections ?? []) edit.replace(selection, message.text);
					});
					return;
				case "copy":
					return await env.clipboard.writeText(message.text);
				case "openLink":
					return await openLink(message.url);
				case "draft":
					return await state.update(DRAFT_KEY, message.text);
				case "leave":
					await commands.executeCommand("workbench.action.focusActiveEditorGroup");
					return;
				case "action":
					await runAction(message.action);
			}
		} catch (error) {
			void window.showErrorMessage(`Heddle: ${error instanceof Error ? error.message : String(error)}`);
		}
	}

	async #begin(): Promise<void> {
		const { client, thread } = this.#options;
		this.#isReady = true;
		if (client.state.state === "ready" && thread.thread) await thread.refresh().catch(() => {});
		this.#post({ type: "hostState", state: this.#hostState() });
		this.#post({ type: "thread", thread: thread.thread, tokenUsage: thread.usage });
		this.#events.flush();
	}

	async #send(text: string, clientId: string): Promise<void> {
		const { state, thread } = this.#options;
		const history = [...state.get<string[]>(HISTORY_KEY, []).filter((each) => each !== text), text];
		await state.update(HISTORY_KEY, history.slice(-HISTORY_LENGTH));
		this.#patch({ history });
		try {
			await thread.send(text, clientId);
			await state.update(DRAFT_KEY, "");
		} catch (error) {
			this.#post({ type: "sendFailed", clientId, text, error: sendError(error) });
		}
	}

	async #listThreads(archived: boolean): Promise<void> {
		const { data } = await this.#options.client.request("thread/list", { archived, limit: 100, sortKey: "updated_at" });
		this.#post({ type: "threads", data, archived });
	}

	async #archive(threadId: string, archived: boolean): Promise<void> {
		const { client, thread } = this.#options;
		await client.request(archived ? "thread/archive" : "thread/unarchive", { threadId });
		if (archived && thread.thread?.id === threadId) await thread.startNew();
		await this.#listThreads(!archived);
	}

	async #openFile(path: string, line: number | undefined): Promise<void> {
		const folder = this.#options.thread.thread?.cwd ?? workspace.workspaceFolders?.[0]?.uri.fsPath ?? "/";
		const uri = path.startsWith("/") || /^[a-z]:/i.test(path) ? Uri.file(path) : Uri.joinPath(Uri.file(folder), path);
		const at = Math.max(0, (line ?? 1) - 1);
		await window.showTextDocument(uri, { preview: true, selection: new Range(at, 0, at, 0) });
	}
}

function workspaceState(): HostState["workspace"] {
	const folders = workspace.workspaceFolders ?? [];
	return { name: workspace.name ?? "", hasFolder: folders.length > 0, trusted: workspace.isTrusted };
}

/** Only addresses of the web: a model must not make the editor run a command. */
async function openLink(url: string): Promise<void> {
	const uri = Uri.parse(url);
	if (uri.scheme === "http" || uri.scheme === "https") await env.openExternal(uri);
}

function sendError(error: unknown): NamedError {
	const detail = error instanceof Error ? error.message : String(error);
	return {
		name: error instanceof ServerError ? "notAccepted" : "notSent",
		title: "The message was not sent",
		detail: `${detail} Your message is kept.`,
		actions: ["restartServer", "showLogs"],
	};
}
