import type { PanelAction } from "../../webview/shared/bridge.ts";

/** What the button of each action says in a notification. */
export const actionLabels: Record<PanelAction, string> = {
	addKey: "Add a Key",
	useLocalServer: "Use a Local Model",
	startTour: "Take the Tour",
	retryTurn: "Try Again",
	restartServer: "Restart Server",
	showLogs: "Show Logs",
	openConfiguration: "Open Configuration",
	pickModel: "Pick a Model",
	pickApprovalMode: "Pick an Approval Mode",
	openFolder: "Open a Folder",
	manageTrust: "Manage Trust",
	showPendingApprovals: "Show Approvals",
};
