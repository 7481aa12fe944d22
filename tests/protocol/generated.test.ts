import fs from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { generatedFiles } from "../../server/protocol/generatedFiles.ts";
import { declaredSchemas } from "../../server/protocol/schema.ts";

const root = path.resolve(import.meta.dirname, "../..");
const read = (file: string) => fs.readFileSync(path.join(root, file), "utf8");

test.each(generatedFiles(read))("$path is what the registries say (npm run generate makes it anew)", ({
	path: file,
	text,
}) => {
	expect(read(file) === text).toBe(true);
});

test("every schema can be built and answers to anything", () => {
	for (const lazy of declaredSchemas().values()) {
		for (const value of [undefined, null, 1, "x", [], {}, { type: "x" }]) lazy().safeParse(value);
	}
	expect(declaredSchemas().size).toBeGreaterThan(150);
});
