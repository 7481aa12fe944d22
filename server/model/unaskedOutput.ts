import type { FunctionCallOutputContentItem } from "#protocol/toolItem.ts";
import type { TurnToolOutput } from "#protocol/turn.ts";
import type { MessageContent, UnaskedOutputItem } from "./responseItem.ts";

/** A tool's output that the model did not call for, by the id of its item. */
export interface AcceptedToolOutput extends TurnToolOutput {
	id: string;
}

/** The output as the Responses API takes it; `shorten` bounds each text. Recordings are said in words. */
export function unaskedOutput(
	{ id, name, namespace, output }: AcceptedToolOutput,
	shorten: (text: string) => string,
): UnaskedOutputItem {
	return {
		type: "function_call_output",
		id,
		name,
		...(namespace === null ? {} : { namespace }),
		output: typeof output === "string" ? shorten(output) : output.map((part) => modelPart(part, shorten)),
	};
}

function modelPart(
	part: FunctionCallOutputContentItem,
	shorten: (text: string) => string,
): FunctionCallOutputContentItem {
	if (part.type === "input_text") return { ...part, text: shorten(part.text) };
	if (part.type === "input_audio")
		return { type: "input_text", text: "(A recording, which this server does not support.)" };
	return part;
}

/** The same for an API in which only calls have outputs: something the person says. */
export function unaskedMessage({ name, namespace, output }: UnaskedOutputItem): MessageContent[] {
	const said: MessageContent = {
		type: "input_text",
		text: `Output of the tool ${namespace ? `${namespace}.` : ""}${name}:`,
	};
	if (typeof output === "string") return [{ ...said, text: `${said.text}\n${output}` }];
	const parts = output.flatMap((part): MessageContent[] => {
		if (part.type === "input_text") return part.text === "" ? [] : [{ type: "input_text", text: part.text }];
		return part.type === "input_image" && "image_url" in part
			? [{ type: "input_image", image_url: part.image_url, ...(part.detail ? { detail: part.detail } : {}) }]
			: [];
	});
	return [said, ...parts];
}
