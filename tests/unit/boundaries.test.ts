import fs from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";

const root = path.resolve(import.meta.dirname, "../..");

/** What each folder may import besides itself, as docs/architecture.md has it. "*" stands for packages and Node. */
const allowed: Record<string, readonly string[]> = {
	"server/common": [],
	"server/protocol": ["zod"],
	"server/wire": ["server/common", "vscode-jsonrpc", "node:"],
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
	return [...text.matchAll(/(?:from|import)\s*\(?\s*"([^"]+)"/g)].map(([, name = ""]) => {
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

function inputsOf(bundle: string): string[] {
	return Object.keys(JSON.parse(fs.readFileSync(path.join(root, `dist/meta/${bundle}.json`), "utf8")).inputs);
}

test("the panel's bundle holds no zod, no vscode and no part of Node", () => {
	const inputs = inputsOf("webview");
	expect(inputs.some((input) => input.startsWith("webview/components"))).toBe(true);
	expect(inputs.filter((input) => /node_modules\/(zod|vscode-[^/]+)\/|^server\//.test(input))).toEqual([]);
});

test("the extension's bundle holds nothing of the server but its protocol, wire and common code", () => {
	const server = inputsOf("extension").filter((input) => input.startsWith("server/"));
	expect(server.filter((input) => !/^server\/(protocol|wire|common)\//.test(input))).toEqual([]);
});
