import { openStored } from "./storedFile.ts";

const NEWLINE = 0x0a;
/** The first piece is small, for those who want one line; the following ones grow. */
const FIRST_BYTES = 16 << 10;
const READ_BYTES = 1 << 20;
/** Lines that are decoded together: texts of this size live and die young. */
const DECODED_BYTES = 64 << 10;

/** One line of a file. */
export interface LineSpan {
	/** Its bytes, one a character, without the newline: `decoded` makes text of it. */
	raw: string;
	/** Where it begins in the file, in bytes. */
	offset: number;
	/** Whether a newline ends it; only the last line can be without. */
	ended: boolean;
}

const NOT_ASCII = /[\x80-\xff]/;

/** The text of a line that was read, from its UTF-8. */
export const decoded = (raw: string) => (NOT_ASCII.test(raw) ? Buffer.from(raw, "latin1").toString("utf8") : raw);

/**
 * The lines of a file between two offsets, read piece by piece; memory holds one piece, or one line if that is longer. A file
 * that is not there has no lines; of one that is compressed these are the lines of the original.
 */
export function* linesOfFile(file: string, from = 0, to = Number.POSITIVE_INFINITY): Iterable<LineSpan> {
	const stored = openStored(file);
	if (stored === null) return;
	try {
		let buffer = Buffer.allocUnsafe(FIRST_BYTES);
		let offset = from;
		let filled = 0;
		for (;;) {
			const wanted = Math.min(buffer.length - filled, to - offset - filled);
			const read = wanted > 0 ? stored.read(buffer, filled, wanted, offset + filled) : 0;
			const searched = filled;
			filled += read;
			const bytes = buffer.subarray(0, filled);
			let start = 0;
			for (let end = endOfLines(bytes, 0, searched); end > 0; end = endOfLines(bytes, start, start)) {
				const text = bytes.toString("latin1", start, end);
				for (let at = 0; at < text.length; ) {
					const next = text.indexOf("\n", at) + 1;
					yield { raw: text.slice(at, next - 1), offset: offset + start + at, ended: true };
					at = next;
				}
				start = end;
			}
			if (read === 0) {
				if (start < filled) yield { raw: bytes.toString("latin1", start), offset: offset + start, ended: false };
				return;
			}
			const rest = bytes.subarray(start);
			offset += start;
			// What did not fill the buffer has probably come to its end.
			const isFull = filled === buffer.length;
			filled = rest.length;
			if (isFull && (buffer.length < READ_BYTES || filled === buffer.length)) {
				buffer = Buffer.allocUnsafe(buffer.length * 4);
			}
			rest.copy(buffer);
		}
	} finally {
		stored.close();
	}
}

/**
 * Where the lines end that begin at `start` and are decoded together: as many as fit, or one that is longer.
 * No newline stands before `searched`. Not above 0 when no line ends.
 */
function endOfLines(bytes: Buffer, start: number, searched: number): number {
	const last = bytes.lastIndexOf(NEWLINE, start + DECODED_BYTES - 1);
	return (last >= start ? last : bytes.indexOf(NEWLINE, searched)) + 1;
}
