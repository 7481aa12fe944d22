import fs from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { typescriptFiles } from "../../server/protocol/typescriptFiles.ts";
import { referenceServer } from "../support/reference.ts";
import { differentTypes } from "../support/typescriptComparison.ts";
import { TYPE_DIFFERENCES } from "../support/typescriptDifferences.ts";

function filesIn(folder: string): Map<string, string> {
	const names = fs.readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".ts"));
	return new Map(
		names.map((name) => [name.split(path.sep).join("/"), fs.readFileSync(path.join(folder, name), "utf8")]),
	);
}

test.each([
	"stable",
	"experimental",
] as const)("%s: each type can stand for the reference's and the other way round, but for what is listed", {
	timeout: 300_000,
}, async (protocol) => {
	const isExperimental = protocol === "experimental";
	const reference = await referenceServer();
	const theirs = filesIn(isExperimental ? reference.experimentalTypescript : reference.typescript);
	const ours = typescriptFiles(isExperimental);
	expect([...theirs.keys()].filter((name) => !ours.has(name))).toEqual([]);
	// Some types are of the experimental protocol only. A list that is longer than it has to be would hide what it should tell.
	const listed = Object.values(TYPE_DIFFERENCES)
		.flat()
		.filter((name) => theirs.has(`${name}.ts`));
	expect(differentTypes(ours, theirs)).toEqual(listed.sort());
});
