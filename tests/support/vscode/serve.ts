import os from "node:os";
import path from "node:path";
import { CodeServer } from "./codeServer.ts";

/** Serves a VS Code with the extension until it is told to end: `serve.ts <vsix> <folder>`. */
const [vsix, folder] = process.argv.slice(2);
if (vsix === undefined || folder === undefined) throw new Error("usage: serve.ts <vsix> <folder>");

// Heddle's own home is the person's; only the editor's is its own.
const HEDDLE_HOME = process.env.HEDDLE_HOME ?? path.join(os.homedir(), ".heddle");
const server = await CodeServer.start({ vsix, env: { HEDDLE_HOME } });
console.log(`Heddle is ready in VS Code at ${server.url(folder)} (Ctrl+C ends it)`);

let stopping = false;
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
	process.on(signal, async () => {
		if (stopping) return;
		stopping = true;
		await server.stop();
		process.exit(0);
	});
}
