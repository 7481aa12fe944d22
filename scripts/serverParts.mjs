import fs from "node:fs";
import path from "node:path";
import esbuild from "esbuild";
import { writeCodeCaches } from "./warmUp.mjs";

const root = path.dirname(import.meta.dirname);
const parts = path.join(root, "dist/server");

/** What every start of the server runs: these and all they import at once are one asset, "start". */
const START = ["server/main.ts", "server/cli/appServer.ts"];

/** The names of the parts that a start needs. */
function startParts() {
	const { outputs } = JSON.parse(fs.readFileSync(path.join(root, "dist/meta/server.json"), "utf8"));
	const found = new Set();
	const visit = (file) => {
		if (found.has(file)) return;
		found.add(file);
		for (const { kind, path: other, external } of outputs[file].imports) {
			if (kind === "import-statement" && !external) visit(other);
		}
	};
	for (const [file, { entryPoint }] of Object.entries(outputs)) if (START.includes(entryPoint)) visit(file);
	return new Set([...found].map((file) => path.basename(file)));
}

/** A part as an expression: the function of a CommonJS module. */
async function moduleFunction(file) {
	const { code } = await esbuild.transform(fs.readFileSync(file, "utf8"), {
		format: "cjs",
		platform: "node",
		target: "node26",
		minify: true,
		supported: { "dynamic-import": false },
	});
	const wide = /[^\0-\x7f]/.exec(code);
	if (wide) throw new Error(`${file} holds ${JSON.stringify(wide[0])}: it would take two bytes a character in memory`);
	return `(function(exports,require,module){${code}})`;
}

/**
 * Makes what the single executable holds of the bundled parts, below `work`.
 * @returns the main script, and the assets by name
 */
export async function makeParts(node, work) {
	const folder = path.join(work, "parts");
	fs.rmSync(folder, { recursive: true, force: true });
	fs.mkdirSync(folder, { recursive: true });
	const atStart = startParts();
	const start = [];
	for (const name of fs.readdirSync(parts)) {
		const code = await moduleFunction(path.join(parts, name));
		if (atStart.has(name)) start.push(`${JSON.stringify(name)}:${code}`);
		else fs.writeFileSync(path.join(folder, name), code);
	}
	fs.writeFileSync(path.join(folder, "start"), `({${start.join(",")}})`);
	await writeCodeCaches(node, folder, path.join(work, "home"));
	const main = path.join(work, "main.js");
	await esbuild.build({
		entryPoints: [path.join(import.meta.dirname, "executableMain.cjs")],
		bundle: true,
		platform: "node",
		outfile: main,
	});
	const assets = Object.fromEntries(fs.readdirSync(folder).map((name) => [name, path.join(folder, name)]));
	return { main, assets };
}
