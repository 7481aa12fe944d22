/** How files of the kinds begin that endpoints take; null stands for any byte. */
const SIGNATURES: [type: string, start: readonly (number | null)[]][] = [
	["image/png", [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]],
	["image/jpeg", [0xff, 0xd8, 0xff]],
	["image/gif", [0x47, 0x49, 0x46, 0x38]],
	["image/webp", [0x52, 0x49, 0x46, 0x46, null, null, null, null, 0x57, 0x45, 0x42, 0x50]],
];

/**
 * The media type of an image that a model can be shown, by how it begins; null for anything else. An endpoint refuses the whole
 * request for one that it cannot read, and with it every later one of the thread.
 */
export function imageType(bytes: Uint8Array): string | null {
	const found = SIGNATURES.find(([, start]) => start.every((byte, at) => byte === null || bytes[at] === byte));
	return found?.[0] ?? null;
}
