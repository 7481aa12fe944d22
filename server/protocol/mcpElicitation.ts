import * as z from "zod";
import { orAbsent, orNull, schema } from "./schema.ts";

export const McpElicitationArrayType = schema("McpElicitationArrayType", () => z.literal("array"));
export type McpElicitationArrayType = z.output<ReturnType<typeof McpElicitationArrayType>>;

export const McpElicitationBooleanSchema = schema("McpElicitationBooleanSchema", () =>
	z.strictObject({
		default: orAbsent(z.boolean()),
		description: orAbsent(z.string()),
		title: orAbsent(z.string()),
		type: McpElicitationBooleanType(),
	}),
);
export type McpElicitationBooleanSchema = z.output<ReturnType<typeof McpElicitationBooleanSchema>>;

export const McpElicitationBooleanType = schema("McpElicitationBooleanType", () => z.literal("boolean"));
export type McpElicitationBooleanType = z.output<ReturnType<typeof McpElicitationBooleanType>>;

export const McpElicitationConstOption = schema("McpElicitationConstOption", () =>
	z.strictObject({
		const: z.string(),
		title: z.string(),
	}),
);
export type McpElicitationConstOption = z.output<ReturnType<typeof McpElicitationConstOption>>;

export const McpElicitationEnumSchema = schema("McpElicitationEnumSchema", () =>
	z.union([
		McpElicitationSingleSelectEnumSchema(),
		McpElicitationMultiSelectEnumSchema(),
		McpElicitationLegacyTitledEnumSchema(),
	]),
);
export type McpElicitationEnumSchema = z.output<ReturnType<typeof McpElicitationEnumSchema>>;

export const McpElicitationLegacyTitledEnumSchema = schema("McpElicitationLegacyTitledEnumSchema", () =>
	z.strictObject({
		default: orAbsent(z.string()),
		description: orAbsent(z.string()),
		enum: z.array(z.string()),
		enumNames: orAbsent(z.array(z.string())),
		title: orAbsent(z.string()),
		type: McpElicitationStringType(),
	}),
);
export type McpElicitationLegacyTitledEnumSchema = z.output<ReturnType<typeof McpElicitationLegacyTitledEnumSchema>>;

export const McpElicitationMultiSelectEnumSchema = schema("McpElicitationMultiSelectEnumSchema", () =>
	z.union([McpElicitationUntitledMultiSelectEnumSchema(), McpElicitationTitledMultiSelectEnumSchema()]),
);
export type McpElicitationMultiSelectEnumSchema = z.output<ReturnType<typeof McpElicitationMultiSelectEnumSchema>>;

export const McpElicitationNumberSchema = schema("McpElicitationNumberSchema", () =>
	z.strictObject({
		default: orAbsent(z.number()),
		description: orAbsent(z.string()),
		maximum: orAbsent(z.number()),
		minimum: orAbsent(z.number()),
		title: orAbsent(z.string()),
		type: McpElicitationNumberType(),
	}),
);
export type McpElicitationNumberSchema = z.output<ReturnType<typeof McpElicitationNumberSchema>>;

export const McpElicitationNumberType = schema("McpElicitationNumberType", () => z.enum(["number", "integer"]));
export type McpElicitationNumberType = z.output<ReturnType<typeof McpElicitationNumberType>>;

export const McpElicitationObjectType = schema("McpElicitationObjectType", () => z.literal("object"));
export type McpElicitationObjectType = z.output<ReturnType<typeof McpElicitationObjectType>>;

export const McpElicitationPrimitiveSchema = schema("McpElicitationPrimitiveSchema", () =>
	z.union([
		McpElicitationEnumSchema(),
		McpElicitationStringSchema(),
		McpElicitationNumberSchema(),
		McpElicitationBooleanSchema(),
	]),
);
export type McpElicitationPrimitiveSchema = z.output<ReturnType<typeof McpElicitationPrimitiveSchema>>;

export const McpElicitationSchema = schema("McpElicitationSchema", () =>
	z.strictObject({
		$schema: orAbsent(z.string()),
		properties: z.record(z.string(), McpElicitationPrimitiveSchema()),
		required: orAbsent(z.array(z.string())),
		type: McpElicitationObjectType(),
	}),
);
export type McpElicitationSchema = z.output<ReturnType<typeof McpElicitationSchema>>;

export const McpElicitationSingleSelectEnumSchema = schema("McpElicitationSingleSelectEnumSchema", () =>
	z.union([McpElicitationUntitledSingleSelectEnumSchema(), McpElicitationTitledSingleSelectEnumSchema()]),
);
export type McpElicitationSingleSelectEnumSchema = z.output<ReturnType<typeof McpElicitationSingleSelectEnumSchema>>;

export const McpElicitationStringFormat = schema("McpElicitationStringFormat", () =>
	z.enum(["email", "uri", "date", "date-time"]),
);
export type McpElicitationStringFormat = z.output<ReturnType<typeof McpElicitationStringFormat>>;

export const McpElicitationStringSchema = schema("McpElicitationStringSchema", () =>
	z.strictObject({
		default: orAbsent(z.string()),
		description: orAbsent(z.string()),
		format: orAbsent(McpElicitationStringFormat()),
		maxLength: orAbsent(z.int().min(0)),
		minLength: orAbsent(z.int().min(0)),
		title: orAbsent(z.string()),
		type: McpElicitationStringType(),
	}),
);
export type McpElicitationStringSchema = z.output<ReturnType<typeof McpElicitationStringSchema>>;

