import { expect, test } from "vitest";
import { splitBlocks } from "../../../webview/markdown/blocks.ts";
import { parseAnsi, withoutOverwritten } from "../../../webview/shared/ansi.ts";
import { diffCounts, diffRows } from "../../../webview/shared/diffRows.ts";
import { plainCommand } from "../../../webview/shared/plainCommand.ts";

test("terminal colours become runs, other sequences vanish", () => {
	const runs = parseAnsi("a\u001b[1;31mred\u001b[0m\u001b[2Kb\u001b[38;5;208mo\u001b[38;2;1;2;3mt");
	expect(runs.map(({ text, color, bold }) => [text, color, bold])).toEqual([
		["a", null, false],
		["red", 1, true],
		["b", null, false],
		["o", 208, false],
		["t", "#010203", false],
	]);
	expect(withoutOverwritten("10%\r50%\r100%\ndone\r\n")).toBe("100%\ndone\n");
});

test("an update's rows have the line numbers of both sides", () => {
	const diff = "@@ -3,3 +3,4 @@\n a\n-b\n+B\n+C\n d\n";
	const rows = diffRows({ path: "x", kind: { type: "update", move_path: null }, diff });
	expect(rows.map(({ kind, oldLine, newLine }) => [kind, oldLine, newLine])).toEqual([
		["context", 3, 3],
		["removed", 4, null],
		["added", null, 4],
		["added", null, 5],
		["context", 5, 6],
	]);
	expect(diffCounts(rows)).toEqual({ added: 2, removed: 1 });
});

test("markdown is split outside of code, and nothing of it is lost", () => {
	const text = "One.\n\n```js\na\n\nb\n```\n\n- x\n\n- y\n\nEnd";
	expect(splitBlocks(text).join("")).toBe(text);
	expect(splitBlocks(text)[1]).toContain("a\n\nb");
});

test.each([
	["/bin/bash -lc 'npm test'", "npm test"],
	["bash -lc 'echo '\\''x'\\'''", "echo 'x'"],
	['/bin/zsh -lc "a \\"b\\""', 'a "b"'],
	["bash -lc pwd", "pwd"],
	["npm test", "npm test"],
])("%s is shown as %s", (command, shown) => {
	expect(plainCommand(command)).toBe(shown);
});
