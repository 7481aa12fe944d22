import fs from "node:fs";
import path from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { decoded, linesOfFile } from "../../../server/storage/lineSpans.ts";
import { scratchFolder } from "../../support/scratchFolder.ts";

/** Lines of every length that matters to a reader in pieces of 16 KiB to 1 MiB, in characters of one to four bytes. */
const line = fc
	.tuple(
		fc.constantFrom("a", "é", "✓", "🧵"),
		fc.oneof({ weight: 8, arbitrary: fc.nat(200) }, { weight: 1, arbitrary: fc.nat(1_200_000) }),
	)
	.map(([character, length]) => character.repeat(length));

test("a file's lines are what stands between its newlines, wherever its pieces end", () => {
	const file = path.join(scratchFolder(), "lines");
	const content = fc.tuple(fc.array(line, { maxLength: 40 }), fc.boolean());
	fc.assert(
		fc.property(content, fc.nat(1000), ([texts, ended], at) => {
			const whole = Buffer.from(texts.join("\n") + (ended ? "\n" : ""));
			fs.writeFileSync(file, whole);
			const from = whole.length === 0 ? 0 : at % whole.length;
			const expected = whole.subarray(from).toString("latin1").split("\n");
			const last = expected.pop() ?? "";
			const lines = [...linesOfFile(file, from)];
			expect(lines.map(({ raw }) => raw)).toEqual(last === "" ? expected : [...expected, last]);
			expect(lines.map((each) => each.ended)).toEqual([...expected.map(() => true), ...(last === "" ? [] : [false])]);
			for (const { raw, offset } of lines) expect(whole.toString("latin1", offset, offset + raw.length)).toBe(raw);
			if (from === 0) expect(lines.map(({ raw }) => decoded(raw)).join("\n")).toBe(whole.toString().replace(/\n$/, ""));
		}),
		{ seed: 7, numRuns: 60 },
	);
});

test("lines are read up to an offset and no further, and a file that is not there has none", () => {
	const file = path.join(scratchFolder(), "lines");
	fs.writeFileSync(file, "one\ntwo\nthree\n");
	expect([...linesOfFile(file, 4, 8)]).toEqual([{ raw: "two", offset: 4, ended: true }]);
	expect([...linesOfFile(file, 0, 6)].at(-1)).toEqual({ raw: "tw", offset: 4, ended: false });
	expect([...linesOfFile(`${file}.missing`)]).toEqual([]);
});