export const McpElicitationStringType = schema("McpElicitationStringType", () => z.literal("string"));
export type McpElicitationStringType = z.output<ReturnType<typeof McpElicitationStringType>>;

export const McpElicitationTitledEnumItems = schema("McpElicitationTitledEnumItems", () =>
	z.strictObject({
		anyOf: z.array(McpElicitationConstOption()),
	}),
);
export type McpElicitationTitledEnumItems = z.output<ReturnType<typeof McpElicitationTitledEnumItems>>;

export const McpElicitationTitledMultiSelectEnumSchema = schema("McpElicitationTitledMultiSelectEnumSchema", () =>
	z.strictObject({
		default: orAbsent(z.array(z.string())),
		description: orAbsent(z.string()),
		items: McpElicitationTitledEnumItems(),
		maxItems: orAbsent(z.int().min(0)),
		minItems: orAbsent(z.int().min(0)),
		title: orAbsent(z.string()),
		type: McpElicitationArrayType(),
	}),
);
export type McpElicitationTitledMultiSelectEnumSchema = z.output<
	ReturnType<typeof McpElicitationTitledMultiSelectEnumSchema>
>;

export const McpElicitationTitledSingleSelectEnumSchema = schema("McpElicitationTitledSingleSelectEnumSchema", () =>
	z.strictObject({
		default: orAbsent(z.string()),
		description: orAbsent(z.string()),
		oneOf: z.array(McpElicitationConstOption()),
		title: orAbsent(z.string()),
		type: McpElicitationStringType(),
	}),
);
export type McpElicitationTitledSingleSelectEnumSchema = z.output<
	ReturnType<typeof McpElicitationTitledSingleSelectEnumSchema>
>;

export const McpElicitationUntitledEnumItems = schema("McpElicitationUntitledEnumItems", () =>
	z.strictObject({
		enum: z.array(z.string()),
		type: McpElicitationStringType(),
	}),
);
export type McpElicitationUntitledEnumItems = z.output<ReturnType<typeof McpElicitationUntitledEnumItems>>;

export const McpElicitationUntitledMultiSelectEnumSchema = schema("McpElicitationUntitledMultiSelectEnumSchema", () =>
	z.strictObject({
		default: orAbsent(z.array(z.string())),
		description: orAbsent(z.string()),
		items: McpElicitationUntitledEnumItems(),
		maxItems: orAbsent(z.int().min(0)),
		minItems: orAbsent(z.int().min(0)),
		title: orAbsent(z.string()),
		type: McpElicitationArrayType(),
	}),
);
export type McpElicitationUntitledMultiSelectEnumSchema = z.output<
	ReturnType<typeof McpElicitationUntitledMultiSelectEnumSchema>
>;

export const McpElicitationUntitledSingleSelectEnumSchema = schema("McpElicitationUntitledSingleSelectEnumSchema", () =>
	z.strictObject({
		default: orAbsent(z.string()),
		description: orAbsent(z.string()),
		enum: z.array(z.string()),
		title: orAbsent(z.string()),
		type: McpElicitationStringType(),
	}),
);
export type McpElicitationUntitledSingleSelectEnumSchema = z.output<
	ReturnType<typeof McpElicitationUntitledSingleSelectEnumSchema>
>;

export const McpServerElicitationAction = schema("McpServerElicitationAction", () =>
	z.enum(["accept", "decline", "cancel"]),
);
export type McpServerElicitationAction = z.output<ReturnType<typeof McpServerElicitationAction>>;

export const McpServerElicitationRequestParams = schema("McpServerElicitationRequestParams", () =>
	z.discriminatedUnion("mode", [
		z.object({
			_meta: orNull(z.unknown()),
			challenge: z.string(),
			description: z.string(),
			mode: z.literal("openai/userVerification"),
			serverName: z.string(),
			threadId: z.string(),
			title: z.string(),
			turnId: orNull(z.string()),
		}),
		z.object({
			_meta: orNull(z.unknown()),
			message: z.string(),
			mode: z.literal("form"),
			requestedSchema: McpElicitationSchema(),
			serverName: z.string(),
			threadId: z.string(),
			turnId: orNull(z.string()),
		}),
		z.object({
			_meta: orNull(z.unknown()),
			message: z.string(),
			mode: z.literal("openai/form"),
			requestedSchema: z.unknown(),
			serverName: z.string(),
			threadId: z.string(),
			turnId: orNull(z.string()),
		}),
		z.object({
			_meta: orNull(z.unknown()),
			message: z.string(),
			mode: z.literal("openaiForm"),
			requestedSchema: z.unknown(),
			serverName: z.string(),
			threadId: z.string(),
			turnId: orNull(z.string()),
		}),
		z.object({
			_meta: orNull(z.unknown()),
			elicitationId: z.string(),
			message: z.string(),
			mode: z.literal("url"),
			serverName: z.string(),
			threadId: z.string(),
			turnId: orNull(z.string()),
			url: z.string(),
		}),
	]),
);
export type McpServerElicitationRequestParams = z.output<ReturnType<typeof McpServerElicitationRequestParams>>;

export const McpServerElicitationRequestResponse = schema("McpServerElicitationRequestResponse", () =>
	z.object({
		_meta: z.unknown().optional(),
		action: McpServerElicitationAction(),
		content: z.unknown().optional(),
	}),
);
export type McpServerElicitationRequestResponse = z.output<ReturnType<typeof McpServerElicitationRequestResponse>>;
