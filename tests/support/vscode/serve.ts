import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { CodeServer } from "./codeServer.ts";

/**
 * Serves a VS Code with the extension until it is told to end: `serve.ts <vsix> <folder>`.
 * A parent with an IPC channel is sent `{ url }` when the editor can be opened.
 */
const [vsix, folder] = process.argv.slice(2);
if (vsix === undefined || folder === undefined) throw new Error("usage: serve.ts <vsix> <folder>");

const home = fs.mkdtempSync(path.join(os.tmpdir(), "heddle-vscode-"));
const told = Promise.withResolvers<void>();
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => told.resolve());
// Whoever started this is gone when the channel closes.
process.on("disconnect", () => told.resolve());

try {
	// Heddle's own home is the person's; only the editor's is its own.
	const HEDDLE_HOME = process.env.HEDDLE_HOME ?? path.join(os.homedir(), ".heddle");
	const server = await CodeServer.start({ vsix, home, env: { HEDDLE_HOME } });
	try {
		const url = server.url(folder);
		console.log(`Heddle is ready in VS Code at ${url} (Ctrl+C ends it)`);
		process.send?.({ url });
		await told.promise;
	} finally {
		await server.stop();
	}
} finally {
	fs.rmSync(home, { recursive: true, force: true });
}
process.exit();
