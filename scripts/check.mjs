import fs from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { ensureBuild, ensureDependencies, pinnedEnvironment, root } from "./setup/product.mjs";
import { mustRun } from "./setup/run.mjs";

const tool = (name) => path.join(root, "node_modules/.bin", process.platform === "win32" ? `${name}.cmd` : name);

/** Every folder with a tsconfig of its own, at most two levels down. */
function typedFolders() {
	const folders = (parent) =>
		fs
			.readdirSync(path.join(root, parent), { withFileTypes: true })
			.filter(
				(entry) => entry.isDirectory() && !entry.name.startsWith(".") && !/^(node_modules|dist)$/.test(entry.name),
			)
			.map((entry) => path.join(parent, entry.name));
	const all = folders("").flatMap((folder) => [folder, ...folders(folder)]);
	return all.filter((folder) => fs.existsSync(path.join(root, folder, "tsconfig.json")));
}

/** Lint, format and types: one entry each, to be run in turn; an entry throws what it finds. */
export function staticChecks() {
	const lint = () => mustRun("Lint and format", tool("biome"), ["check", "--error-on-warnings", "."], { cwd: root });
	const types = (folder) => () => mustRun(`The types of ${folder}`, tool("tsc"), ["-p", folder], { cwd: root });
	return [["lint and format", lint], ...typedFolders().map((folder) => [`types of ${folder}`, types(folder)])];
}

async function boundaries() {
	const vitest = path.join(root, "node_modules/vitest/vitest.mjs");
	const args = [vitest, "run", "tests/unit/boundaries.test.ts"];
	await mustRun("The boundaries", "node", args, { cwd: root, env: await pinnedEnvironment() });
}

/** Runs all checks, whatever the ones before say. @returns how many passed and failed */
export async function runChecks(checks, print) {
	const counts = { passed: 0, failed: 0 };
	for (const [name, check] of checks) {
		print(`Checking ${name}…`);
		try {
			await check();
			counts.passed++;
		} catch (error) {
			print(error.message.trimEnd());
			counts.failed++;
		}
	}
	return counts;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
	const print = (line) => console.log(line);
	try {
		await ensureDependencies(print);
		await ensureBuild(print);
		const { failed } = await runChecks([...staticChecks(), ["boundaries", boundaries]], print);
		if (failed > 0) process.exitCode = 1;
	} catch (error) {
		console.error(error.message);
		process.exitCode = 1;
	}
}
