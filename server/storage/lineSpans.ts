import fs from "node:fs";

const NEWLINE = 0x0a;
/** The first piece is small, for those who want one line; the following ones grow. */
const FIRST_BYTES = 16 << 10;
const READ_BYTES = 1 << 20;

/** One line of a file, as bytes. */
export interface LineSpan {
	/** Without the newline. Good until the next line is asked for. */
	bytes: Buffer;
	/** Where it begins in the file, in bytes. */
	offset: number;
	/** Whether a newline ends it; only the last line can be without. */
	ended: boolean;
}

/**
 * The lines of a file between two offsets, read piece by piece; memory holds one piece, or one line if that is longer. A file
 * that is not there has no lines.
 */
export function* linesOfFile(file: string, from = 0, to = Number.POSITIVE_INFINITY): Iterable<LineSpan> {
	const fd = openIfThere(file);
	if (fd === null) return;
	try {
		let buffer = Buffer.allocUnsafe(FIRST_BYTES);
		let offset = from;
		let filled = 0;
		for (;;) {
			const wanted = Math.min(buffer.length - filled, to - offset - filled);
			const read = wanted > 0 ? fs.readSync(fd, buffer, filled, wanted, offset + filled) : 0;
			const searched = filled;
			filled += read;
			const piece = buffer.subarray(0, filled);
			let start = 0;
			for (let end = piece.indexOf(NEWLINE, searched); end >= 0; end = piece.indexOf(NEWLINE, start)) {
				yield { bytes: piece.subarray(start, end), offset: offset + start, ended: true };
				start = end + 1;
			}
			if (read === 0) {
				if (start < filled) yield { bytes: piece.subarray(start), offset: offset + start, ended: false };
				return;
			}
			const rest = piece.subarray(start);
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
		fs.closeSync(fd);
	}
}

function openIfThere(file: string): number | null {
	try {
		return fs.openSync(file, "r");
	} catch (error) {
		if (error instanceof Error && "code" in error && error.code === "ENOENT") return null;
		throw error;
	}
}
