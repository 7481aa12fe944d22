import * as z from "zod";
import { orNull, schema } from "./schema.ts";
import { Turn } from "./turn.ts";

export const ReviewDelivery = schema("ReviewDelivery", () => z.literal("inline"));
export type ReviewDelivery = z.output<ReturnType<typeof ReviewDelivery>>;

export const ReviewStartParams = schema("ReviewStartParams", () =>
	z.object({
		delivery: orNull(ReviewDelivery()),
		target: ReviewTarget(),
		threadId: z.string(),
	}),
);
export type ReviewStartParams = z.output<ReturnType<typeof ReviewStartParams>>;

export const ReviewStartResponse = schema("ReviewStartResponse", () =>
	z.object({
		reviewThreadId: z.string(),
		turn: Turn(),
	}),
);
export type ReviewStartResponse = z.output<ReturnType<typeof ReviewStartResponse>>;

export const ReviewTarget = schema("ReviewTarget", () =>
	z.discriminatedUnion("type", [
		z.object({
			type: z.literal("uncommittedChanges"),
		}),
		z.object({
			branch: z.string(),
			type: z.literal("baseBranch"),
		}),
		z.object({
			sha: z.string(),
			title: orNull(z.string()),
			type: z.literal("commit"),
		}),
		z.object({
			instructions: z.string(),
			type: z.literal("custom"),
		}),
	]),
);
export type ReviewTarget = z.output<ReturnType<typeof ReviewTarget>>;
