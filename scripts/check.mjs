import fs from "node:fs";
import path from "node:path";
import { ensureDependencies, root } from "./setup/product.mjs";
import { mustRun } from "./setup/run.mjs";

const tool = (name) => path.join(root, "node_modules/.bin", process.platform === "win32" ? `${name}.cmd` : name);

/** Every folder with a tsconfig of its own. */
function typedFolders() {
	const folders = ["server/protocol", "server/common", "server", "extension", "webview/shared", "webview", "tests"];
	return folders.filter((folder) => fs.existsSync(path.join(root, folder, "tsconfig.json")));
}

/** Types, lint and format. @throws Error when one of them finds something */
export async function check(print) {
	await ensureDependencies(print);
	print("Checking lint and format…");
	await mustRun("Lint and format", tool("biome"), ["check", "--error-on-warnings", "."], { cwd: root });
	print("Checking types…");
	for (const folder of typedFolders())
		await mustRun(`The types of ${folder}`, tool("tsc"), ["-p", folder], { cwd: root });
}

if (process.argv[1] === import.meta.filename) {
	try {
		await check((line) => console.log(line));
	} catch (error) {
		console.error(error.message);
		process.exitCode = 1;
	}
}
