import * as z from "zod";
import { AbsolutePathBuf } from "./common.ts";
import { experimental } from "./experimental.ts";
import { ThreadItem } from "./item.ts";
import { CyberAccessProgram, Personality, ReasoningEffort, ReasoningSummary } from "./model.ts";
import { ApprovalsReviewer, AskForApproval, SandboxPolicy } from "./policy.ts";
import { orNull, schema } from "./schema.ts";
import { CollaborationMode } from "./thread.ts";
import { MultiAgentMode, TurnEnvironmentParams } from "./threadSettings.ts";
import { FunctionCallOutputBody } from "./toolItem.ts";

export const Turn = schema("Turn", () =>
	z.object({
		completedAt: orNull(z.int()),
		durationMs: orNull(z.int()),
		error: orNull(TurnError()),
		id: z.string(),
		items: z.array(ThreadItem()),
		itemsView: TurnItemsView().default("full"),
		rootTurnId: orNull(z.string()),
		startedAt: orNull(z.int()),
		status: TurnStatus(),
	}),
);
export type Turn = z.output<ReturnType<typeof Turn>>;

export const TurnError = schema("TurnError", () =>
	z.object({
		additionalDetails: orNull(z.string()),
		codexErrorInfo: orNull(CodexErrorInfo()),
		message: z.string(),
		misalignment: orNull(MisalignmentErrorDetails()),
	}),
);
export type TurnError = z.output<ReturnType<typeof TurnError>>;

/** Words and objects of other releases are no error; we write none of them. */
const OtherErrorInfo = z.union([z.string(), z.record(z.string(), z.unknown())]) as unknown as z.ZodType<never>;

export const CodexErrorInfo = schema("CodexErrorInfo", () =>
	z.union([
		z.enum([
			"contextWindowExceeded",
			"sessionBudgetExceeded",
			"usageLimitExceeded",
			"rateLimitExceeded",
			"flexUnavailable",
			"serverOverloaded",
			"modelNotFound",
			"policyCapacityUnavailable",
			"cyberPolicy",
			"misalignmentPolicyViolation",
			"tooManyDenials",
			"internalServerError",
			"unauthorized",
			"badRequest",
			"threadRollbackFailed",
			"sandboxError",
			"other",
			"inferenceHookDenied",
		]),
		z.strictObject({
			httpConnectionFailed: z.object({
				httpStatusCode: orNull(z.int().nonnegative()),
			}),
		}),
		z.strictObject({
			responseStreamConnectionFailed: z.object({
				httpStatusCode: orNull(z.int().nonnegative()),
			}),
		}),
		z.strictObject({
			responseStreamDisconnected: z.object({
				httpStatusCode: orNull(z.int().nonnegative()),
			}),
		}),
		z.strictObject({
			responseTooManyFailedAttempts: z.object({
				httpStatusCode: orNull(z.int().nonnegative()),
			}),
		}),
		z.strictObject({
			activeTurnNotSteerable: z.object({
				turnKind: NonSteerableTurnKind(),
			}),
		}),
		OtherErrorInfo,
	]),
);
export type CodexErrorInfo = z.output<ReturnType<typeof CodexErrorInfo>>;

export const NonSteerableTurnKind = schema("NonSteerableTurnKind", () => z.enum(["review", "compact"]));
export type NonSteerableTurnKind = z.output<ReturnType<typeof NonSteerableTurnKind>>;

export const MisalignmentErrorDetails = schema("MisalignmentErrorDetails", () =>
	z.object({
		detailedExplanation: orNull(z.string()),
		errorType: orNull(z.string()),
		reviewTarget: z.string().nullish(),
		steer: orNull(MisalignmentSteer()),
	}),
);
export type MisalignmentErrorDetails = z.output<ReturnType<typeof MisalignmentErrorDetails>>;

export const MisalignmentSteer = schema("MisalignmentSteer", () =>
	z.object({
		message: z.string(),
	}),
);
export type MisalignmentSteer = z.output<ReturnType<typeof MisalignmentSteer>>;

export const UserInput = schema("UserInput", () =>
	z.union([
		z.object({
			text: z.string(),
			text_elements: z.array(TextElement()).default([]),
			type: z.literal("text"),
		}),
		z.object({
			url: z.string(),
			detail: orNull(ImageDetail()),
			type: z.literal("image"),
		}),
		z.object({
			fileId: z.string(),
			detail: orNull(ImageDetail()),
			type: z.literal("image"),
		}),
		z.object({
			detail: orNull(ImageDetail()),
			path: z.string(),
			type: z.literal("localImage"),
		}),
		z.object({
			url: z.string(),
			type: z.literal("audio"),
		}),
		z.object({
			fileId: z.string(),
			type: z.literal("audio"),
		}),
		z.object({
			path: z.string(),
			type: z.literal("localAudio"),
		}),
		z.object({
			name: z.string(),
			path: z.string(),
			type: z.literal("skill"),
		}),
		z.object({
			name: z.string(),
			path: z.string(),
			type: z.literal("mention"),
		}),
	]),
);
export type UserInput = z.output<ReturnType<typeof UserInput>>;

export const TextElement = schema("TextElement", () =>
	z.object({
		byteRange: ByteRange(),
		placeholder: orNull(z.string()),
	}),
);
export type TextElement = z.output<ReturnType<typeof TextElement>>;

export const ByteRange = schema("ByteRange", () =>
	z.object({
		end: z.int().nonnegative(),
		start: z.int().nonnegative(),
	}),
);
export type ByteRange = z.output<ReturnType<typeof ByteRange>>;

export const ImageDetail = schema("ImageDetail", () => z.enum(["auto", "low", "high", "original"]));
export type ImageDetail = z.output<ReturnType<typeof ImageDetail>>;

