/** A run of text with the same look. `color` and `background` are palette indices 0–255 or `#rrggbb`. */
export interface StyledText {
	text: string;
	color: number | string | null;
	background: number | string | null;
	bold: boolean;
	dim: boolean;
	italic: boolean;
	underline: boolean;
}

type Style = Omit<StyledText, "text">;

const PLAIN: Style = { color: null, background: null, bold: false, dim: false, italic: false, underline: false };

// biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences begin with a control character
const ESCAPE = /\u001b(?:\[([0-9;:?]*)[ -/]*([@-~])|\][^\u0007\u001b]*(?:\u0007|\u001b\\)|[@-Z\\-_])/g;

/** Splits terminal output into styled runs: SGR is understood (ECMA-48 §8.3.117), other sequences are left out. */
export function parseAnsi(text: string): StyledText[] {
	const runs: StyledText[] = [];
	let style = PLAIN;
	let at = 0;
	const push = (end: number) => {
		if (end > at) runs.push({ text: text.slice(at, end), ...style });
	};
	for (const match of text.matchAll(ESCAPE)) {
		push(match.index);
		at = match.index + match[0].length;
		if (match[2] === "m") style = applySgr(style, match[1] ?? "");
	}
	push(text.length);
	return runs;
}

function applySgr(before: Style, parameters: string): Style {
	let style = before;
	const codes = parameters === "" ? [0] : parameters.split(/[;:]/).map(Number);
	for (let i = 0; i < codes.length; i++) {
		const code = codes[i] ?? 0;
		if (code === 38 || code === 48) {
			const { color, used } = extendedColor(codes.slice(i + 1));
			style = { ...style, [code === 38 ? "color" : "background"]: color };
			i += used;
		} else style = applyCode(style, code);
	}
	return style;
}

function applyCode(style: Style, code: number): Style {
	if (code === 0) return PLAIN;
	if (code === 1) return { ...style, bold: true };
	if (code === 2) return { ...style, dim: true };
	if (code === 3) return { ...style, italic: true };
	if (code === 4) return { ...style, underline: true };
	if (code === 22) return { ...style, bold: false, dim: false };
	if (code === 23) return { ...style, italic: false };
	if (code === 24) return { ...style, underline: false };
	if (code >= 30 && code <= 37) return { ...style, color: code - 30 };
	if (code === 39) return { ...style, color: null };
	if (code >= 40 && code <= 47) return { ...style, background: code - 40 };
	if (code === 49) return { ...style, background: null };
	if (code >= 90 && code <= 97) return { ...style, color: code - 82 };
	if (code >= 100 && code <= 107) return { ...style, background: code - 92 };
	return style;
}

function extendedColor([kind, ...rest]: number[]): { color: number | string | null; used: number } {
	const [first = 0, second = 0, third = 0] = rest;
	if (kind === 5) return { color: first, used: 2 };
	if (kind !== 2) return { color: null, used: 0 };
	const hex = [first, second, third].map((part) => Math.min(255, Math.max(0, part)).toString(16).padStart(2, "0"));
	return { color: `#${hex.join("")}`, used: 4 };
}

/** What the terminal would show of progress bars: a carriage return begins the line anew. */
export function withoutOverwritten(text: string): string {
	return text.replaceAll("\r\n", "\n").replaceAll(/[^\n]*\r(?!\n)/g, "");
}
