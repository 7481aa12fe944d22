import fs from "node:fs";
import { CompressedFile } from "./compressedFile.ts";

const COMPRESSED = ".zst";

/** Where a rollout is while it is compressed. */
export const compressedPath = (file: string) => `${file}${COMPRESSED}`;

/** The path of a rollout by which it is known, whether the one given is that or where it is while it is compressed. */
export const plainPath = (file: string) => (file.endsWith(COMPRESSED) ? file.slice(0, -COMPRESSED.length) : file);

/** A rollout that is read, plain or compressed. */
export interface StoredFile {
	/** As `fs.readSync`, in bytes of the plain rollout. */
	read(into: Buffer, at: number, length: number, position: number): number;
	close(): void;
}

/** The file, or else what it was compressed to; null when neither is there. */
export function openStored(file: string): StoredFile | null {
	const fd = unlessMissing(() => fs.openSync(file, "r"));
	if (fd === null) return unlessMissing(() => new CompressedFile(compressedPath(file)));
	return {
		read: (into, at, length, position) => fs.readSync(fd, into, at, length, position),
		close: () => fs.closeSync(fd),
	};
}

/** Size of the plain rollout, in bytes, and when it was last changed; null when it is not there. */
export function storedStat(file: string): { size: number; mtimeMs: number } | null {
	const stat = fs.statSync(file, { throwIfNoEntry: false });
	if (stat) return stat;
	const compressed = unlessMissing(() => new CompressedFile(compressedPath(file)));
	if (!compressed) return null;
	const { size } = compressed;
	compressed.close();
	return { size, mtimeMs: fs.statSync(compressedPath(file)).mtimeMs };
}

export const isStored = (file: string) => fs.existsSync(file) || fs.existsSync(compressedPath(file));

function unlessMissing<T>(open: () => T): T | null {
	try {
		return open();
	} catch (error) {
		if (error instanceof Error && "code" in error && error.code === "ENOENT") return null;
		throw error;
	}
}
