import { memo } from "preact/compat";
import { useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import { parseAnsi, type StyledText, withoutOverwritten } from "../shared/ansi.ts";

/** Lines that are shown before the rest has to be asked for. */
const SHOWN_LINES = 12;

interface Cut {
	text: string;
	hidden: number;
}

function lastLines(text: string, count: number): Cut {
	const lines = text.split("\n");
	if (lines.at(-1) === "") lines.pop();
	const hidden = Math.max(0, lines.length - count);
	return { text: lines.slice(hidden).join("\n"), hidden };
}

/** The output of a command: its end, with what is folded counted. */
export const Terminal = memo(({ output, droppedLines }: { output: string; droppedLines: number }) => {
	const [isWhole, setWhole] = useState(false);
	const text = useMemo(() => withoutOverwritten(output), [output]);
	const cut = lastLines(text, isWhole ? Number.MAX_SAFE_INTEGER : SHOWN_LINES);
	const hidden = cut.hidden + droppedLines;
	if (cut.text === "" && hidden === 0) return null;
	return (
		<div class="terminal">
			{hidden > 0 && (
				<button type="button" class="link" onClick={() => setWhole(true)} disabled={cut.hidden === 0}>
					{hidden === 1 ? "1 line above" : `${hidden.toLocaleString()} lines above`}
				</button>
			)}
			<pre tabIndex={0}>
				{parseAnsi(cut.text).map((run, index) => (
					<Run key={index} {...run} />
				))}
			</pre>
		</div>
	);
});

const PALETTE = ["Black", "Red", "Green", "Yellow", "Blue", "Magenta", "Cyan", "White"];

/** A palette colour as the theme has it; the rest of the 256 by the xterm cube. */
function cssColor(color: number | string): string {
	if (typeof color === "string") return color;
	if (color < 16) return `var(--vscode-terminal-ansi${color < 8 ? "" : "Bright"}${PALETTE[color % 8]})`;
	if (color >= 232)
		return `rgb(${Array(3)
			.fill(8 + (color - 232) * 10)
			.join(" ")})`;
	const cube = color - 16;
	const level = (part: number) => (part === 0 ? 0 : 55 + part * 40);
	return `rgb(${level(Math.floor(cube / 36))} ${level(Math.floor(cube / 6) % 6)} ${level(cube % 6)})`;
}

function Run({ text, color, background, bold, dim, italic, underline }: StyledText) {
	const element = useRef<HTMLSpanElement>(null);
	// Set by script: the page's policy allows no style attributes in its markup.
	useLayoutEffect(() => {
		const { style } = element.current ?? document.createElement("span");
		style.color = color === null ? "" : cssColor(color);
		style.backgroundColor = background === null ? "" : cssColor(background);
	}, [color, background]);
	if (color === null && background === null && !bold && !dim && !italic && !underline) return <>{text}</>;
	const looks = [bold && "bold", dim && "dim", italic && "italic", underline && "underline"].filter(Boolean).join(" ");
	return (
		<span ref={element} class={looks}>
			{text}
		</span>
	);
}
