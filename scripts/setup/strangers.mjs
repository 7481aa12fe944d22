import fs from "node:fs";
import path from "node:path";
import { cached } from "./cache.mjs";
import { mustRun } from "./run.mjs";

/** Clients of the protocol that others wrote, each at the version our tests know. */
const PACKAGES = [
	"@openai/codex-sdk@0.163.0",
	"@agentclientprotocol/codex-acp@2.6.0",
	"ai-sdk-provider-codex-app-server@1.1.7",
];

/**
 * Fetches the strangers once.
 * @returns the folder that holds their `node_modules`
 */
export function ensureStrangers(print) {
	return cached("strangers-1", print, async (making) => {
		print("Fetching clients that others wrote…");
		fs.writeFileSync(path.join(making, "package.json"), '{ "private": true, "type": "module" }');
		// What they leave optional are binaries of the server, and ours is the one under test.
		const args = ["install", "--ignore-scripts", "--omit=optional", "--no-audit", "--no-fund", ...PACKAGES];
		await mustRun("Fetching the clients", "npm", args, { cwd: making, log: path.join(making, "setup.log") });
	});
}
