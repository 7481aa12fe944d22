import type { MessageContent, MessageItem } from "./responseItem.ts";

export function inputText(text: string): MessageContent {
	return { type: "input_text", text };
}

export function inputImage(url: string, detail: string | null | undefined): MessageContent {
	return { type: "input_image", image_url: url, ...(detail ? { detail } : {}) };
}

/** A message of the user's role that is nothing but this text. */
export function userText(text: string): MessageItem {
	return { type: "message", role: "user", content: [inputText(text)] };
}
