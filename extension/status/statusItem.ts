import { type Disposable, MarkdownString, StatusBarAlignment, type StatusBarItem, ThemeColor, window } from "vscode";
import type { AppServerClient } from "../appServer/appServerClient.ts";
import { approvalsText, connectionText } from "./connectionText.ts";

/** Ids of the commands behind the status items. */
export interface StatusCommands {
	showPanel: string;
	showLogs: string;
	showPendingApprovals: string;
}

/** Two status bar items: where the connection stands, in words, and how many approvals wait. */
export class StatusItem implements Disposable {
	readonly #connection: StatusBarItem;
	readonly #approvals: StatusBarItem;
	readonly #commands: StatusCommands;
	readonly #subscription: Disposable;

	constructor(client: AppServerClient, commands: StatusCommands) {
		this.#commands = commands;
		this.#connection = window.createStatusBarItem("heddle.connection", StatusBarAlignment.Right, 101);
		this.#connection.name = "Heddle";
		this.#approvals = window.createStatusBarItem("heddle.approvals", StatusBarAlignment.Right, 100);
		this.#approvals.name = "Heddle Approvals";
		this.#approvals.command = commands.showPendingApprovals;
		this.#approvals.backgroundColor = new ThemeColor("statusBarItem.warningBackground");
		this.#subscription = client.onDidChangeState(() => this.#showConnection(client));
		this.#showConnection(client);
		this.#connection.show();
	}

	/** `count` requests wait for a decision; none hides the item. */
	setPendingApprovals(count: number): void {
		const shown = approvalsText(count);
		if (shown === undefined) {
			this.#approvals.hide();
			return;
		}
		this.#approvals.text = shown.text;
		this.#approvals.tooltip = shown.label;
		this.#approvals.accessibilityInformation = { label: shown.label, role: "button" };
		this.#approvals.show();
	}

	dispose(): void {
		this.#subscription.dispose();
		this.#connection.dispose();
		this.#approvals.dispose();
	}

	#showConnection(client: AppServerClient): void {
		const { text, label, detail, severity } = connectionText(client.state);
		this.#connection.text = text;
		this.#connection.tooltip = new MarkdownString().appendText(detail);
		this.#connection.accessibilityInformation = { label, role: "button" };
		this.#connection.command = severity === "error" ? this.#commands.showLogs : this.#commands.showPanel;
		this.#connection.backgroundColor =
			severity === "none" ? undefined : new ThemeColor(`statusBarItem.${severity}Background`);
	}
}
