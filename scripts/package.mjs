import fs from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { executableSuffix, target } from "./pinnedNode.mjs";
import { ensureBuild, ensureDependencies, pinnedEnvironment, root } from "./setup/product.mjs";
import { mustRun } from "./setup/run.mjs";

/** Makes this platform's `.vsix` of what is built and returns its path. @throws Error when it holds anything but what it should */
export async function makePackage(print) {
	const { version } = JSON.parse(fs.readFileSync(path.join(root, "package.json"), "utf8"));
	const file = path.join(root, "dist", `heddle-${target}-${version}.vsix`);
	print("Packaging the extension…");
	const vsce = path.join(root, "node_modules/@vscode/vsce/vsce");
	const args = [vsce, "package", "--no-dependencies", "--no-rewrite-relative-links", "--target", target, "--out", file];
	const log = path.join(root, "dist/package.log");
	await mustRun("Packaging", "node", args, { cwd: root, env: await pinnedEnvironment(), log });
	const { packageProblems } = await import("./packageContents.mjs");
	const problems = await packageProblems(file, { target, binary: `heddle${executableSuffix}` });
	if (problems.length > 0) throw new Error(`${file} is not as it should be:\n${problems.join("\n")}`);
	return file;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
	const print = (line) => console.log(line);
	try {
		await ensureDependencies(print);
		await ensureBuild(print);
		const file = await makePackage(print);
		print(`${file} (${Math.round(fs.statSync(file).size / 1e6)} MB)`);
	} catch (error) {
		console.error(error.message);
		process.exitCode = 1;
	}
}
