import { commands, type Disposable, type ExtensionContext, window, workspace } from "vscode";
import type { ApprovalMode, PanelAction } from "../../webview/shared/bridge.ts";
import type { ApprovalPicker } from "../approvals/approvalPicker.ts";
import type { ApprovalQueue } from "../approvals/approvalQueue.ts";
import type { AppServerClient } from "../appServer/appServerClient.ts";
import type { ChatView } from "../chat/chatView.ts";
import type { OpenThread } from "../chat/openThread.ts";
import { approvalModes } from "../config/approvalMode.ts";
import type { ModelSetup } from "../config/modelSetup.ts";
import type { Settings } from "../config/settings.ts";
import type { LogChannels } from "../host/logChannels.ts";
import { openConfiguration } from "./openConfiguration.ts";
import { tourFolder } from "./tour.ts";

/** What the commands work with. */
export interface CommandTargets {
	context: ExtensionContext;
	client: AppServerClient;
	thread: OpenThread;
	view: ChatView;
	approvals: ApprovalQueue;
	picker: ApprovalPicker;
	settings: Settings;
	models: ModelSetup;
	logs: LogChannels;
}

/** Which command stands behind each button. */
const commandOf: Record<PanelAction, string> = {
	addKey: "heddle.addKey",
	useLocalServer: "heddle.useLocalServer",
	startTour: "heddle.startTour",
	retryTurn: "heddle.retryTurn",
	restartServer: "heddle.restartServer",
	showLogs: "heddle.showLogs",
	openConfiguration: "heddle.openConfiguration",
	pickModel: "heddle.pickModel",
	pickApprovalMode: "heddle.pickApprovalMode",
	openFolder: "vscode.openFolder",
	manageTrust: "workbench.trust.manage",
	showPendingApprovals: "heddle.showPendingApprovals",
};

export const runAction = (action: PanelAction) =>
	Promise.resolve(Object.hasOwn(commandOf, action) ? commands.executeCommand(commandOf[action]) : undefined);

/** Registers every command of the manifest. */
export function registerCommands(targets: CommandTargets): Disposable[] {
	const { context, client, thread, view, approvals, picker, models, logs } = targets;
	const register = (id: string, run: (...args: unknown[]) => unknown) => commands.registerCommand(`heddle.${id}`, run);
	const answerFirst = async (choice: "accept" | "decline") => {
		const [first] = approvals.pending;
		if (first) await approvals.answer(first.key, choice);
		else picker.showPending();
	};
	return [
		register("newThread", async () => {
			await thread.startNew();
			await view.focus();
		}),
		register("focusChat", () => view.focus()),
		register("showThreads", () => view.showThreads()),
		register("stop", () => thread.stop()),
		register("approve", () => answerFirst("accept")),
		register("decline", () => answerFirst("decline")),
		register("showPendingApprovals", () => picker.showPending()),
		register("pickModel", () => models.pickModel()),
		register("pickApprovalMode", () => pickApprovalMode(targets.settings)),
		register("restartServer", () => client.restart()),
		register("showLogs", () => logs.server.show()),
		register("openConfiguration", () => openConfiguration()),
		register("addKey", () => models.addKey()),
		register("useLocalServer", () => models.useLocalServer()),
		register("startTour", async () => {
			await thread.startTour(await tourFolder(context));
			await view.focus();
			await view.send("Show me around: find out why the tests fail and fix it.");
		}),
		register("retryTurn", async () => {
			if (thread.lastInput !== null) await view.send(thread.lastInput);
			else await view.focus();
		}),
		register("addSelection", async () => {
			const editor = window.activeTextEditor;
			if (!editor) return;
			const { start, end } = editor.selection;
			const file = workspace.asRelativePath(editor.document.uri);
			const lines = start.line === end.line ? `${start.line + 1}` : `${start.line + 1}-${end.line + 1}`;
			await view.focus(`${file}:${lines} `);
		}),
	];
}

async function pickApprovalMode(settings: Settings): Promise<void> {
	if (!workspace.isTrusted) {
		void window.showInformationMessage("In a workspace that is not trusted Heddle asks for everything.");
		return;
	}
	const modes = Object.entries(approvalModes) as [ApprovalMode, (typeof approvalModes)[ApprovalMode]][];
	const items = modes.map(([mode, { label, detail }]) => ({
		label,
		detail,
		description: mode === settings.approvalMode ? "current" : "",
		mode,
	}));
	const chosen = await window.showQuickPick(items, { title: "When does Heddle ask?" });
	if (!chosen) return;
	if (chosen.mode === "full") {
		const warning = "Heddle will run any command and edit any file without asking, outside of a sandbox.";
		const answer = await window.showWarningMessage(warning, { modal: true }, "Never Ask");
		if (answer !== "Never Ask") return;
	}
	await settings.setApprovalMode(chosen.mode);
}
