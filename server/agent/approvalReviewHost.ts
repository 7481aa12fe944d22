import type { ThreadItem } from "#protocol/item.ts";
import type { ThreadTokenUsage } from "#protocol/thread.ts";
import type { EffectiveConfig } from "../config/config.ts";
import { isCatalogModel } from "../model/catalog.ts";
import { withoutWriting } from "../policy/permissionRules.ts";
import { ASSESSMENT_SCHEMA } from "./approvalAssessment.ts";
import { approvalInstructions } from "./approvalPrompt.ts";
import { NO_MODE } from "./collaborationMode.ts";
import { historyInMemory } from "./reviewHost.ts";
import { type History, RequestRefused, type TurnHost, type TurnSettings } from "./turnHost.ts";

/** The reference's. Of a model that is not known nobody knows whether it takes it. */
const EFFORT = "low";

/**
 * The turn as a model sees it that reviews an action: a history and instructions of its own, nothing that it may change, nobody
 * to ask and nobody who watches. Whatever sandbox the turn has, it only reads, and where no sandbox works it runs nothing.
 */
export class ApprovalReviewHost implements TurnHost {
	readonly settings: TurnSettings;
	readonly history: History = historyInMemory();
	readonly signal: AbortSignal;
	readonly task = { type: "regular" } as const;
	readonly threadId: string;
	readonly turnId: string;
	readonly config: EffectiveConfig;
	readonly usage: ThreadTokenUsage | null = null;
	readonly drained = null;
	readonly prompted = null;
	#answer = "";

	constructor({ settings, config, threadId, turnId }: TurnHost, signal: AbortSignal) {
		this.signal = signal;
		this.threadId = threadId;
		this.turnId = turnId;
		this.config = config;
		this.settings = {
			...settings,
			effort: isCatalogModel(settings.model) ? EFFORT : settings.effort,
			baseInstructions: approvalInstructions(config.autoReviewPolicy),
			developerInstructions: null,
			personality: null,
			mode: NO_MODE,
			dynamicTools: [],
			outputSchema: ASSESSMENT_SCHEMA,
			approvalPolicy: "never",
			approvalsReviewer: "user",
			permissionRules: settings.permissionRules && withoutWriting(settings.permissionRules),
			sandboxPolicy: { type: "readOnly", networkAccess: false },
		};
	}

	/** The last thing the model said. */
	get answer(): string {
		return this.#answer;
	}

	takeInput() {
		return [];
	}

	onInput() {
		return { dispose: () => {} };
	}

	startItem(): void {}

	completeItem(item: ThreadItem): void {
		if (item.type === "agentMessage") this.#answer = item.text;
	}

	notify(): void {}

	request(): Promise<never> {
		return Promise.reject(new RequestRefused("a reviewing model asks nobody"));
	}

	inject(): void {}
	reportUsage(): void {}
	reportContextSize(): void {}
	warn(): void {}
	warnOfReview(): void {}
	cancelTurn(): void {}
}
