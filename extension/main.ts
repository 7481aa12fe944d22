import { commands, type ExtensionContext, window, workspace } from "vscode";
import { ApprovalPicker } from "./approvals/approvalPicker.ts";
import { ApprovalQueue } from "./approvals/approvalQueue.ts";
import type { AppServerClient } from "./appServer/appServerClient.ts";
import { createAppServerClient } from "./appServer/createAppServerClient.ts";
import { ChatView } from "./chat/chatView.ts";
import { OpenThread } from "./chat/openThread.ts";
import { OpenThreadFile } from "./chat/openThreadFile.ts";
import { registerCommands, runAction } from "./commands/registerCommands.ts";
import { ModelSetup } from "./config/modelSetup.ts";
import { Settings } from "./config/settings.ts";
import { createLogChannels } from "./host/logChannels.ts";
import { DiffView } from "./review/diffView.ts";
import { FailureNotice } from "./status/failureNotice.ts";
import { StatusItem } from "./status/statusItem.ts";

let client: AppServerClient | undefined;
let isLeaving = false;

export function activate(context: ExtensionContext): void {
	const logs = createLogChannels();
	const settings = new Settings(context);
	const server = createAppServerClient(context, logs, () => settings.launchOptions());
	client = server;
	const folder = () => workspace.workspaceFolders?.[0]?.uri.fsPath;
	const openThreadFile = new OpenThreadFile((context.storageUri ?? context.globalStorageUri).fsPath);
	const thread = new OpenThread(server, settings, openThreadFile, folder, (error) =>
		logs.extension.error(`The open thread could not be taken up again: ${String(error)}`),
	);
	const models = new ModelSetup(server, settings);
	const diffs = new DiffView();
	const openDiff = async (itemId: string, path: string) => {
		const change = thread.changesOf(itemId).find((each) => each.path === path);
		const isPending = approvals.pending.some(({ request }) => request.params.itemId === itemId);
		if (change) await diffs.show(itemId, change, thread.thread?.cwd ?? folder() ?? "/", !isPending);
	};
	const approvals = new ApprovalQueue(server, {
		changedFiles: (itemId) => thread.changesOf(itemId).map((change) => change.path),
		displayPath: (path) => (path === folder() ? "the workspace" : workspace.asRelativePath(path)),
		showDiff: async (itemId) => {
			for (const { path } of thread.changesOf(itemId)) await openDiff(itemId, path);
		},
		steer: (_threadId, text) => view.send(text),
	});
	const picker = new ApprovalPicker(approvals);
	const view = new ChatView({
		extensionUri: context.extensionUri,
		client: server,
		thread,
		approvals,
		settings,
		models,
		state: context.workspaceState,
		runAction,
		openDiff,
	});
	const status = new StatusItem(server, {
		showPanel: "heddle.focusChat",
		showLogs: "heddle.showLogs",
		showPendingApprovals: "heddle.showPendingApprovals",
	});
	const setContext = (key: string, value: boolean) =>
		void commands.executeCommand("setContext", `heddle.${key}`, value);
	context.subscriptions.push(
		logs.extension,
		logs.server,
		thread,
		models,
		diffs,
		approvals,
		picker,
		view,
		status,
		new FailureNotice(server, (action) => runAction(action)),
		approvals.onDidChange(() => {
			status.setPendingApprovals(approvals.pending.length);
			const isWaiting = approvals.pending.length > 0;
			// A question that ends because the editor or the server does is still unanswered.
			if (isWaiting || (!isLeaving && server.state.state === "ready")) thread.noteWaiting(isWaiting);
			setContext("hasPendingApproval", approvals.pending.length > 0);
		}),
		thread.onDidChangeRunning(() => setContext("turnRunning", thread.isRunning)),
		server.onDidChangeState(({ state }) => setContext("serverReady", state === "ready")),
		window.registerWebviewViewProvider(ChatView.viewId, view, { webviewOptions: { retainContextWhenHidden: true } }),
		...registerCommands({ context, client: server, thread, view, approvals, picker, settings, models, logs }),
	);
	// A failed start is told by the status item, the panel and a notification with buttons.
	server.start().catch((error: unknown) => logs.extension.error(String(error)));
}

export async function deactivate(): Promise<void> {
	isLeaving = true;
	await client?.dispose();
}
