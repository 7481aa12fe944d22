import fs from "node:fs";
import { isBuiltin } from "node:module";
import path from "node:path";
import { expect, test } from "vitest";

const root = path.resolve(import.meta.dirname, "../..");

/** What each folder may import besides itself, as docs/architecture.md has it. "*" stands for packages and Node. */
const allowed: Record<string, readonly string[]> = {
	"server/common": [],
	"server/protocol": ["zod"],
	"server/wire": ["server/common", "vscode-jsonrpc", "ws", "node:"],
	"webview/shared": ["server/protocol"],
	extension: ["server/protocol", "server/common", "server/wire", "webview/shared", "*"],
	webview: ["webview/shared", "server/protocol", "*"],
};

const aliases: Record<string, string> = {
	"#protocol/": "server/protocol/",
	"#common/": "server/common/",
	"#wire/": "server/wire/",
};

function sources(folder: string): string[] {
	return fs
		.readdirSync(path.join(root, folder), { recursive: true, encoding: "utf8" })
		.filter((file) => /\.tsx?$/.test(file) && !file.includes("generated"))
		.map((file) => path.join(folder, file));
}

/** What a file imports: a path from the root, or a package. */
function importsOf(file: string): string[] {
	const text = fs.readFileSync(path.join(root, file), "utf8");
	return [...text.matchAll(/(?:from|import)\s*\(?\s*"([^",\s]+)"/g)].map(([, name = ""]) => {
		if (name.startsWith(".")) return path.join(path.dirname(file), name);
		const alias = Object.keys(aliases).find((prefix) => name.startsWith(prefix));
		return alias ? name.replace(alias, aliases[alias] ?? "") : name;
	});
}

const isOurs = (name: string) => /^(server|extension|webview)\//.test(name);

test.each(Object.entries(allowed))("%s imports only what it may", (folder, may) => {
	const files = sources(folder).filter((file) => folder !== "webview" || !file.startsWith("webview/shared"));
	const wrong = files.flatMap((file) =>
		importsOf(file)
			.filter((name) => !name.startsWith(`${folder}/`))
			.filter((name) => !may.some((each) => (each === "*" ? !isOurs(name) : name.startsWith(each))))
			.map((name) => `${file} → ${name}`),
	);
	expect(files.length).toBeGreaterThan(0);
	expect(wrong).toEqual([]);
});

test("nobody imports a main.ts", () => {
	const all = ["server", "extension", "webview"].flatMap(sources);
	expect(
		all.filter((file) => importsOf(file).some((name) => /^(server|extension|webview)\/main\.tsx?$/.test(name))),
	).toEqual([]);
});

/** The layers of the server: what each may import at run time. Types are contracts and may be named from anywhere. */
const layers: Record<string, readonly string[]> = {
	"server/agent": ["model", "tools", "policy", "config", "protocol", "common"],
	"server/auth": ["platform", "protocol"],
	"server/config": ["auth", "policy", "platform", "protocol", "common"],
	"server/exec": ["platform", "common"],
	"server/handlers": [
		"threads",
		"policy",
		"config",
		"storage",
		"auth",
		"model",
		"exec",
		"workspace",
		"protocol",
		"common",
	],
	"server/model": ["protocol", "config", "common"],
	"server/platform": ["common"],
	"server/policy": ["protocol"],
	"server/rpc": ["protocol", "wire", "common"],
	"server/sandbox": ["policy", "platform", "protocol", "common"],
	"server/storage": ["platform", "protocol", "model", "common"],
	"server/threads": ["agent", "storage", "policy", "config", "model", "protocol", "common"],
	"server/workspace": ["exec", "sandbox", "policy", "platform", "config", "protocol", "common"],
	"server/tools": ["exec", "sandbox", "policy", "platform", "protocol", "common"],
};

test("docs/architecture.md says the same of the layers", () => {
	const document = fs.readFileSync(path.join(root, "docs/architecture.md"), "utf8");
	const rows = [...document.matchAll(/^\| `(server\/\w+)` \|.*\| ([\w, ]+) \|$/gm)];
	const told = Object.fromEntries(rows.map(([, folder, may]) => [folder, may?.split(", ").sort()]));
	const ruled = Object.entries(layers).map(([folder, may]) => [folder, [...may].sort()] as const);
	for (const [folder, may] of ruled) expect([folder, told[folder]]).toEqual([folder, may]);
});

/** The contract between the loop and what is above and below it, errors included. */
const contracts = ["server/agent/turnHost.ts"];

