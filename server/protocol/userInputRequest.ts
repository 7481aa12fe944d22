import * as z from "zod";
import { orNull, schema } from "./schema.ts";

export const CurrentTimeReadParams = schema("CurrentTimeReadParams", () =>
	z.object({
		threadId: z.string(),
	}),
);
export type CurrentTimeReadParams = z.output<ReturnType<typeof CurrentTimeReadParams>>;

export const CurrentTimeReadResponse = schema("CurrentTimeReadResponse", () =>
	z.object({
		currentTimeAt: z.int(),
	}),
);
export type CurrentTimeReadResponse = z.output<ReturnType<typeof CurrentTimeReadResponse>>;

export const ToolRequestUserInputAnswer = schema("ToolRequestUserInputAnswer", () =>
	z.object({
		answers: z.array(z.string()),
	}),
);
export type ToolRequestUserInputAnswer = z.output<ReturnType<typeof ToolRequestUserInputAnswer>>;

export const ToolRequestUserInputOption = schema("ToolRequestUserInputOption", () =>
	z.object({
		description: z.string(),
		label: z.string(),
	}),
);
export type ToolRequestUserInputOption = z.output<ReturnType<typeof ToolRequestUserInputOption>>;

export const ToolRequestUserInputParams = schema("ToolRequestUserInputParams", () =>
	z.object({
		autoResolutionMs: orNull(z.int().min(0)),
		isBlocking: z.boolean(),
		itemId: z.string(),
		questions: z.array(ToolRequestUserInputQuestion()),
		threadId: z.string(),
		turnId: z.string(),
	}),
);
export type ToolRequestUserInputParams = z.output<ReturnType<typeof ToolRequestUserInputParams>>;

export const ToolRequestUserInputQuestion = schema("ToolRequestUserInputQuestion", () =>
	z.object({
		header: z.string(),
		id: z.string(),
		isOther: z.boolean().default(false),
		isSecret: z.boolean().default(false),
		options: orNull(z.array(ToolRequestUserInputOption())),
		question: z.string(),
	}),
);
export type ToolRequestUserInputQuestion = z.output<ReturnType<typeof ToolRequestUserInputQuestion>>;

export const ToolRequestUserInputResponse = schema("ToolRequestUserInputResponse", () =>
	z.object({
		answers: z.record(z.string(), ToolRequestUserInputAnswer()),
	}),
);
export type ToolRequestUserInputResponse = z.output<ReturnType<typeof ToolRequestUserInputResponse>>;
