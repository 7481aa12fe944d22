import path from "node:path";
import * as z from "zod";
import type { TurnHost } from "../agent/turnHost.ts";
import { accessUnder } from "../sandbox/filesystemPolicy.ts";
import { readImage } from "./imageFile.ts";
import { workspaceOf } from "./rights.ts";
import type { ToolContext } from "./session.ts";
import type { ToolOutput, ToolSpec } from "./tool.ts";
import { parseArguments } from "./toolArguments.ts";

const Arguments = z.object({ path: z.string().min(1) });

export const viewImageSpec: ToolSpec = {
	type: "function",
	name: "view_image",
	description: "Looks at an image file of this machine, where seeing it matters.",
	strict: false,
	parameters: {
		type: "object",
		properties: { path: { type: "string", description: "The file, relative to the turn's working directory." } },
		required: ["path"],
		additionalProperties: false,
	},
};

/** Shows the model an image, and the person that it does. */
export async function viewImage(
	context: ToolContext,
	callId: string,
	input: string,
	host: TurnHost,
): Promise<ToolOutput> {
	const file = path.resolve(host.settings.cwd, parseArguments(Arguments, input).path);
	if (accessUnder(context.rights.limits(host), workspaceOf(host.settings), process.env)(file) === "deny") {
		return { text: `view_image failed: ${file} is not to be read under the permissions in force`, success: false };
	}
	const image = await readImage(file);
	if ("problem" in image) return { text: `view_image failed: ${file} ${image.problem}`, success: false };
	const item = { type: "imageView" as const, id: callId, path: file };
	host.startItem(item);
	host.completeItem(item);
	return { text: file, success: true, content: [{ type: "input_image", image_url: image.url }] };
}
