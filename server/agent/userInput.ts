import type { UserInput } from "#protocol/turn.ts";
import type { MessageContent, MessageItem } from "../model/responseItem.ts";
import { isReadableImage, readImage } from "../tools/imageFile.ts";
import { inputText } from "./context.ts";

/** What a person sent, as the model sees it. What cannot be shown to it is said in words, and to `warn`. */
export async function userMessage(input: readonly UserInput[], warn: (message: string) => void): Promise<MessageItem> {
	const content: MessageContent[] = [];
	for (const part of input) content.push(await contentOf(part, warn));
	return { type: "message", role: "user", content };
}

async function contentOf(part: UserInput, warn: (message: string) => void): Promise<MessageContent> {
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
			return image(part.url, part.detail);
		case "localImage":
			return localImage(part.path, part.detail, warn);
		case "audio":
		case "localAudio":
			return unavailable("a recording, which this server does not support", warn);
	}
}

function image(url: string, detail: string | null | undefined): MessageContent {
	return { type: "input_image", image_url: url, ...(detail ? { detail } : {}) };
}

async function localImage(
	file: string,
	detail: string | null | undefined,
	warn: (message: string) => void,
): Promise<MessageContent> {
	const read = await readImage(file);
	return "url" in read ? image(read.url, detail) : unavailable(`the image ${file}, which ${read.problem}`, warn);
}

function unavailable(what: string, warn: (message: string) => void): MessageContent {
	warn(`Not sent to the model: ${what}.`);
	return inputText(`(The person attached ${what}.)`);
}
