import fs from "node:fs";
import path from "node:path";
import { invalidRequest } from "#protocol/errors.ts";
import { isSystemError, systemErrorText } from "../common/systemError.ts";
import type { EffectiveConfig } from "../config/config.ts";
import type { ConfigLayer, ConfigStore } from "../config/configStore.ts";

/**
 * What the configuration tells the model first, in place of our own words; null where it says nothing of it. The file wins.
 * @throws WireError -32600 in the reference's words for a file that cannot be read, or has nothing in it
 */
export function configuredInstructions(store: ConfigStore, cwd: string, config: EffectiveConfig): string | null {
	const named = config.modelInstructionsFile;
	if (named === null) return config.instructions;
	const layer = store.layers(cwd).findLast(({ table }) => table.model_instructions_file === named);
	const file = path.resolve(layer ? folderOf(layer, config.home) : config.home, named);
	let text: string;
	try {
		text = fs.readFileSync(file, "utf8").trim();
	} catch (error) {
		const reason = isSystemError(error) ? systemErrorText(error) : String(error);
		throw failed(`failed to read model instructions file ${file}: ${reason}`);
	}
	if (text === "") throw failed(`model instructions file is empty: ${file}`);
	return text;
}

const failed = (reason: string) => invalidRequest(`failed to load configuration: ${reason}`);

function folderOf({ name }: ConfigLayer, home: string): string {
	if (name.type === "project") return name.dotCodexFolder;
	return name.type === "sessionFlags" ? home : path.dirname(name.file);
}
