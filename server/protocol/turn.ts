import { z } from "zod";
import { ThreadItem } from "./item.ts";
import { Personality, ReasoningEffort, ReasoningSummary } from "./model.ts";
import { ApprovalsReviewer, AskForApproval, SandboxPolicy } from "./policy.ts";
import { orNull, schema } from "./schema.ts";
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
		z.object({
			httpConnectionFailed: z.object({
				httpStatusCode: orNull(z.int().nonnegative()),
			}),
		}),
		z.object({
			responseStreamConnectionFailed: z.object({
				httpStatusCode: orNull(z.int().nonnegative()),
			}),
		}),
		z.object({
			responseStreamDisconnected: z.object({
				httpStatusCode: orNull(z.int().nonnegative()),
			}),
		}),
		z.object({
			responseTooManyFailedAttempts: z.object({
				httpStatusCode: orNull(z.int().nonnegative()),
			}),
		}),
		z.object({
			activeTurnNotSteerable: z.object({
				turnKind: NonSteerableTurnKind(),
			}),
		}),
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
			detail: ImageDetail().nullish(),
			type: z.literal("image"),
		}),
		z.object({
			fileId: z.string(),
			detail: ImageDetail().nullish(),
			type: z.literal("image"),
		}),
		z.object({
			detail: ImageDetail().nullish(),
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
		approvalPolicy: orNull(AskForApproval()),
		approvalsReviewer: orNull(ApprovalsReviewer()),
		clientUserMessageId: orNull(z.string()),
		cwd: orNull(z.string()),
		disabledPluginIds: orNull(z.array(z.string())),
		effort: orNull(ReasoningEffort()),
		input: z.array(UserInput()),
		model: orNull(z.string()),
		outputSchema: z.unknown().optional(),
		parentTurnId: orNull(z.string()),
		personality: orNull(Personality()),
		rootTurnId: orNull(z.string()),
		sandboxPolicy: orNull(SandboxPolicy()),
		serviceTier: orNull(z.string()),
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
		clientUserMessageId: orNull(z.string()),
		expectedTurnId: z.string(),
		input: z.array(UserInput()),
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