export const TurnItemsView = schema("TurnItemsView", () => z.enum(["notLoaded", "summary", "full"]));
export type TurnItemsView = z.output<ReturnType<typeof TurnItemsView>>;

export const TurnStatus = schema("TurnStatus", () => z.enum(["completed", "interrupted", "failed", "inProgress"]));
export type TurnStatus = z.output<ReturnType<typeof TurnStatus>>;

export const TurnStartParams = schema("TurnStartParams", () =>
	z.object({
		additionalContext: experimental(
			"turn/start.additionalContext",
			orNull(z.record(z.string(), AdditionalContextEntry())),
		),
		approvalPolicy: orNull(AskForApproval()),
		approvalsReviewer: orNull(ApprovalsReviewer()),
		clientUserMessageId: orNull(z.string()),
		collaborationMode: experimental("turn/start.collaborationMode", orNull(CollaborationMode())),
		cwd: orNull(z.string()),
		cyberAccessProgram: experimental("turn/start.cyberAccessProgram", orNull(CyberAccessProgram())),
		disabledPluginIds: orNull(z.array(z.string())),
		effort: orNull(ReasoningEffort()),
		environments: experimental("turn/start.environments", orNull(z.array(TurnEnvironmentParams()))),
		input: z.array(UserInput()),
		model: orNull(z.string()),
		multiAgentMode: experimental("turn/start.multiAgentMode", orNull(MultiAgentMode())),
		outputSchema: z.unknown().optional(),
		parentTurnId: orNull(z.string()),
		permissions: experimental("turn/start.permissions", orNull(z.string())),
		personality: orNull(Personality()),
		responsesapiClientMetadata: experimental(
			"turn/start.responsesapiClientMetadata",
			orNull(z.record(z.string(), z.string())),
		),
		responsesapiClientMetadataPatch: experimental(
			"turn/start.responsesapiClientMetadataPatch",
			orNull(z.record(z.string(), z.string())),
		),
		rootTurnId: orNull(z.string()),
		runtimeWorkspaceRoots: experimental("turn/start.runtimeWorkspaceRoots", orNull(z.array(AbsolutePathBuf()))),
		sandboxPolicy: orNull(SandboxPolicy()),
		/** Null resets it, absence keeps it. */
		serviceTier: z.string().nullish(),
		serviceTierForTurn: orNull(z.string()),
		summary: orNull(ReasoningSummary()),
		threadId: z.string(),
		toolOutput: orNull(TurnToolOutput()),
		turnTrigger: orNull(z.string()),
	}),
);
export type TurnStartParams = z.output<ReturnType<typeof TurnStartParams>>;

export const TurnToolOutput = schema("TurnToolOutput", () =>
	z.object({
		name: z.string(),
		namespace: orNull(z.string()),
		output: FunctionCallOutputBody(),
		retain: z.boolean().optional(),
	}),
);
export type TurnToolOutput = z.output<ReturnType<typeof TurnToolOutput>>;

export const TurnStartResponse = schema("TurnStartResponse", () =>
	z.object({
		turn: Turn(),
	}),
);
export type TurnStartResponse = z.output<ReturnType<typeof TurnStartResponse>>;

export const TurnSteerParams = schema("TurnSteerParams", () =>
	z.object({
		additionalContext: experimental(
			"turn/steer.additionalContext",
			orNull(z.record(z.string(), AdditionalContextEntry())),
		),
		clientUserMessageId: orNull(z.string()),
		expectedTurnId: z.string(),
		input: z.array(UserInput()),
		responsesapiClientMetadata: experimental(
			"turn/steer.responsesapiClientMetadata",
			orNull(z.record(z.string(), z.string())),
		),
		responsesapiClientMetadataPatch: experimental(
			"turn/steer.responsesapiClientMetadataPatch",
			orNull(z.record(z.string(), z.string())),
		),
		threadId: z.string(),
	}),
);
export type TurnSteerParams = z.output<ReturnType<typeof TurnSteerParams>>;

export const TurnSteerResponse = schema("TurnSteerResponse", () =>
	z.object({
		turnId: z.string(),
	}),
);
export type TurnSteerResponse = z.output<ReturnType<typeof TurnSteerResponse>>;

export const TurnInterruptParams = schema("TurnInterruptParams", () =>
	z.object({
		threadId: z.string(),
		turnId: z.string(),
	}),
);
export type TurnInterruptParams = z.output<ReturnType<typeof TurnInterruptParams>>;

export const TurnInterruptResponse = schema("TurnInterruptResponse", () => z.object({}));
export type TurnInterruptResponse = z.output<ReturnType<typeof TurnInterruptResponse>>;

export const TurnPlanStep = schema("TurnPlanStep", () =>
	z.object({
		status: TurnPlanStepStatus(),
		step: z.string(),
	}),
);
export type TurnPlanStep = z.output<ReturnType<typeof TurnPlanStep>>;

export const TurnPlanStepStatus = schema("TurnPlanStepStatus", () => z.enum(["pending", "inProgress", "completed"]));
export type TurnPlanStepStatus = z.output<ReturnType<typeof TurnPlanStepStatus>>;

export const AdditionalContextEntry = schema("AdditionalContextEntry", () =>
	z.object({
		kind: AdditionalContextKind(),
		name: orNull(z.string()),
		value: z.string(),
	}),
);
export type AdditionalContextEntry = z.output<ReturnType<typeof AdditionalContextEntry>>;

export const AdditionalContextKind = schema("AdditionalContextKind", () => z.enum(["untrusted", "application"]));
export type AdditionalContextKind = z.output<ReturnType<typeof AdditionalContextKind>>;
