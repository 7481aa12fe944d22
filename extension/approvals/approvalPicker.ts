import { commands, type Disposable, type QuickPick, type QuickPickItem, window } from "vscode";
import type { ApprovalChoice, PendingApproval } from "../../webview/shared/bridge.ts";
import type { ApprovalQueue } from "./approvalQueue.ts";

interface ChoiceItem extends QuickPickItem {
	choice: ApprovalChoice["id"];
}

/** Asks for approvals by native quick picks, one at a time, whether the panel is visible or not. */
export class ApprovalPicker implements Disposable {
	readonly #queue: ApprovalQueue;
	readonly #subscription: Disposable;
	/** Left for later with Escape: shown again only when asked for. */
	readonly #leftOpen = new Set<string>();
	#shown: { key: string; picker: QuickPick<ChoiceItem> } | null = null;

	constructor(queue: ApprovalQueue) {
		this.#queue = queue;
		this.#subscription = queue.onDidChange(() => this.#update());
	}

	dispose(): void {
		this.#subscription.dispose();
		this.#close();
	}

	/** Asks again what was left open. */
	showPending(): void {
		this.#leftOpen.clear();
		if (this.#queue.pending.length === 0) void window.showInformationMessage("Heddle waits for no approval.");
		this.#update();
	}

	#update(): void {
		if (this.#shown && this.#queue.has(this.#shown.key)) return;
		this.#close();
		const next = this.#queue.pending.find(({ key }) => !this.#leftOpen.has(key));
		if (!next) return;
		this.#show(next);
		if (!window.state.focused) void this.#notify(next);
	}

	async #notify(approval: PendingApproval): Promise<void> {
		const chosen = await window.showInformationMessage(approval.question, "Show");
		if (chosen === "Show" && this.#queue.has(approval.key)) this.showPending();
	}

	#show(approval: PendingApproval): void {
		const picker = window.createQuickPick<ChoiceItem>();
		picker.title = approval.question;
		picker.placeholder = approval.facts.join(" · ") || "Choose, or press Escape to decide later";
		picker.ignoreFocusOut = true;
		picker.items = approval.choices.map(({ id, label }) => ({ choice: id, label }));
		picker.onDidAccept(() => {
			const [chosen] = picker.selectedItems;
			if (chosen) void this.#decide(approval, chosen.choice);
		});
		picker.onDidHide(() => {
			if (this.#shown?.picker !== picker) return;
			// Escape: the question stays, counted in the status bar and as a card.
			this.#leftOpen.add(approval.key);
			this.#close();
			this.#update();
		});
		this.#shown = { key: approval.key, picker };
		picker.show();
	}

	async #decide(approval: PendingApproval, choice: ApprovalChoice["id"]): Promise<void> {
		const { key } = approval;
		if (choice === "showDiff") {
			this.#leftOpen.add(key);
			this.#close();
			await this.#queue.answer(key, choice);
			await commands.executeCommand("heddle.focusChat");
			return;
		}
		if (choice !== "decline") return this.#queue.answer(key, choice);
		this.#leftOpen.add(key);
		this.#close();
		const note = await window.showInputBox({
			title: "What should Heddle do differently?",
			prompt: "Enter declines and sends this; leave it empty to decline only.",
			ignoreFocusOut: true,
		});
		if (note === undefined) return;
		await this.#queue.answer(key, "decline", note);
	}

	#close(): void {
		const shown = this.#shown;
		this.#shown = null;
		shown?.picker.dispose();
	}
}
