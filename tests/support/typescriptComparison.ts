import { spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { scratchFolder } from "./scratchFolder.ts";

const tsc = path.resolve(import.meta.dirname, "../../node_modules/typescript/bin/tsc");
const BOTH = "[A] extends [B] ? ([B] extends [A] ? true : false) : false";

function write(folder: string, name: string, text: string): void {
	const file = path.join(folder, name);
	fs.mkdirSync(path.dirname(file), { recursive: true });
	fs.writeFileSync(file, text);
}

/** The reference's imports of a type of ours, where the reference has the type. */
function withTheirs(name: string, text: string, theirs: ReadonlyMap<string, string>): string {
	return text.replaceAll(/ from "(\.[^"]*)"/g, (whole, target: string) => {
		const meant = path.posix.join(path.posix.dirname(name), target);
		if (!theirs.has(`${meant}.ts`)) return whole;
		return ` from "${path.posix.relative(path.posix.dirname(`ours/${name}`), `theirs/${meant}`)}"`;
	});
}

/**
 * The types that both have and that are not assignable to each other, both ways: names as `v2/Thread`, in alphabetical order. JSON has one
 * kind of number, so a `bigint` is one.
 * @param ours @param theirs path → text of a file with one type, which imports others from beside it
 * @throws Error when the compiler finds anything else wrong
 */
export function differentTypes(ours: ReadonlyMap<string, string>, theirs: ReadonlyMap<string, string>): string[] {
	const folder = scratchFolder();
	const plain = (text: string) => text.replaceAll(/\bbigint\b/g, "number");
	for (const [name, text] of theirs) write(folder, `theirs/${name}`, plain(text));
	for (const [name, text] of ours) write(folder, `ours/${name}`, plain(withTheirs(name, text, theirs)));
	const names = [...theirs.keys()]
		.filter((name) => ours.has(name) && path.posix.basename(name) !== "index.ts")
		.map((name) => name.slice(0, -".ts".length))
		.sort();
	const lines = names.map((name, at) => {
		const type = path.posix.basename(name);
		const imports = ["theirs", "ours"].map((side) => `import("./${side}/${name}").${type}`);
		return `export const same${at}: Both<${imports.join(", ")}> = true;`;
	});
	write(folder, "main.ts", [`type Both<A, B> = ${BOTH};`, ...lines, ""].join("\n"));
	const compilerOptions = { strict: true, noEmit: true, module: "preserve", moduleResolution: "bundler", types: [] };
	write(folder, "tsconfig.json", JSON.stringify({ compilerOptions, files: ["main.ts"] }));
	const { stdout } = spawnSync(process.execPath, [tsc, "-p", folder, "--pretty", "false"], {
		cwd: folder,
		encoding: "utf8",
	});
	return stdout
		.split("\n")
		.filter((line) => line !== "")
		.map((line) => {
			const at = /^main\.ts\((\d+),\d+\): error TS2322: Type 'true' is not assignable to type 'false'\.$/.exec(
				line,
			)?.[1];
			const name = names[Number(at) - 2];
			if (name === undefined) throw new Error(line);
			return name;
		});
}
