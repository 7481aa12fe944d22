import { spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { jsonSchemaFiles } from "../protocol/schemaFiles.ts";
import { typescriptFiles } from "../protocol/typescriptFiles.ts";
import type { ParsedArguments } from "./commandLine.ts";

/** `generate-json-schema --out DIR`: a file for each type that a method carries, and two with all types. */
export function generateJsonSchema(args: ParsedArguments): void {
	write(args, jsonSchemaFiles(args.has("experimental")));
}

/** `generate-ts --out DIR`: a file for each type, formatted by a Prettier where one is named. */
export function generateTypeScript(args: ParsedArguments): void {
	const folder = write(args, typescriptFiles(args.has("experimental")));
	const prettier = args.text("prettier");
	if (prettier === null) return;
	const { status, error } = spawnSync(prettier, ["--write", "--log-level", "warn", folder], { stdio: "inherit" });
	if (error) throw new Error(`${prettier} could not be run: ${error.message}`);
	if (status !== 0) throw new Error(`${prettier} ended with ${status}`);
}

function write(args: ParsedArguments, files: ReadonlyMap<string, string>): string {
	const folder = path.resolve(args.required("out"));
	for (const [name, text] of files) {
		const file = path.join(folder, name);
		fs.mkdirSync(path.dirname(file), { recursive: true });
		fs.writeFileSync(file, text);
	}
	return folder;
}
