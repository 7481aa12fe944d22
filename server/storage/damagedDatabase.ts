/** SQLite's codes for a file that is no database, or one with broken pages. */
const DAMAGED = [11, 26];

/** Whether opening failed because of what is in the file; one that is only busy, or may not be read, is as it should be. */
export function isDamaged(error: unknown): boolean {
	return error instanceof Error && "errcode" in error && DAMAGED.includes(Number(error.errcode) & 0xff);
}
