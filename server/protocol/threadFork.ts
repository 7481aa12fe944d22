import * as z from "zod";
import { AbsolutePathBuf, LegacyAppPathString } from "./common.ts";
import { experimental } from "./experimental.ts";
import { ReasoningEffort } from "./model.ts";
import { ApprovalsReviewer, AskForApproval, SandboxMode } from "./policy.ts";
import { orNull, schema } from "./schema.ts";
import { loadedThreadMembers, SortDirection, ThreadSource } from "./thread.ts";
import { Turn, TurnItemsView } from "./turn.ts";

export const CapabilityRootLocation = schema("CapabilityRootLocation", () =>
	z.object({
		environmentId: z.string(),
		path: z.string(),
		type: z.literal("environment"),
	}),
);
export type CapabilityRootLocation = z.output<ReturnType<typeof CapabilityRootLocation>>;

export const ConfigurationReasoning = schema("ConfigurationReasoning", () =>
	z.object({
		effort: ReasoningEffort(),
	}),
);
export type ConfigurationReasoning = z.output<ReturnType<typeof ConfigurationReasoning>>;

export const SelectedCapabilityRoot = schema("SelectedCapabilityRoot", () =>
	z.object({
		id: z.string(),
		location: CapabilityRootLocation(),
	}),
);
export type SelectedCapabilityRoot = z.output<ReturnType<typeof SelectedCapabilityRoot>>;

export const ThreadEnvironment = schema("ThreadEnvironment", () =>
	z.object({
		cwd: LegacyAppPathString(),
		environmentId: z.string(),
		runtimeWorkspaceRoots: z.array(LegacyAppPathString()),
	}),
);
export type ThreadEnvironment = z.output<ReturnType<typeof ThreadEnvironment>>;

export const ThreadExtra = schema("ThreadExtra", () => z.object({}));
export type ThreadExtra = z.output<ReturnType<typeof ThreadExtra>>;

export const ThreadForkParams = schema("ThreadForkParams", () =>
	z.object({
		approvalPolicy: orNull(AskForApproval()),
		approvalsReviewer: orNull(ApprovalsReviewer()),
		attachToSource: experimental("thread/fork.attachToSource", z.boolean().optional()),
		baseInstructions: orNull(z.string()),
		beforeTurnId: experimental("thread/fork.beforeTurnId", orNull(z.string())),
		config: orNull(z.record(z.string(), z.unknown())),
		cwd: orNull(z.string()),
		deferGoalContinuation: experimental("thread/fork.deferGoalContinuation", z.boolean().optional()),
		developerInstructions: orNull(z.string()),
		ephemeral: z.boolean().optional(),
		excludeTurns: z.boolean().optional(),
		experimentalDisablePredictionMcp: experimental(
			"thread/fork.experimentalDisablePredictionMcp",
			z.boolean().optional(),
		),
		experimentalPredictionMode: experimental("thread/fork.experimentalPredictionMode", z.boolean().optional()),
		lastTurnId: orNull(z.string()),
		model: orNull(z.string()),
		modelProvider: orNull(z.string()),
		path: experimental("thread/fork.path", orNull(z.string())),
		permissions: experimental("thread/fork.permissions", orNull(z.string())),
		runtimeWorkspaceRoots: experimental("thread/fork.runtimeWorkspaceRoots", orNull(z.array(AbsolutePathBuf()))),
		sandbox: orNull(SandboxMode()),
		serviceTier: z.string().nullish(),
		threadId: z.string(),
		threadSource: orNull(ThreadSource()),
	}),
);
export type ThreadForkParams = z.output<ReturnType<typeof ThreadForkParams>>;

export const ThreadForkResponse = schema("ThreadForkResponse", () => z.object(loadedThreadMembers("thread/fork")));
export type ThreadForkResponse = z.output<ReturnType<typeof ThreadForkResponse>>;

export const ThreadResumeInitialTurnsPageParams = schema("ThreadResumeInitialTurnsPageParams", () =>
	z.object({
		itemsView: orNull(TurnItemsView()),
		limit: orNull(z.int().min(0)),
		sortDirection: orNull(SortDirection()),
	}),
);
export type ThreadResumeInitialTurnsPageParams = z.output<ReturnType<typeof ThreadResumeInitialTurnsPageParams>>;

export const TurnsPage = schema("TurnsPage", () =>
	z.object({
		backwardsCursor: orNull(z.string()),
		data: z.array(Turn()),
		nextCursor: orNull(z.string()),
	}),
);
export type TurnsPage = z.output<ReturnType<typeof TurnsPage>>;
