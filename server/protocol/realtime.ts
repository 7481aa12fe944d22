import * as z from "zod";
import { orNull, schema } from "./schema.ts";
import { ThreadRealtimeItem } from "./threadHistory.ts";

export const CodexResponseHandoffMode = schema("CodexResponseHandoffMode", () =>
	z.enum(["thinking", "commentary", "bemTags"]),
);
export type CodexResponseHandoffMode = z.output<ReturnType<typeof CodexResponseHandoffMode>>;

export const ConversationTextRole = schema("ConversationTextRole", () => z.enum(["user", "developer", "assistant"]));
export type ConversationTextRole = z.output<ReturnType<typeof ConversationTextRole>>;

export const RealtimeConversationVersion = schema("RealtimeConversationVersion", () => z.enum(["v1", "v2", "v3"]));
export type RealtimeConversationVersion = z.output<ReturnType<typeof RealtimeConversationVersion>>;

export const RealtimeOutputModality = schema("RealtimeOutputModality", () => z.enum(["text", "audio"]));
export type RealtimeOutputModality = z.output<ReturnType<typeof RealtimeOutputModality>>;

export const RealtimeVoice = schema("RealtimeVoice", () =>
	z.enum([
		"alloy",
		"arbor",
		"ash",
		"aube",
		"ballad",
		"breeze",
		"bubbie",
		"cedar",
		"coral",
		"cove",
		"echo",
		"ember",
		"haetsal",
		"hanul",
		"himari",
		"juniper",
		"leher",
		"maple",
		"marin",
		"miko",
		"neer",
		"porto",
		"rindo",
		"rio",
		"rivage",
		"sage",
		"selva",
		"shimmer",
		"sol",
		"sonna",
		"spruce",
		"tinta",
		"vale",
		"verse",
		"viola",
	]),
);
export type RealtimeVoice = z.output<ReturnType<typeof RealtimeVoice>>;

export const RealtimeVoicesList = schema("RealtimeVoicesList", () =>
	z.object({
		defaultV1: RealtimeVoice(),
		defaultV2: RealtimeVoice(),
		v1: z.array(RealtimeVoice()),
		v2: z.array(RealtimeVoice()),
		v3: z.array(RealtimeVoice()).optional(),
	}),
);
export type RealtimeVoicesList = z.output<ReturnType<typeof RealtimeVoicesList>>;

export const ThreadRealtimeAppendAudioParams = schema("ThreadRealtimeAppendAudioParams", () =>
	z.object({
		audio: ThreadRealtimeAudioChunk(),
		threadId: z.string(),
	}),
);
export type ThreadRealtimeAppendAudioParams = z.output<ReturnType<typeof ThreadRealtimeAppendAudioParams>>;

export const ThreadRealtimeAppendAudioResponse = schema("ThreadRealtimeAppendAudioResponse", () => z.object({}));
export type ThreadRealtimeAppendAudioResponse = z.output<ReturnType<typeof ThreadRealtimeAppendAudioResponse>>;

export const ThreadRealtimeAppendSpeechParams = schema("ThreadRealtimeAppendSpeechParams", () =>
	z.object({
		text: z.string(),
		threadId: z.string(),
	}),
);
export type ThreadRealtimeAppendSpeechParams = z.output<ReturnType<typeof ThreadRealtimeAppendSpeechParams>>;

export const ThreadRealtimeAppendSpeechResponse = schema("ThreadRealtimeAppendSpeechResponse", () => z.object({}));
export type ThreadRealtimeAppendSpeechResponse = z.output<ReturnType<typeof ThreadRealtimeAppendSpeechResponse>>;

export const ThreadRealtimeAppendTextParams = schema("ThreadRealtimeAppendTextParams", () =>
	z.object({
		role: ConversationTextRole().default("user"),
		text: z.string(),
		threadId: z.string(),
	}),
);
export type ThreadRealtimeAppendTextParams = z.output<ReturnType<typeof ThreadRealtimeAppendTextParams>>;

