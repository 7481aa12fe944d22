import fs from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { jsonSchemaBundle } from "../../server/protocol/generate.ts";
import { referenceServer } from "../support/reference.ts";

type Json = { [key: string]: unknown };

const isObject = (value: unknown): value is Json =>
	typeof value === "object" && value !== null && !Array.isArray(value);

/** The members, needed members and enumerated texts of a definition, wherever in it they stand. */
function facts(
	definition: unknown,
	found = { members: new Set<string>(), needed: new Set<string>(), words: new Set<string>() },
) {
	if (Array.isArray(definition)) for (const each of definition) facts(each, found);
	if (!isObject(definition)) return found;
	if (isObject(definition.properties)) for (const name of Object.keys(definition.properties)) found.members.add(name);
	if (Array.isArray(definition.required)) for (const name of definition.required) found.needed.add(String(name));
	if (Array.isArray(definition.enum)) for (const word of definition.enum) found.words.add(String(word));
	if ("const" in definition) found.words.add(String(definition.const));
	for (const [key, value] of Object.entries(definition))
		if (key !== "required" && key !== "enum" && key !== "default") facts(value, found);
	return found;
}

const sorted = ({ members, needed, words }: ReturnType<typeof facts>) => ({
	members: [...members].sort(),
	needed: [...needed].sort(),
	words: [...words].sort(),
});

test("our types have the members, the needed members and the words of the reference's", async () => {
	const { experimentalSchemas: schemas } = await referenceServer();
	const bundle = JSON.parse(fs.readFileSync(path.join(schemas, "codex_app_server_protocol.schemas.json"), "utf8"));
	const theirs: Json = { ...bundle.definitions, ...bundle.definitions.v2 };
	const { definitions } = jsonSchemaBundle() as { definitions: Json };
	const names = Object.keys(definitions);
	expect(names.filter((name) => !(name in theirs))).toEqual([]);
	const compare = (of: Json) => Object.fromEntries(names.map((name) => [name, sorted(facts(of[name]))]));
	expect(compare(definitions)).toEqual(compare(theirs));
	expect(names.length).toBeGreaterThan(150);
});
