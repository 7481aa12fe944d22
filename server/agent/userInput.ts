import type { UserInput } from "#protocol/turn.ts";
import { plainContent, unavailable } from "../model/acceptedInput.ts";
import { inputImage } from "../model/messageContent.ts";
import type { MessageContent, MessageItem } from "../model/responseItem.ts";
import { readImage } from "../tools/imageFile.ts";

/** What a person sent, as the model sees it. What cannot be shown to it is said in words, and to `warn`. */
export async function userMessage(input: readonly UserInput[], warn: (message: string) => void): Promise<MessageItem> {
	const content: MessageContent[] = [];
	for (const part of input) {
		content.push(
			part.type === "localImage" ? await localImage(part.path, part.detail, warn) : plainContent(part, warn),
		);
	}
	return { type: "message", role: "user", content };
}

async function localImage(
	file: string,
	detail: string | null | undefined,
	warn: (message: string) => void,
): Promise<MessageContent> {
	const read = await readImage(file);
	return "url" in read ? inputImage(read.url, detail) : unavailable(`the image ${file}, which ${read.problem}`, warn);
}
