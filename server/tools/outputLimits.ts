import crypto from "node:crypto";

/** What one command may leave in memory, and what its item keeps: half from the start, half from the end. In bytes. */
export const outputCapacity = 1024 * 1024;
/** What one command may send as deltas while it runs. In bytes. */
export const deltaCapacity = 1024 * 1024;
/** What the model gets of one call's output unless it or the configuration says otherwise. In tokens. */
export const defaultOutputTokens = 10_000;
/** A rough measure, good enough for limits. */
const bytesPerToken = 4;

export interface KeptOutput {
	head: string;
	tail: string;
	omittedBytes: number;
}

/** The kept output as one text, saying what is missing. */
export function joinOutput({ head, tail, omittedBytes }: KeptOutput): string {
	return omittedBytes === 0 ? head : `${head}\n... ${omittedBytes} bytes omitted ...\n${tail}`;
}

export function approximateTokens(bytes: number): number {
	return Math.ceil(bytes / bytesPerToken);
}

/** Shortens a text to about `maxTokens` by leaving out its middle, at whole characters. */
export function truncateMiddle(text: string, maxTokens: number): string {
	const bytes = Buffer.from(text, "utf8");
	const budget = maxTokens * bytesPerToken;
	if (bytes.length <= budget) return text;
	let headEnd = Math.ceil(budget / 2);
	let tailStart = bytes.length - Math.floor(budget / 2);
	while (headEnd > 0 && isContinuation(bytes[headEnd])) headEnd--;
	while (tailStart < bytes.length && isContinuation(bytes[tailStart])) tailStart++;
	const left = approximateTokens(tailStart - headEnd);
	return `${bytes.toString("utf8", 0, headEnd)}…${left} tokens truncated…${bytes.toString("utf8", tailStart)}`;
}

export interface CommandReport {
	/** Milliseconds of this call. */
	wallMs: number;
	/** Null while the process runs. */
	exitCode: number | null;
	/** The process's id, for `write_stdin`. */
	sessionId: number;
	output: KeptOutput;
	maxTokens: number;
}

/** What the model reads of a command: how it ended or how to go on, and the output since the last call. */
export function formatReport(report: CommandReport): string {
	const { head, tail, omittedBytes } = report.output;
	const tokens = approximateTokens(Buffer.byteLength(head) + Buffer.byteLength(tail) + omittedBytes);
	const whole = joinOutput(report.output);
	const shown = truncateMiddle(whole, report.maxTokens);
	const state =
		report.exitCode === null
			? `Process running with session ID ${report.sessionId}`
			: `Process exited with code ${report.exitCode}`;
	const lines = [
		`Chunk ID: ${crypto.randomBytes(3).toString("hex")}`,
		`Wall time: ${(report.wallMs / 1000).toFixed(4)} seconds`,
		state,
		`Original token count: ${tokens}`,
		"Output:",
	];
	if (shown !== whole || omittedBytes > 0) {
		lines.push(`Warning: output shortened from about ${tokens} tokens`);
		if (omittedBytes === 0) lines.push(`Total output lines: ${countLines(whole)}`);
		lines.push("");
	}
	return `${lines.join("\n")}\n${shown}`;
}

function countLines(text: string): number {
	let count = text === "" || text.endsWith("\n") ? 0 : 1;
	for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) count++;
	return count;
}

function isContinuation(byte: number | undefined): boolean {
	return byte !== undefined && (byte & 0xc0) === 0x80;
}

export function clamp(value: number, least: number, most: number): number {
	return Math.min(Math.max(value, least), most);
}