export const ThreadRealtimeAppendTextResponse = schema("ThreadRealtimeAppendTextResponse", () => z.object({}));
export type ThreadRealtimeAppendTextResponse = z.output<ReturnType<typeof ThreadRealtimeAppendTextResponse>>;

export const ThreadRealtimeAudioChunk = schema("ThreadRealtimeAudioChunk", () =>
	z.object({
		data: z.string(),
		itemId: orNull(z.string()),
		numChannels: z.int().min(0),
		sampleRate: z.int().min(0),
		samplesPerChannel: orNull(z.int().min(0)),
	}),
);
export type ThreadRealtimeAudioChunk = z.output<ReturnType<typeof ThreadRealtimeAudioChunk>>;

export const ThreadRealtimeClosedNotification = schema("ThreadRealtimeClosedNotification", () =>
	z.object({
		reason: orNull(z.string()),
		threadId: z.string(),
	}),
);
export type ThreadRealtimeClosedNotification = z.output<ReturnType<typeof ThreadRealtimeClosedNotification>>;

export const ThreadRealtimeErrorNotification = schema("ThreadRealtimeErrorNotification", () =>
	z.object({
		message: z.string(),
		threadId: z.string(),
	}),
);
export type ThreadRealtimeErrorNotification = z.output<ReturnType<typeof ThreadRealtimeErrorNotification>>;

export const ThreadRealtimeInitialItem = schema("ThreadRealtimeInitialItem", () =>
	z.object({
		role: ConversationTextRole(),
		text: z.string(),
	}),
);
export type ThreadRealtimeInitialItem = z.output<ReturnType<typeof ThreadRealtimeInitialItem>>;

export const ThreadRealtimeItemAddedNotification = schema("ThreadRealtimeItemAddedNotification", () =>
	z.object({
		item: z.unknown(),
		threadId: z.string(),
	}),
);
export type ThreadRealtimeItemAddedNotification = z.output<ReturnType<typeof ThreadRealtimeItemAddedNotification>>;

export const ThreadRealtimeItemCompletedNotification = schema("ThreadRealtimeItemCompletedNotification", () =>
	z.object({
		item: ThreadRealtimeItem(),
		threadId: z.string(),
	}),
);
export type ThreadRealtimeItemCompletedNotification = z.output<
	ReturnType<typeof ThreadRealtimeItemCompletedNotification>
>;

export const ThreadRealtimeItemStartedNotification = schema("ThreadRealtimeItemStartedNotification", () =>
	z.object({
		item: ThreadRealtimeItem(),
		threadId: z.string(),
	}),
);
export type ThreadRealtimeItemStartedNotification = z.output<ReturnType<typeof ThreadRealtimeItemStartedNotification>>;

export const ThreadRealtimeItemTranscriptDeltaNotification = schema(
	"ThreadRealtimeItemTranscriptDeltaNotification",
	() =>
		z.object({
			delta: z.string(),
			itemId: z.string(),
			threadId: z.string(),
		}),
);
export type ThreadRealtimeItemTranscriptDeltaNotification = z.output<
	ReturnType<typeof ThreadRealtimeItemTranscriptDeltaNotification>
>;

export const ThreadRealtimeListVoicesParams = schema("ThreadRealtimeListVoicesParams", () => z.object({}));
export type ThreadRealtimeListVoicesParams = z.output<ReturnType<typeof ThreadRealtimeListVoicesParams>>;

export const ThreadRealtimeListVoicesResponse = schema("ThreadRealtimeListVoicesResponse", () =>
	z.object({
		voices: RealtimeVoicesList(),
	}),
);
export type ThreadRealtimeListVoicesResponse = z.output<ReturnType<typeof ThreadRealtimeListVoicesResponse>>;

export const ThreadRealtimeOutputAudioDeltaNotification = schema("ThreadRealtimeOutputAudioDeltaNotification", () =>
	z.object({
		audio: ThreadRealtimeAudioChunk(),
		threadId: z.string(),
	}),
);
export type ThreadRealtimeOutputAudioDeltaNotification = z.output<
	ReturnType<typeof ThreadRealtimeOutputAudioDeltaNotification>
>;

