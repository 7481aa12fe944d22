import { jsonSchemaBundle, typeScriptBundle } from "./generate.ts";
import { withMethodTables } from "./methodTable.ts";

/** Every file that is made from the registries, by its path from the repository's root. */
export function generatedFiles(read: (path: string) => string): { path: string; text: string }[] {
	const folder = "server/protocol/generated";
	const document = "docs/protocol.md";
	return [
		{ path: `${folder}/app_server.schemas.json`, text: `${JSON.stringify(jsonSchemaBundle())}\n` },
		{ path: `${folder}/appServer.ts`, text: typeScriptBundle() },
		{ path: document, text: withMethodTables(read(document)) },
	];
}
