import fs from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { typescriptFiles } from "../../server/protocol/typescriptFiles.ts";
import { referenceServer } from "../support/reference.ts";
import { differentTypes } from "../support/typescriptComparison.ts";
import { ABSENCE_DIFFERENCES, ABSENCE_IN_ONE, TYPE_DIFFERENCES } from "../support/typescriptDifferences.ts";

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
	timeout: 120_000,
}, async (protocol) => {
	const isExperimental = protocol === "experimental";
	const reference = await referenceServer();
	const theirs = filesIn(isExperimental ? reference.experimentalTypescript : reference.typescript);
	const ours = typescriptFiles(isExperimental);
	const exists = (name: string) => theirs.has(`${name}.ts`) && ours.has(`${name}.ts`);
	// Experiments differ in the experimental protocol only.
	const listed = Object.values(TYPE_DIFFERENCES).flat().filter(exists);
	const loosely = differentTypes(ours, theirs, true);
	expect(loosely.common).toBeGreaterThan(isExperimental ? 900 : 740);
	expect(loosely.different.filter((name) => !listed.includes(name))).toEqual([]);
	const strictly = differentTypes(ours, theirs, false);
	const all = new Set([...listed, ...ABSENCE_DIFFERENCES, ...ABSENCE_IN_ONE[protocol]]);
	expect(strictly.different.filter((name) => !all.has(name))).toEqual([]);
	// A list that is longer than it has to be hides what it should tell.
	expect([...all].filter((name) => !strictly.different.includes(name))).toEqual([]);
});
