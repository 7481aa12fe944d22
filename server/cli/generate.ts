import fs from "node:fs";
import path from "node:path";
import { jsonSchemaBundle, typeScriptBundle } from "../protocol/generate.ts";
import { UsageError } from "./arguments.ts";

/** `generate-json-schema --out DIR`: one file with every type and message. */
export function generateJsonSchema(args: readonly string[]): void {
	write(args, "heddle_app_server_protocol.schemas.json", `${JSON.stringify(jsonSchemaBundle(), null, "\t")}\n`);
}

/** `generate-ts --out DIR`: one file with every type and message. */
export function generateTypeScript(args: readonly string[]): void {
	write(args, "heddle_app_server_protocol.ts", typeScriptBundle());
}

function write(args: readonly string[], name: string, text: string): void {
	const at = args.indexOf("--out");
	const folder = args[at + 1];
	if (at < 0 || folder === undefined) throw new UsageError("--out DIR is missing");
	fs.mkdirSync(folder, { recursive: true });
	fs.writeFileSync(path.join(folder, name), text);
}
