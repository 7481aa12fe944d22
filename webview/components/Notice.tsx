import type { ComponentChildren } from "preact";
import { act } from "../bridge/host.ts";
import type { PanelAction } from "../shared/bridge.ts";
import { Icon } from "./Icon.tsx";

const labels: Record<PanelAction, string> = {
	addKey: "Add a model key",
	useLocalServer: "Use a local server",
	startTour: "Take the tour",
	retryTurn: "Try again",
	restartServer: "Restart the server",
	showLogs: "Show log",
	openConfiguration: "Open configuration",
	pickModel: "Choose another model",
	pickApprovalMode: "Pick an approval mode",
	openFolder: "Open a folder",
	manageTrust: "Manage trust",
	showPendingApprovals: "Show approvals",
};

interface NoticeProps {
	tone: "error" | "warning" | "info";
	title: string;
	detail?: ComponentChildren;
	actions?: readonly PanelAction[];
	children?: ComponentChildren;
}

const icons = { error: "error", warning: "warning", info: "info" };

/** What happened, what was kept, and what can be done: every action is a button. */
export function Notice({ tone, title, detail, actions = [], children }: NoticeProps) {
	return (
		<div class={`notice ${tone}`} role={tone === "error" ? "alert" : "status"}>
			<Icon name={icons[tone]} />
			<div>
				<b>{title}</b>
				{detail && <div>{detail}</div>}
				{(actions.length > 0 || children) && (
					<div class="buttons">
						{actions.map((action, index) => (
							<button
								key={action}
								type="button"
								class={index === 0 ? "button" : "button secondary"}
								onClick={() => act(action)}
							>
								{labels[action]}
							</button>
						))}
						{children}
					</div>
				)}
			</div>
		</div>
	);
}
