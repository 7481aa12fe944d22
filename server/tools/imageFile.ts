import { readFile } from "node:fs/promises";
import { imageType } from "../common/imageType.ts";

/** In bytes: beyond this an endpoint would refuse the request as a whole. */
const LARGEST = 20 * 1024 * 1024;

/** An image file as a data URL, or why it cannot be shown to a model: the end of a sentence about the file. */
export async function readImage(file: string): Promise<{ url: string } | { problem: string }> {
	try {
		const bytes = await readFile(file);
		const type = imageType(bytes);
		if (type === null) return { problem: "is no PNG, JPEG, GIF or WebP image" };
		if (bytes.length > LARGEST) return { problem: "is larger than 20 MB" };
		return { url: `data:${type};base64,${bytes.toString("base64")}` };
	} catch {
		return { problem: "cannot be read" };
	}
}
