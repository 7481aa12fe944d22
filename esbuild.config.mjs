import fs from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import esbuild from "esbuild";

const root = path.dirname(fileURLToPath(import.meta.url));
const { version } = JSON.parse(fs.readFileSync(path.join(root, "package.json"), "utf8"));

/** @type {import("esbuild").BuildOptions} */
const common = {
	absWorkingDir: root,
	bundle: true,
	metafile: true,
	legalComments: "none",
	logLevel: "warning",
	define: { HEDDLE_VERSION: JSON.stringify(version) },
};

/** The three bundles, by name. */
const bundles = {
	/** @type {import("esbuild").BuildOptions} */
	extension: {
		...common,
		entryPoints: ["extension/main.ts"],
		outfile: "dist/extension.js",
		platform: "node",
		format: "cjs",
		target: "node22",
		external: ["vscode"],
		// The client library's package has a main for each host; the node one is meant.
		mainFields: ["module", "main"],
		minify: true,
		keepNames: true,
	},
	/** @type {import("esbuild").BuildOptions} */
	server: {
		...common,
		entryPoints: ["server/main.ts"],
		outdir: "dist/server",
		platform: "node",
		// Parts that are loaded when they are first needed; the server's executable holds them as CommonJS.
		format: "esm",
		splitting: true,
		target: "node26",
		minify: true,
		keepNames: true,
	},
	/** @type {import("esbuild").BuildOptions} */
	webview: {
		...common,
		entryPoints: ["webview/main.tsx"],
		outdir: "dist/webview",
		platform: "browser",
		format: "esm",
		target: "es2024",
		splitting: true,
		chunkNames: "chunks/[name]-[hash]",
		assetNames: "assets/[name]",
		loader: { ".ttf": "file" },
		jsx: "automatic",
		jsxImportSource: "preact",
		minify: true,
		define: { ...common.define, "process.env.NODE_ENV": '"production"' },
	},
};

/** Builds the named bundles, all of them unless told, and writes what each is made of to `dist/meta/`. */
export async function buildBundles(names = Object.keys(bundles)) {
	fs.mkdirSync(path.join(root, "dist/meta"), { recursive: true });
	for (const name of names) {
		const { outdir } = bundles[name];
		if (outdir) fs.rmSync(path.join(root, outdir), { recursive: true, force: true });
		const { metafile } = await esbuild.build(bundles[name]);
		fs.writeFileSync(path.join(root, "dist/meta", `${name}.json`), JSON.stringify(metafile));
	}
}

async function watch(names) {
	for (const name of names) {
		const context = await esbuild.context({ ...bundles[name], logLevel: "info" });
		await context.watch();
	}
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
	const at = process.argv.indexOf("--only");
	const only = at > 0 ? process.argv[at + 1]?.split(",") : undefined;
	const unknown = only?.filter((name) => !(name in bundles)) ?? [];
	if (unknown.length > 0) {
		console.error(`There is no bundle "${unknown.join(", ")}"; there are ${Object.keys(bundles).join(", ")}.`);
		process.exit(1);
	}
	await (process.argv.includes("--watch") ? watch(only ?? Object.keys(bundles)) : buildBundles(only));
}
