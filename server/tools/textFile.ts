/** A line and what ends it: nothing only at the end of the text. */
export interface TextLine {
	text: string;
	ending: "\n" | "\r\n" | "";
}

export type TextEncoding = "utf8" | "utf16le" | "utf16be" | "latin1";

/** A file's text with all that must survive an edit. */
export interface TextFile {
	encoding: TextEncoding;
	hasBom: boolean;
	lines: TextLine[];
}

/** The text cannot be written in the file's encoding. */
export class EncodingError extends Error {}

/**
 * Reads a file's bytes: UTF-16 by its byte order mark, UTF-8 with or without one, and otherwise
 * byte by byte, so that what is not understood is kept.
 */
export function decodeTextFile(bytes: Buffer): TextFile {
	if (bytes[0] === 0xff && bytes[1] === 0xfe && bytes.length % 2 === 0) {
		return { encoding: "utf16le", hasBom: true, lines: splitLines(bytes.subarray(2).toString("utf16le")) };
	}
	if (bytes[0] === 0xfe && bytes[1] === 0xff && bytes.length % 2 === 0) {
		const swapped = Buffer.from(bytes.subarray(2)).swap16();
		return { encoding: "utf16be", hasBom: true, lines: splitLines(swapped.toString("utf16le")) };
	}
	const hasBom = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
	try {
		const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(hasBom ? bytes.subarray(3) : bytes);
		return { encoding: "utf8", hasBom, lines: splitLines(text) };
	} catch {
		return { encoding: "latin1", hasBom: false, lines: splitLines(bytes.toString("latin1")) };
	}
}

/** The inverse of decodeTextFile. Throws EncodingError. */
export function encodeTextFile(file: TextFile): Buffer {
	const text = joinLines(file.lines);
	const mark = file.hasBom ? "\ufeff" : "";
	switch (file.encoding) {
		case "utf8":
			return Buffer.from(mark + text, "utf8");
		case "utf16le":
			return Buffer.from(mark + text, "utf16le");
		case "utf16be":
			return Buffer.from(mark + text, "utf16le").swap16();
		case "latin1": {
			const foreign = /[\u0100-\uffff]/.exec(text)?.[0];
			if (foreign !== undefined) {
				throw new EncodingError(
					`the file is neither UTF-8 nor UTF-16, and "${foreign}" cannot be written in its encoding`,
				);
			}
			return Buffer.from(text, "latin1");
		}
	}
}

/** A final line ending does not start another line; an empty text has no line. */
export function splitLines(text: string): TextLine[] {
	const lines: TextLine[] = [];
	let start = 0;
	while (start < text.length) {
		const feed = text.indexOf("\n", start);
		if (feed < 0) {
			lines.push({ text: text.slice(start), ending: "" });
			break;
		}
		const isCrLf = feed > start && text.charCodeAt(feed - 1) === 13;
		lines.push({ text: text.slice(start, isCrLf ? feed - 1 : feed), ending: isCrLf ? "\r\n" : "\n" });
		start = feed + 1;
	}
	return lines;
}

export function joinLines(lines: readonly TextLine[]): string {
	return lines.map(({ text, ending }) => text + ending).join("");
}
