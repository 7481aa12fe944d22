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
 * Fetches the reference server once and generates its types.
 * @returns `executable`: its native binary; and folders of its generated types: `schemas` (JSON Schema) and `typescript`, each
 * stable and with the experimental parts
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
	});
	const executable = executableIn(folder);
	const types = await cached(`reference-types-${REFERENCE_RELEASE}`, print, (making) =>
		generateTypes(executable, making),
	);
	const typesIn = (name) => path.join(types, name);
	return {
		executable,
		schemas: typesIn("schema"),
		experimentalSchemas: typesIn("schema-experimental"),
		typescript: typesIn("typescript"),
		experimentalTypescript: typesIn("typescript-experimental"),
	};
}

async function generateTypes(executable, making) {
	const home = path.join(making, "home");
	fs.mkdirSync(home);
	const options = { cwd: making, log: path.join(making, "setup.log"), env: { CODEX_HOME: home } };
	for (const [command, folder] of [
		["generate-json-schema", "schema"],
		["generate-ts", "typescript"],
	]) {
		for (const [suffix, flags] of [
			["", []],
			["-experimental", ["--experimental"]],
		]) {
			const args = ["app-server", command, "--out", path.join(making, folder + suffix), ...flags];
			await mustRun("Generating the reference's types", executable, args, options);
		}
	}
}

function executableIn(folder) {
	const platform = `${process.platform}-${process.arch}`;
	const name = process.platform === "win32" ? "codex.exe" : "codex";
	return path.join(folder, "node_modules/@openai", `codex-${platform}`, "vendor", triples[platform], "bin", name);
}
