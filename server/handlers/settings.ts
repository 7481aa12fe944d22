import { isDeepStrictEqual } from "node:util";
import { invalidRequest } from "#protocol/errors.ts";
import type { RequestParams } from "#protocol/messages.ts";
import type { CollaborationModeMask } from "#protocol/threadSettings.ts";
import { isFeatureOn } from "../config/features.ts";
import { reviewerNamed } from "../policy/approvalsReviewer.ts";
import type { HandlerTable, RequestContext } from "../rpc/peer.ts";
import type { LoadedThread, ThreadSettings } from "../threads/loadedThread.ts";
import { withOverrides } from "../threads/settingsOverrides.ts";
import type { Services } from "./services.ts";

type SettingsMethod = "thread/settings/update" | "turn/settings/update" | "collaborationMode/list";

/** What a client may choose from. Planning deserves some thought. */
const MODES: CollaborationModeMask[] = [
	{ name: "Plan", mode: "plan", model: null, reasoning_effort: "medium" },
	{ name: "Default", mode: "default", model: null, reasoning_effort: null },
];

/** The answers to what changes settings without a turn. */
export function settingsHandlers({ threads }: Services): Pick<HandlerTable, SettingsMethod> {
	return {
		"thread/settings/update": (params, context) => {
			const thread = threads.requireLoaded(params.threadId);
			changeSettings(thread, withOverrides(thread.settings, params, thread.config()), context);
			return {};
		},
		"turn/settings/update": (params) => updateTurn(threads.requireLoaded(params.threadId), params),
		"collaborationMode/list": () => ({ data: MODES }),
	};
}

/** Keeps settings and tells the thread's clients, if they are others. */
export function changeSettings(thread: LoadedThread, settings: ThreadSettings, context: RequestContext): void {
	if (announceIfChanged(thread, settings, context)) thread.changeSettings(settings);
}

/** Tells the thread's clients, behind the answer, if the settings are to be others. */
export function announceIfChanged(thread: LoadedThread, settings: ThreadSettings, context: RequestContext): boolean {
	const isChanged = !isDeepStrictEqual(thread.settings, settings);
	if (isChanged) context.afterResponse(() => thread.announceSettings());
	return isChanged;
}

/** Changes the turn that runs, from its next step on, and nothing that comes after it. */
function updateTurn(thread: LoadedThread, params: RequestParams<"turn/settings/update">) {
	const { turnId, approvalsReviewer, model, effort, summary, serviceTier } = params;
	const isStepChange =
		approvalsReviewer === null || model !== null || effort !== null || summary !== null || serviceTier;
	if (isStepChange && !isFeatureOn(thread.config(), "step_model_switching")) {
		throw invalidRequest("turn settings updates require the step_model_switching feature");
	}
	const turn = thread.runningTurn;
	if (turn?.turnId !== turnId) return { status: "targetUnavailable" as const };
	turn.settings = {
		...turn.settings,
		approvalsReviewer: approvalsReviewer === null ? turn.settings.approvalsReviewer : reviewerNamed(approvalsReviewer),
		model: model ?? turn.settings.model,
		effort: effort ?? turn.settings.effort,
		summary: summary ?? turn.settings.summary,
		serviceTier: serviceTier === undefined ? turn.settings.serviceTier : (serviceTier ?? "default"),
	};
	return { status: "applied" as const };
}
