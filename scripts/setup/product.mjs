import { createHash } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { cacheFolder } from "./cache.mjs";
import { locked } from "./lock.mjs";
import { mustRun } from "./run.mjs";

export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../..");

/** One set-up of this working copy at a time. The lock is outside it, because installing empties `node_modules`. */
function alone(print, work) {
	const name = createHash("sha256").update(root).digest("hex").slice(0, 16);
	return locked(path.join(cacheFolder, `working-copy-${name}.pid`), print, work);
}

/** Installs the dependencies that the lock file names, unless they are there. */
export function ensureDependencies(print) {
	const lock = fs.readFileSync(path.join(root, "package-lock.json"));
	const digest = createHash("sha256").update(lock).digest("hex");
	const stamp = path.join(root, "node_modules/.heddle-lock");
	const installed = () => fs.existsSync(stamp) && fs.readFileSync(stamp, "utf8") === digest;
	if (installed()) return;
	return alone(print, async () => {
		if (installed()) return;
		print("Installing dependencies…");
		// No package needs its install script: what is native comes prebuilt. Whoever leaves parts out by default still gets all.
		const quiet = ["--no-audit", "--no-fund", "--loglevel=error"];
		const args = ["ci", "--ignore-scripts", "--include=dev", "--include=optional", ...quiet];
		await mustRun("Installing dependencies", "npm", args, { cwd: root });
		fs.writeFileSync(stamp, digest);
	});
}

/** The environment in which `node` is the pinned Node. */
export async function pinnedEnvironment() {
	const { pinnedNode } = await import("../pinnedNode.mjs");
	return { PATH: path.dirname(pinnedNode()) + path.delimiter + process.env.PATH };
}

/** What `node` runs a TypeScript file of this working copy with, whose package names no kind of module for the bundles' sake. */
export function typescript(file, ...args) {
	return ["--disable-warning=MODULE_TYPELESS_PACKAGE_JSON", path.join(root, file), ...args];
}

/** Builds the bundles and the server's binary; what has not changed is not made again. */
export async function ensureBuild(print) {
	const { pinnedNode } = await import("../pinnedNode.mjs");
	await alone(print, async () => {
		print("Building…");
		await mustRun("The build", pinnedNode(), [path.join(root, "scripts/build.mjs")], { cwd: root });
	});
}