export const ThreadRealtimeSdpNotification = schema("ThreadRealtimeSdpNotification", () =>
	z.object({
		sdp: z.string(),
		threadId: z.string(),
	}),
);
export type ThreadRealtimeSdpNotification = z.output<ReturnType<typeof ThreadRealtimeSdpNotification>>;

export const ThreadRealtimeStartParams = schema("ThreadRealtimeStartParams", () =>
	z.object({
		backendReasoningStatus: z.boolean().optional(),
		clientManagedHandoffs: orNull(z.boolean()),
		codexResponseHandoffChannelPrefixes: orNull(z.record(z.string(), z.array(z.string()))),
		codexResponseHandoffMode: orNull(CodexResponseHandoffMode()),
		codexResponseItemPrefix: orNull(z.string()),
		codexResponsesAsItems: orNull(z.boolean()),
		delegationAckFiller: orNull(z.boolean()),
		flushTranscriptTailOnSessionEnd: orNull(z.boolean()),
		includeStartupContext: orNull(z.boolean()),
		initialItems: orNull(z.array(ThreadRealtimeInitialItem())),
		model: orNull(z.string()),
		outputModality: RealtimeOutputModality(),
		prompt: orNull(z.string()),
		realtimeEndInstructions: orNull(z.string()),
		realtimeSessionId: orNull(z.string()),
		realtimeStartInstructions: orNull(z.string()),
		threadId: z.string(),
		transport: orNull(ThreadRealtimeStartTransport()),
		version: orNull(RealtimeConversationVersion()),
		voice: orNull(RealtimeVoice()),
		voiceSessionId: orNull(z.string()),
	}),
);
export type ThreadRealtimeStartParams = z.output<ReturnType<typeof ThreadRealtimeStartParams>>;

export const ThreadRealtimeStartResponse = schema("ThreadRealtimeStartResponse", () => z.object({}));
export type ThreadRealtimeStartResponse = z.output<ReturnType<typeof ThreadRealtimeStartResponse>>;

export const ThreadRealtimeStartTransport = schema("ThreadRealtimeStartTransport", () =>
	z.discriminatedUnion("type", [
		z.object({
			type: z.literal("websocket"),
		}),
		z.object({
			sdp: z.string(),
			type: z.literal("webrtc"),
		}),
		z.object({
			callId: z.string(),
			type: z.literal("existingCall"),
		}),
	]),
);
export type ThreadRealtimeStartTransport = z.output<ReturnType<typeof ThreadRealtimeStartTransport>>;

export const ThreadRealtimeStartedNotification = schema("ThreadRealtimeStartedNotification", () =>
	z.object({
		realtimeSessionId: orNull(z.string()),
		threadId: z.string(),
		version: RealtimeConversationVersion(),
	}),
);
export type ThreadRealtimeStartedNotification = z.output<ReturnType<typeof ThreadRealtimeStartedNotification>>;

export const ThreadRealtimeStopParams = schema("ThreadRealtimeStopParams", () =>
	z.object({
		threadId: z.string(),
	}),
);
export type ThreadRealtimeStopParams = z.output<ReturnType<typeof ThreadRealtimeStopParams>>;

export const ThreadRealtimeStopResponse = schema("ThreadRealtimeStopResponse", () => z.object({}));
export type ThreadRealtimeStopResponse = z.output<ReturnType<typeof ThreadRealtimeStopResponse>>;

export const ThreadRealtimeTranscriptDeltaNotification = schema("ThreadRealtimeTranscriptDeltaNotification", () =>
	z.object({
		delta: z.string(),
		role: z.string(),
		threadId: z.string(),
	}),
);
export type ThreadRealtimeTranscriptDeltaNotification = z.output<
	ReturnType<typeof ThreadRealtimeTranscriptDeltaNotification>
>;

export const ThreadRealtimeTranscriptDoneNotification = schema("ThreadRealtimeTranscriptDoneNotification", () =>
	z.object({
		role: z.string(),
		text: z.string(),
		threadId: z.string(),
	}),
);
export type ThreadRealtimeTranscriptDoneNotification = z.output<
	ReturnType<typeof ThreadRealtimeTranscriptDoneNotification>
>;
