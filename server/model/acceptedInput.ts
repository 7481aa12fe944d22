import type { UserInput } from "#protocol/turn.ts";
import { imageType } from "../common/imageType.ts";
import { inputImage, inputText } from "./messageContent.ts";
import type { MessageContent, ResponseItem } from "./responseItem.ts";
import { type AcceptedToolOutput, unaskedOutput } from "./unaskedOutput.ts";

/**
 * What a client gave the model to read and was told is accepted: what a person sent, a tool's output in place of words, or an
 * item as it is. `id` is that of its line in the rollout.
 */
export type Accepted =
	| { id: string; input: UserInput[] }
	| { id: string; toolOutput: AcceptedToolOutput }
	| { id: string; item: ResponseItem };

/** A part of what a person sent that nothing has to be read for. */
export type PlainInput = Exclude<UserInput, { type: "localImage" }>;

/** As the model sees it. What cannot be shown to it is said in words, and to `warn`. */
export function plainContent(part: PlainInput, warn: (message: string) => void): MessageContent {
	switch (part.type) {
		case "text":
			return inputText(part.text);
		case "mention":
			return inputText(`[@${part.name}](${part.path})`);
		case "skill":
			return inputText(`[$${part.name}](${part.path})`);
		case "image":
			if (!("url" in part)) return unavailable("an image by file id, which this server cannot fetch", warn);
			if (!isReadableImage(part.url)) return unavailable("an image that is no PNG, JPEG, GIF or WebP", warn);
			return inputImage(part.url, part.detail);
		case "audio":
		case "localAudio":
			return unavailable("a recording, which this server does not support", warn);
	}
}

/** What the model is told of it when its turn is over before it was told. Files are named, not read. */
export function lateItem(accepted: Accepted): ResponseItem {
	if ("item" in accepted) return accepted.item;
	if ("toolOutput" in accepted) return unaskedOutput(accepted.toolOutput, (text) => text);
	const content = accepted.input.map((part) =>
		part.type === "localImage"
			? inputText(`(The person attached the image ${part.path}.)`)
			: plainContent(part, () => {}),
	);
	return { type: "message", role: "user", content };
}

export function unavailable(what: string, warn: (message: string) => void): MessageContent {
	warn(`Not sent to the model: ${what}.`);
	return inputText(`(The person attached ${what}.)`);
}

/** Whether the image in a data URL is one that a model can be shown. */
function isReadableImage(url: string): boolean {
	const data = /^data:[^,]*;base64,(.{0,32})/s.exec(url)?.[1];
	return data !== undefined && imageType(Buffer.from(data, "base64")) !== null;
}
