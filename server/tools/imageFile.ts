import { readFile } from "node:fs/promises";

/** How files of the kinds begin that endpoints take; null stands for any byte. */
const SIGNATURES: [type: string, start: readonly (number | null)[]][] = [
	["image/png", [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]],
	["image/jpeg", [0xff, 0xd8, 0xff]],
	["image/gif", [0x47, 0x49, 0x46, 0x38]],
	["image/webp", [0x52, 0x49, 0x46, 0x46, null, null, null, null, 0x57, 0x45, 0x42, 0x50]],
];
/** In bytes: beyond this an endpoint would refuse the request as a whole. */
const LARGEST = 20 * 1024 * 1024;

/**
 * The media type of an image that a model can be shown, by how it begins; null for anything else. An endpoint refuses the whole
 * request for one that it cannot read, and with it every later one of the thread.
 */
export function imageType(bytes: Uint8Array): string | null {
	const found = SIGNATURES.find(([, start]) => start.every((byte, at) => byte === null || bytes[at] === byte));
	return found?.[0] ?? null;
}

/** Whether the image in a data URL is one that a model can be shown. */
export function isReadableImage(url: string): boolean {
	const data = /^data:[^,]*;base64,(.{0,32})/s.exec(url)?.[1];
	return data !== undefined && imageType(Buffer.from(data, "base64")) !== null;
}

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
