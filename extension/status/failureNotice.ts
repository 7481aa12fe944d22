import { type Disposable, window } from "vscode";
import type { PanelAction } from "../../webview/shared/bridge.ts";
import type { AppServerClient } from "../appServer/appServerClient.ts";
import { actionLabels } from "./actionLabels.ts";

/**
 * Tells once of each failure that ends the connection, with its actions as buttons. The same failure is told
 * again only after the server has been ready in between or the person has asked for another try.
 */
export class FailureNotice implements Disposable {
	readonly #subscription: Disposable;
	readonly #runAction: (action: PanelAction) => unknown;
	#told: string | undefined;

	constructor(client: AppServerClient, runAction: (action: PanelAction) => unknown) {
		this.#runAction = runAction;
		this.#subscription = client.onDidChangeState(() => void this.#update(client));
		void this.#update(client);
	}

	dispose(): void {
		this.#subscription.dispose();
	}

	async #update({ state }: AppServerClient): Promise<void> {
		if (state.state === "ready") {
			this.#told = undefined;
		}
		if (state.state !== "failed" || this.#told === state.error.name) {
			return;
		}
		this.#told = state.error.name;
		const { title, detail, actions } = state.error;
		const buttons = actions.map((action) => ({ title: actionLabels[action], action }));
		const chosen = await window.showErrorMessage(`${title}. ${detail}`, ...buttons);
		if (chosen !== undefined) {
			this.#told = undefined;
			this.#runAction(chosen.action);
		}
	}
}
