import fs from "node:fs";
import path from "node:path";
import { cached } from "./cache.mjs";
import { mustRun } from "./run.mjs";

/** The release that our protocol follows. */
export const REFERENCE_RELEASE = "0.169.0";

const triples = {
	"linux-x64": "x86_64-unknown-linux-musl",
	"linux-arm64": "aarch64-unknown-linux-musl",
	"darwin-arm64": "aarch64-apple-darwin",
	"darwin-x64": "x86_64-apple-darwin",
	"win32-x64": "x86_64-pc-windows-msvc",
};

/**
 * Fetches the reference server once and generates its schemas.
 * @returns `executable`: its native binary; `schemas`: the folder of its stable JSON Schemas
 */
export async function ensureReference(print) {
	const folder = await cached(`reference-server-${REFERENCE_RELEASE}`, print, async (making) => {
		print(`Fetching the reference server ${REFERENCE_RELEASE}…`);
		const log = path.join(making, "setup.log");
		fs.writeFileSync(path.join(making, "package.json"), '{ "private": true }');
		const options = { cwd: making, log };
		await mustRun(
			"Fetching the reference server",
			"npm",
			["install", "--ignore-scripts", "--no-audit", "--no-fund", `@openai/codex@${REFERENCE_RELEASE}`],
			options,
		);
		const home = path.join(making, "home");
		fs.mkdirSync(home);
		const env = { CODEX_HOME: home };
		const args = ["app-server", "generate-json-schema", "--out", path.join(making, "schema")];
		await mustRun("Generating the reference's schemas", executableIn(making), args, { ...options, env });
	});
	return { executable: executableIn(folder), schemas: path.join(folder, "schema") };
}

function executableIn(folder) {
	const platform = `${process.platform}-${process.arch}`;
	const name = process.platform === "win32" ? "codex.exe" : "codex";
	return path.join(folder, "node_modules/@openai", `codex-${platform}`, "vendor", triples[platform], "bin", name);
}
