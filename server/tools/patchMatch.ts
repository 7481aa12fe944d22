import type { PatchHunk } from "./patchParser.ts";
import type { TextLine } from "./textFile.ts";

/** A hunk's lines are not in the file. `hunk` is one-based. */
export class HunkMismatch extends Error {
	readonly hunk: number;
	constructor(hunk: number, message: string) {
		super(message);
		this.hunk = hunk;
	}
}

type Normalise = (line: string) => string;

/** From strict to lenient; the first that finds the lines wins. */
const leniency: Normalise[] = [(line) => line, (line) => line.trimEnd(), (line) => line.trim(), plainPunctuation];

/** Typographic characters that models and people write for ASCII ones. */
function plainPunctuation(line: string): string {
	return line
		.trim()
		.replace(/[\u2010-\u2015\u2212]/g, "-")
		.replace(/[\u2018-\u201b]/g, "'")
		.replace(/[\u201c-\u201f]/g, '"')
		.replace(/[\u00a0\u2002-\u200a\u202f\u205f\u3000]/g, " ")
		.replace(/\u2026/g, "...");
}

/**
 * The lines after all hunks, which apply in order, each after the one before. Kept lines stay byte for byte; new ones
 * take the ending of their place; whether the last line is ended stays as it was. Throws HunkMismatch.
 */
export function applyHunks(lines: readonly TextLine[], hunks: readonly PatchHunk[]): TextLine[] {
	const texts = lines.map((line) => line.text);
	const result: TextLine[] = [];
	let cursor = 0;
	hunks.forEach((hunk, index) => {
		const at = locate(texts, hunk, cursor, index + 1);
		result.push(...lines.slice(cursor, at.start));
		result.push(...replacement(lines.slice(at.start, at.start + at.length), hunk, endingNear(lines, at.start)));
		cursor = at.start + at.length;
	});
	result.push(...lines.slice(cursor));
	return withFinalEnding(result, lines);
}

function locate(
	texts: readonly string[],
	hunk: PatchHunk,
	from: number,
	number: number,
): { start: number; length: number } {
	let cursor = from;
	for (const context of hunk.contexts) {
		const found = seek(texts, [context], cursor, false);
		if (found === null) throw new HunkMismatch(number, `the context line "${context}" was not found`);
		cursor = found + 1;
	}
	if (hunk.oldLines.length === 0) {
		return { start: hunk.contexts.length > 0 && !hunk.isEndOfFile ? cursor : texts.length, length: 0 };
	}
	const found = seek(texts, hunk.oldLines, cursor, hunk.isEndOfFile);
	if (found !== null) return { start: found, length: hunk.oldLines.length };
	// A trailing blank line in a patch is often only the final line break.
	if (hunk.oldLines.at(-1) === "" && hunk.oldLines.length > 1) {
		const shorter = hunk.oldLines.slice(0, -1);
		const start = seek(texts, shorter, cursor, hunk.isEndOfFile);
		if (start !== null) return { start, length: shorter.length };
	}
	throw new HunkMismatch(number, `these lines were not found:\n${hunk.oldLines.join("\n")}`);
}

function seek(texts: readonly string[], wanted: readonly string[], from: number, isEndOfFile: boolean): number | null {
	const last = texts.length - wanted.length;
	for (const normalise of leniency) {
		const normalised = wanted.map(normalise);
		const matchesAt = (start: number) =>
			normalised.every((line, index) => normalise(texts[start + index] ?? "") === line);
		if (isEndOfFile && last >= from && matchesAt(last)) return last;
		if (isEndOfFile) continue;
		for (let start = from; start <= last; start++) if (matchesAt(start)) return start;
	}
	return isEndOfFile ? seek(texts, wanted, from, false) : null;
}

function replacement(replaced: readonly TextLine[], hunk: PatchHunk, nearby: TextLine["ending"]): TextLine[] {
	const keptBy = new Map(hunk.kept.map(([oldIndex, newIndex]) => [newIndex, oldIndex]));
	const keptOld = new Set(hunk.kept.map(([oldIndex]) => oldIndex));
	let oldIndex = 0;
	const result: TextLine[] = [];
	hunk.newLines.forEach((text, newIndex) => {
		const kept = keptBy.get(newIndex);
		if (kept !== undefined) {
			oldIndex = kept + 1;
			const line = replaced[kept];
			if (line) result.push(line);
			return;
		}
		// A changed line keeps its place's ending, an inserted one takes its neighbour's.
		const ending = replaced[oldIndex]?.ending || replaced[oldIndex - 1]?.ending || result.at(-1)?.ending || nearby;
		if (oldIndex < hunk.oldLines.length && !keptOld.has(oldIndex)) oldIndex++;
		result.push({ text, ending });
	});
	return result;
}

/** The ending of the closest line before, otherwise after; a line feed in an empty file. */
function endingNear(lines: readonly TextLine[], index: number): TextLine["ending"] {
	for (let before = index - 1; before >= 0; before--) {
		const ending = lines[before]?.ending;
		if (ending) return ending;
	}
	return lines.find((line) => line.ending !== "")?.ending ?? "\n";
}

/** Only the last line may be without an ending, and it is so exactly if the file's was. */
function withFinalEnding(result: readonly TextLine[], before: readonly TextLine[]): TextLine[] {
	const wasEnded = before.at(-1)?.ending !== "";
	return result.map((line, index) => {
		if (index === result.length - 1) {
			if (!wasEnded) return { ...line, ending: "" };
			return line.ending === "" ? { ...line, ending: endingNear(result, index) } : line;
		}
		return line.ending === "" ? { ...line, ending: endingNear(result, index) } : line;
	});
}
