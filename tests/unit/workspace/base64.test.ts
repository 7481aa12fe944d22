import fc from "fast-check";
import { expect, test } from "vitest";
import { decodeBase64 } from "../../../server/workspace/base64.ts";

test("what any bytes are written as is read back", () => {
	fc.assert(
		fc.property(fc.uint8Array(), (bytes) => {
			expect(decodeBase64(Buffer.from(bytes).toString("base64"))).toEqual(Buffer.from(bytes));
		}),
	);
});

// The words and places are those of the reference for the same text.
test.each([
	["a", "Invalid input length: 1"],
	["YQ", "Invalid padding"],
	["YQ=", "Invalid padding"],
	["aGVsbG9", "Invalid padding"],
	["aGVsbG9=", "Invalid last symbol 57, offset 6."],
	["YR==", "Invalid last symbol 82, offset 1."],
	["aGVs\nbG8=", "Invalid symbol 10, offset 4."],
	["YQ==YQ==", "Invalid symbol 61, offset 2."],
	["YQ===", "Invalid symbol 61, offset 2."],
	["YW=j", "Invalid symbol 61, offset 2."],
	["====", "Invalid symbol 61, offset 0."],
	["YWI=\n", "Invalid symbol 10, offset 4."],
	["YWJj-A==", "Invalid symbol 45, offset 4."],
	["é", "Invalid symbol 195, offset 0."],
	["YW\0j", "Invalid symbol 0, offset 2."],
])("%j is refused", (text, message) => {
	expect(() => decodeBase64(text)).toThrow(message);
});