interface Metafile {
	inputs: Record<string, { imports: { path: string; kind: string; external?: boolean }[] }>;
}

function metafileOf(bundle: string): Metafile {
	return JSON.parse(fs.readFileSync(path.join(root, `dist/meta/${bundle}.json`), "utf8"));
}

const inputsOf = (bundle: string) => Object.keys(metafileOf(bundle).inputs);

/** What our own files import of each other at run time. */
function runtimeImports(bundle: string, kinds: readonly string[]): Map<string, string[]> {
	const files = Object.entries(metafileOf(bundle).inputs).filter(([file]) => isOurs(file));
	return new Map(
		files.map(([file, { imports }]) => [
			file,
			imports.filter((each) => kinds.includes(each.kind) && isOurs(each.path)).map((each) => each.path),
		]),
	);
}

const folderOf = (file: string) => file.split("/").slice(0, 2).join("/");

test("the layers of the server import only downwards", () => {
	const imports = [...runtimeImports("server", ["import-statement", "dynamic-import"])];
	const wrong = imports.flatMap(([file, names]) => {
		const may = layers[folderOf(file)];
		if (may === undefined) return [];
		return names
			.filter((name) => folderOf(name) !== folderOf(file) && !contracts.includes(name))
			.filter((name) => !may.some((layer) => folderOf(name) === `server/${layer}`))
			.map((name) => `${file} → ${name}`);
	});
	expect(wrong).toEqual([]);
	const unruled = imports.map(([file]) => folderOf(file)).filter((folder) => !(folder in layers));
	const roots = ["server/cli", "server/main.ts"];
	expect(unruled.filter((folder) => !(folder in allowed) && !roots.includes(folder))).toEqual([]);
});

/** The circles in who imports whom, each as the files in it. */
function cycles(imports: Map<string, string[]>): string[] {
	const found: string[] = [];
	const done = new Set<string>();
	const visit = (file: string, above: readonly string[]) => {
		const at = above.indexOf(file);
		if (at >= 0) found.push([...above.slice(at), file].join(" → "));
		if (at >= 0 || done.has(file)) return;
		for (const name of imports.get(file) ?? []) visit(name, [...above, file]);
		done.add(file);
	};
	for (const file of imports.keys()) visit(file, []);
	return found;
}

test.each(["server", "extension", "webview"])("no files of the %s bundle wait for each other to load", (bundle) => {
	const imports = runtimeImports(bundle, ["import-statement"]);
	expect(imports.size).toBeGreaterThan(10);
	// Schemas are built on first use and name each other as the rules of a grammar do.
	for (const file of imports.keys()) if (file.startsWith("server/protocol/")) imports.delete(file);
	expect(cycles(imports)).toEqual([]);
});

test("a server loads nothing for its first answer that can wait", () => {
	const { inputs } = metafileOf("server");
	const loaded = new Set<string>();
	const load = (file: string) => {
		if (loaded.has(file)) return;
		loaded.add(file);
		for (const each of inputs[file]?.imports ?? []) if (each.kind !== "dynamic-import") load(each.path);
	};
	for (const file of ["server/main.ts", "server/cli/appServer.ts"]) load(file);
	expect([...loaded]).toContain("server/rpc/connection.ts");
	// Schemas, their library, other libraries and the slow parts of Node come behind the answer.
	const may =
		/^(server\/(?!protocol\/registry|handlers|threads|agent|model)|node:(async_hooks|fs|os|path)$|<runtime>$)/;
	expect([...loaded].filter((file) => !may.test(file))).toEqual([]);
});

test("the panel's bundle holds no zod, no vscode and no part of Node", () => {
	const { inputs } = metafileOf("webview");
	const names = Object.keys(inputs);
	expect(names.some((input) => input.startsWith("webview/components"))).toBe(true);
	expect(names.filter((input) => /node_modules\/(zod|vscode-[^/]+)\/|^server\//.test(input))).toEqual([]);
	const external = Object.values(inputs).flatMap(({ imports }) => imports.filter((each) => each.external));
	expect(external.filter((each) => /^(node:|vscode$)/.test(each.path) || isBuiltin(each.path))).toEqual([]);
});

test("the extension's bundle holds nothing of the server but its protocol, wire and common code", () => {
	const server = inputsOf("extension").filter((input) => input.startsWith("server/"));
	expect(server.filter((input) => !/^server\/(protocol|wire|common)\//.test(input))).toEqual([]);
});
