import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { runTests } from "@vscode/test-electron";
import esbuild from "esbuild";
import { cacheFolder } from "../../../scripts/setup/cache.mjs";

/** Runs tests/vscode in a real extension host: the desktop editor with HEDDLE_TEST_DESKTOP=1, else a VS Code server. */
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
const results = process.env.HEDDLE_TEST_RESULTS ?? path.join(scratch, "results.json");
try {
	await runTests({
		...(process.env.HEDDLE_TEST_DESKTOP
			? { cachePath: path.join(cacheFolder, "desktop-vscode") }
			: { vscodeExecutablePath: path.join(import.meta.dirname, "codeShim.mjs") }),
		extensionDevelopmentPath: root,
		extensionTestsPath: bundle,
		launchArgs: [workspace],
		extensionTestsEnv: { HEDDLE_TEST_RESULTS: results, HEDDLE_HOME: path.join(scratch, "home") },
	});
} catch (error) {
	console.error(error instanceof Error ? error.message : error);
	process.exitCode = 1;
} finally {
	fs.rmSync(scratch, { recursive: true, force: true });
}
