import * as z from "zod";
import { orNull, schema } from "./schema.ts";

export const AuthRecoveryNotification = schema("AuthRecoveryNotification", () =>
	z.object({
		message: z.string(),
		provider: z.string(),
		threadId: z.string(),
		turnId: z.string(),
	}),
);
export type AuthRecoveryNotification = z.output<ReturnType<typeof AuthRecoveryNotification>>;

export const ModelRerouteReason = schema("ModelRerouteReason", () => z.literal("highRiskCyberActivity"));
export type ModelRerouteReason = z.output<ReturnType<typeof ModelRerouteReason>>;

export const ModelReroutedNotification = schema("ModelReroutedNotification", () =>
	z.object({
		fromModel: z.string(),
		reason: ModelRerouteReason(),
		threadId: z.string(),
		toModel: z.string(),
		turnId: z.string(),
	}),
);
export type ModelReroutedNotification = z.output<ReturnType<typeof ModelReroutedNotification>>;

export const ModelSafetyBufferingUpdatedNotification = schema("ModelSafetyBufferingUpdatedNotification", () =>
	z.object({
		fasterModel: orNull(z.string()),
		model: z.string(),
		reasons: z.array(z.string()),
		showBufferingUi: z.boolean(),
		threadId: z.string(),
		turnId: z.string(),
		useCases: z.array(z.string()),
	}),
);
export type ModelSafetyBufferingUpdatedNotification = z.output<
	ReturnType<typeof ModelSafetyBufferingUpdatedNotification>
>;

export const ModelVerification = schema("ModelVerification", () => z.literal("trustedAccessForCyber"));
export type ModelVerification = z.output<ReturnType<typeof ModelVerification>>;

export const ModelVerificationNotification = schema("ModelVerificationNotification", () =>
	z.object({
		threadId: z.string(),
		turnId: z.string(),
		verifications: z.array(ModelVerification()),
	}),
);
export type ModelVerificationNotification = z.output<ReturnType<typeof ModelVerificationNotification>>;
