import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { runTests } from "@vscode/test-electron";
import esbuild from "esbuild";
import { cacheFolder } from "../../../scripts/setup/cache.mjs";
import { RecordedServer } from "../recordedServer.ts";

/**
 * Runs tests/vscode in a real extension host: the desktop editor with HEDDLE_TEST_DESKTOP=1, else a VS Code server. Fails as well when
 * a message of the extension's servers fits no schema.
 */
const root = path.resolve(import.meta.dirname, "../../..");
const bundle = path.join(root, "dist/vscode-tests/index.js");
await esbuild.build({
	entryPoints: [path.join(root, "tests/vscode/index.ts")],
	outfile: bundle,
	bundle: true,
	platform: "node",
	format: "cjs",
	target: "node22",
	external: ["vscode", "mocha"],
	logLevel: "warning",
});
const scratch = fs.mkdtempSync(path.join(os.tmpdir(), "heddle-mocha-"));
const workspace = path.join(scratch, "shop");
fs.cpSync(path.join(root, "media/tour"), workspace, { recursive: true });
// What the package holds, but for the server's folder, which is the built one.
const extension = path.join(scratch, "extension");
for (const part of ["package.json", "dist/extension.js", "dist/webview", "media"])
	fs.cpSync(path.join(root, part), path.join(extension, part), { recursive: true });
fs.mkdirSync(path.join(extension, "server"));
fs.symlinkSync(path.join(root, "server/bin"), path.join(extension, "server/bin"), "junction");
// The recorder wants a bash.
const recorded = process.platform === "win32" ? null : RecordedServer.inExtension(extension);
const results = process.env.HEDDLE_TEST_RESULTS ?? path.join(scratch, "results.json");
const failed = (error: unknown) => {
	console.error(error instanceof Error ? error.message : error);
	process.exitCode = 1;
};
try {
	await runTests({
		...(process.env.HEDDLE_TEST_DESKTOP
			? { cachePath: path.join(cacheFolder, "desktop-vscode") }
			: { vscodeExecutablePath: path.join(import.meta.dirname, "codeShim.mjs") }),
		extensionDevelopmentPath: extension,
		extensionTestsPath: bundle,
		launchArgs: [workspace],
		extensionTestsEnv: { HEDDLE_TEST_RESULTS: results, HEDDLE_HOME: path.join(scratch, "home") },
	}).catch(failed);
	await recorded?.check().catch(failed);
} finally {
	fs.rmSync(scratch, { recursive: true, force: true });
}
