import { execFileSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { Ajv } from "ajv";
import { describe, expect, test } from "vitest";
import { jsonSchemaFiles } from "../../server/protocol/schemaFiles.ts";
import { typescriptFiles } from "../../server/protocol/typescriptFiles.ts";
import { referenceServer } from "../support/reference.ts";
import { scratchFolder } from "../support/scratchFolder.ts";

const root = path.resolve(import.meta.dirname, "../..");

type Json = { [key: string]: unknown };

const filesIn = (folder: string) =>
	fs
		.readdirSync(folder, { recursive: true, encoding: "utf8" })
		.filter((file) => fs.statSync(path.join(folder, file)).isFile())
		.map((file) => file.split(path.sep).join("/"))
		.sort();

/** Members of the objects in a definition, by their place. */
function members(definition: unknown): string[] {
	if (Array.isArray(definition)) return definition.flatMap(members);
	if (typeof definition !== "object" || definition === null) return [];
	const { properties, definitions: _, ...rest } = definition as { properties?: Json; definitions?: unknown };
	const own = Object.keys(properties ?? {});
	return [...own, ...Object.values(properties ?? {}).flatMap(members), ...Object.values(rest).flatMap(members)];
}

/** The names that a document refers to. */
const references = (document: unknown) =>
	[...JSON.stringify(document).matchAll(/"\$ref":"#\/definitions\/([^"]+)"/g)].map(([, name = ""]) => name);

describe.each([
	["stable", false],
	["experimental", true],
])("the %s protocol", (_, isExperimental) => {
	const schemas = jsonSchemaFiles(isExperimental);
	const types = typescriptFiles(isExperimental);
	const theirs = async () => {
		const reference = await referenceServer();
		return isExperimental
			? { schemas: reference.experimentalSchemas, typescript: reference.experimentalTypescript }
			: { schemas: reference.schemas, typescript: reference.typescript };
	};

	test("JSON Schema has the files of the reference", async () => {
		expect([...schemas.keys()].sort()).toEqual(filesIn((await theirs()).schemas));
	});

	test("each file of JSON Schema is complete and has the members of the reference's", async () => {
		const folder = (await theirs()).schemas;
		const different: string[] = [];
		for (const [name, text] of schemas) {
			const ours: Json = JSON.parse(text);
			const open = references(ours).filter((name) => !Object.hasOwn(Object(ours.definitions), name));
			expect([name, name.startsWith("codex_") ? [] : open]).toEqual([name, []]);
			if (name.includes(".schemas.")) continue;
			const reference: Json = JSON.parse(fs.readFileSync(path.join(folder, name), "utf8"));
			const sorted = (document: Json) => [...new Set(members(document))].sort().join();
			if (sorted(ours) !== sorted(reference)) different.push(name);
		}
		expect(different).toEqual([]);
	});

	test("the documents with all types have nothing that the reference's has not, and all that a message can hold", async () => {
		const folder = (await theirs()).schemas;
		for (const name of ["codex_app_server_protocol.schemas.json", "codex_app_server_protocol.v2.schemas.json"]) {
			const ours = JSON.parse(schemas.get(name) ?? "");
			const reference = JSON.parse(fs.readFileSync(path.join(folder, name), "utf8"));
			const names = ({ definitions: { v2 = {}, ...rest } }: { definitions: Json & { v2?: Json } }) =>
				new Set([...Object.keys(v2), ...Object.keys(rest)]);
			new Ajv({ strict: false, validateFormats: false }).compile(ours);
			const known = names(reference);
			expect([...names(ours)].filter((each) => !known.has(each))).toEqual([]);
			for (const message of ["ClientRequest", "ServerNotification"]) expect(names(ours)).toContain(message);
		}
	});

	test("TypeScript compiles by itself", () => {
		const folder = scratchFolder();
		for (const [name, text] of types) {
			fs.mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
			fs.writeFileSync(path.join(folder, name), text);
		}
		const compilerOptions = { strict: true, noEmit: true, module: "preserve", moduleResolution: "bundler", types: [] };
		fs.writeFileSync(path.join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions, files: ["index.ts"] }));
		fs.writeFileSync(
			path.join(folder, "index.test.ts"),
			'import type { ClientRequest, v2 } from "./index";\nexport const ask = (params: v2.TurnStartParams): ClientRequest => ({ id: 1, method: "turn/start", params });\n',
		);
		const tsc = path.join(root, "node_modules/typescript/bin/tsc");
		execFileSync(process.execPath, [tsc, "-p", folder], { encoding: "utf8" });
	});
});

test("the commands write the files, with experiments only where they are asked for", () => {
	const out = scratchFolder();
	const heddle = path.join(root, "server/bin/heddle");
	for (const command of ["generate-ts", "generate-json-schema"]) {
		for (const more of [[], ["--experimental"]]) {
			const folder = path.join(out, command, String(more.length));
			execFileSync(heddle, ["app-server", command, "--out", folder, ...more]);
		}
	}
	expect(filesIn(path.join(out, "generate-ts/0"))).toEqual([...typescriptFiles(false).keys()].sort());
	expect(filesIn(path.join(out, "generate-json-schema/1"))).toEqual([...jsonSchemaFiles(true).keys()].sort());
	const types = (number: number) => fs.readFileSync(path.join(out, `generate-ts/${number}/ClientRequest.ts`), "utf8");
	expect(types(0)).not.toContain("mock/experimentalMethod");
	expect(types(1)).toContain("mock/experimentalMethod");
});
