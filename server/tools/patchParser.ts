/** One hunk of an update. Lines are without their endings. */
export interface PatchHunk {
	/** Lines to look for, one after the other, before the hunk itself; from its `@@` headers. */
	contexts: string[];
	/** Context and removed lines, in order. */
	oldLines: string[];
	/** Context and added lines, in order. */
	newLines: string[];
	/** Pairs of indexes into oldLines and newLines: the lines that stay. */
	kept: [oldIndex: number, newIndex: number][];
	isEndOfFile: boolean;
	/** One-based line of the hunk in the patch, for messages. */
	patchLine: number;
}

/** What a patch does to one file. Paths are as written. */
export type PatchOperation =
	| { type: "add"; path: string; lines: string[] }
	| { type: "delete"; path: string }
	| { type: "update"; path: string; moveTo: string | null; hunks: PatchHunk[] };

/** The text is no patch; the message says where and what was expected. */
export class PatchSyntaxError extends Error {}

const begin = "*** Begin Patch";
const end = "*** End Patch";
const addHeader = "*** Add File: ";
const deleteHeader = "*** Delete File: ";
const updateHeader = "*** Update File: ";
const moveHeader = "*** Move to: ";
const endOfFile = "*** End of File";

/** The grammar that constrains the model's free text, for providers with custom tools. */
export const patchGrammar = `start: open section+ close
open: "${begin}" LF
close: "${end}" LF?

section: add | remove | update
add: "${addHeader}" path LF added+
remove: "${deleteHeader}" path LF
update: "${updateHeader}" path LF move? body?

move: "${moveHeader}" path LF
body: (anchor | line)+ last?
anchor: ("@@" | "@@ " /(.+)/) LF
line: ("+" | "-" | " ") /(.*)/ LF
added: "+" /(.*)/ LF
last: "${endOfFile}" LF
path: /(.+)/

%import common.LF
`;

/** Throws PatchSyntaxError. White space around the patch and a heredoc wrapper are tolerated. */
export function parsePatch(text: string): PatchOperation[] {
	const lines = unwrap(text).split(/\r?\n/);
	if (lines[0]?.trim() !== begin) throw new PatchSyntaxError(`the first line of a patch must be "${begin}"`);
	if (lines.at(-1)?.trim() !== end) throw new PatchSyntaxError(`the last line of a patch must be "${end}"`);
	const operations: PatchOperation[] = [];
	let index = 1;
	while (index < lines.length - 1) {
		const line = lines[index] ?? "";
		if (line.trim() === "") {
			index++;
			continue;
		}
		const section = readSection(lines, index);
		operations.push(section.operation);
		index = section.next;
	}
	return operations;
}

function unwrap(text: string): string {
	const trimmed = text.trim();
	const heredoc = /^<<\s*(['"]?)(\w+)\1\r?\n([\s\S]*)\r?\n\2$/.exec(trimmed);
	return heredoc?.[3]?.trim() ?? trimmed;
}

function readSection(lines: readonly string[], index: number): { operation: PatchOperation; next: number } {
	const header = (lines[index] ?? "").trim();
	if (header.startsWith(addHeader)) return readAdd(lines, index, pathOf(header, addHeader, index));
	if (header.startsWith(deleteHeader)) {
		return { operation: { type: "delete", path: pathOf(header, deleteHeader, index) }, next: index + 1 };
	}
	if (header.startsWith(updateHeader)) return readUpdate(lines, index, pathOf(header, updateHeader, index));
	throw new PatchSyntaxError(
		`line ${index + 1}: "${header}" is no section header; expected "${addHeader.trim()}", "${deleteHeader.trim()}" or "${updateHeader.trim()}"`,
	);
}

function pathOf(header: string, prefix: string, index: number): string {
	const path = header.slice(prefix.length).trim();
	if (path === "") throw new PatchSyntaxError(`line ${index + 1}: the path is missing`);
	return path;
}

function readAdd(lines: readonly string[], index: number, path: string) {
	const added: string[] = [];
	let next = index + 1;
	for (; next < lines.length - 1; next++) {
		const line = lines[next] ?? "";
		if (!line.startsWith("+")) break;
		added.push(line.slice(1));
	}
	return { operation: { type: "add", path, lines: added } as const, next };
}

function readUpdate(lines: readonly string[], index: number, path: string) {
	let next = index + 1;
	let moveTo: string | null = null;
	const moveLine = lines[next]?.trim() ?? "";
	if (moveLine.startsWith(moveHeader)) moveTo = pathOf(moveLine, moveHeader, next++);
	const hunks: PatchHunk[] = [];
	while (next < lines.length - 1 && !isSectionHeader(lines[next] ?? "")) {
		if ((lines[next] ?? "").trim() === "" && isGap(lines, next)) {
			next++;
			continue;
		}
		const { hunk, next: after } = readHunk(lines, next, path, hunks.length === 0);
		hunks.push(hunk);
		next = after;
	}
	if (hunks.length === 0 && moveTo === null) {
		throw new PatchSyntaxError(`line ${index + 1}: the update of ${path} has no hunk`);
	}
	return { operation: { type: "update", path, moveTo, hunks } as const, next };
}

function isSectionHeader(line: string): boolean {
	return line.startsWith("*** ") && line.trim() !== endOfFile;
}

/** Whether only blank lines lie between here and the next section or the end. */
function isGap(lines: readonly string[], index: number): boolean {
	for (let at = index; at < lines.length; at++) {
		const line = lines[at] ?? "";
		if (line.trim() !== "") return isSectionHeader(line);
	}
	return true;
}

function readHunk(lines: readonly string[], start: number, path: string, isFirst: boolean) {
	const hunk: PatchHunk = {
		contexts: [],
		oldLines: [],
		newLines: [],
		kept: [],
		isEndOfFile: false,
		patchLine: start + 1,
	};
	let next = start;
	let hasHeader = false;
	for (; lines[next]?.startsWith("@@"); next++) {
		const context = (lines[next] ?? "").slice(2).replace(/^ /, "");
		hasHeader = true;
		if (context.trim() !== "" && !/^-\d+(,\d+)? \+\d+(,\d+)? @@/.test(context)) hunk.contexts.push(context);
	}
	if (!hasHeader && !isFirst)
		throw new PatchSyntaxError(`line ${start + 1}: expected "@@" before the next hunk of ${path}`);
	for (; next < lines.length - 1; next++) {
		const line = lines[next] ?? "";
		if (line.trim() === endOfFile) {
			hunk.isEndOfFile = true;
			next++;
			break;
		}
		if (line.startsWith("@@") || isSectionHeader(line)) break;
		if (line === "" && isGap(lines, next)) break;
		addLine(hunk, line, next);
	}
	if (hunk.oldLines.length === 0 && hunk.newLines.length === 0) {
		throw new PatchSyntaxError(`line ${start + 1}: a hunk of ${path} is empty`);
	}
	return { hunk, next };
}

function addLine(hunk: PatchHunk, line: string, index: number): void {
	const mark = line.charAt(0);
	const text = line.slice(1);
	if (mark === "-") hunk.oldLines.push(text);
	else if (mark === "+") hunk.newLines.push(text);
	else if (mark === " " || mark === "") {
		hunk.kept.push([hunk.oldLines.length, hunk.newLines.length]);
		hunk.oldLines.push(text);
		hunk.newLines.push(text);
	} else {
		throw new PatchSyntaxError(`line ${index + 1}: a line of a hunk must start with " ", "+", "-" or "@@": "${line}"`);
	}
}
