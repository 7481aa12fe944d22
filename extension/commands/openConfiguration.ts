import fs from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { Uri, window } from "vscode";

const TEMPLATE = `# Heddle's configuration. The server reads it when a thread starts.
#
# model = "my-model"
# model_provider = "mine"
#
# [model_providers.mine]
# name = "My endpoint"
# base_url = "https://models.example/v1"
# env_key = "MY_KEY"
# wire_api = "responses"
`;

/** Opens \`config.toml\`; a first one is made with examples. */
export async function openConfiguration(): Promise<void> {
	const file = path.join(process.env.HEDDLE_HOME || path.join(os.homedir(), ".heddle"), "config.toml");
	await fs.mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
	await fs.writeFile(file, TEMPLATE, { flag: "wx", mode: 0o600 }).catch((error: unknown) => {
		if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
	});
	await window.showTextDocument(Uri.file(file));
}
