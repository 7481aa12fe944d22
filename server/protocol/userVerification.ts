import * as z from "zod";
import { RequestId } from "./common.ts";
import { orNull, schema } from "./schema.ts";

export const UserVerificationCancelParams = schema("UserVerificationCancelParams", () =>
	z.strictObject({
		requestId: RequestId(),
	}),
);
export type UserVerificationCancelParams = z.output<ReturnType<typeof UserVerificationCancelParams>>;

export const UserVerificationCancelResponse = schema("UserVerificationCancelResponse", () => z.object({}));
export type UserVerificationCancelResponse = z.output<ReturnType<typeof UserVerificationCancelResponse>>;

export const UserVerificationCancellationReason = schema("UserVerificationCancellationReason", () =>
	z.enum(["userCancelled", "interrupted"]),
);
export type UserVerificationCancellationReason = z.output<ReturnType<typeof UserVerificationCancellationReason>>;

export const UserVerificationDeleteParams = schema("UserVerificationDeleteParams", () => z.strictObject({}));
export type UserVerificationDeleteParams = z.output<ReturnType<typeof UserVerificationDeleteParams>>;

export const UserVerificationDeleteResponse = schema("UserVerificationDeleteResponse", () => z.object({}));
export type UserVerificationDeleteResponse = z.output<ReturnType<typeof UserVerificationDeleteResponse>>;

export const UserVerificationEnrollParams = schema("UserVerificationEnrollParams", () => z.strictObject({}));
export type UserVerificationEnrollParams = z.output<ReturnType<typeof UserVerificationEnrollParams>>;

export const UserVerificationEnrollResponse = schema("UserVerificationEnrollResponse", () =>
	z.object({
		algorithm: orNull(z.string()),
		credentialId: z.string(),
		publicKey: orNull(z.string()),
	}),
);
export type UserVerificationEnrollResponse = z.output<ReturnType<typeof UserVerificationEnrollResponse>>;

export const UserVerificationErrorDetails = schema("UserVerificationErrorDetails", () =>
	z.discriminatedUnion("type", [
		z.strictObject({
			reason: UserVerificationInvalidRequestReason(),
			type: z.literal("invalidRequest"),
		}),
		z.strictObject({
			reason: UserVerificationUnavailableReason(),
			type: z.literal("unavailable"),
		}),
		z.strictObject({
			reason: UserVerificationCancellationReason(),
			type: z.literal("cancelled"),
		}),
		z.strictObject({
			reason: UserVerificationFailureReason(),
			type: z.literal("failed"),
		}),
	]),
);
export type UserVerificationErrorDetails = z.output<ReturnType<typeof UserVerificationErrorDetails>>;

export const UserVerificationFailureReason = schema("UserVerificationFailureReason", () =>
	z.enum(["authenticationFailed", "timeout", "providerError", "serviceError"]),
);
export type UserVerificationFailureReason = z.output<ReturnType<typeof UserVerificationFailureReason>>;

export const UserVerificationInvalidRequestReason = schema("UserVerificationInvalidRequestReason", () =>
	z.literal("invalidParams"),
);
export type UserVerificationInvalidRequestReason = z.output<ReturnType<typeof UserVerificationInvalidRequestReason>>;

export const UserVerificationProof = schema("UserVerificationProof", () =>
	z.strictObject({
		credentialId: z.string(),
		signature: z.string(),
	}),
);
export type UserVerificationProof = z.output<ReturnType<typeof UserVerificationProof>>;

export const UserVerificationRpcError = schema("UserVerificationRpcError", () =>
	z.strictObject({
		code: z.int(),
		data: UserVerificationErrorDetails(),
		message: z.string(),
	}),
);
export type UserVerificationRpcError = z.output<ReturnType<typeof UserVerificationRpcError>>;

export const UserVerificationStatusParams = schema("UserVerificationStatusParams", () => z.strictObject({}));
export type UserVerificationStatusParams = z.output<ReturnType<typeof UserVerificationStatusParams>>;

export const UserVerificationStatusResponse = schema("UserVerificationStatusResponse", () =>
	z.object({
		credentialId: orNull(z.string()),
		unavailableMessage: orNull(z.string()),
		unavailableReason: orNull(UserVerificationUnavailableReason()),
	}),
);
export type UserVerificationStatusResponse = z.output<ReturnType<typeof UserVerificationStatusResponse>>;

export const UserVerificationUnavailableReason = schema("UserVerificationUnavailableReason", () =>
	z.enum(["credentialMissing", "biometricsUnavailable", "providerUnavailable"]),
);
export type UserVerificationUnavailableReason = z.output<ReturnType<typeof UserVerificationUnavailableReason>>;

export const UserVerificationVerifyParams = schema("UserVerificationVerifyParams", () =>
	z.strictObject({
		challenge: z.string(),
		description: z.string(),
		title: z.string(),
	}),
);
export type UserVerificationVerifyParams = z.output<ReturnType<typeof UserVerificationVerifyParams>>;

export const UserVerificationVerifyResponse = schema("UserVerificationVerifyResponse", () =>
	z.object({
		proof: UserVerificationProof(),
	}),
);
export type UserVerificationVerifyResponse = z.output<ReturnType<typeof UserVerificationVerifyResponse>>;
