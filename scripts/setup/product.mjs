import { createHash } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { mustRun } from "./run.mjs";

export const root = path.resolve(import.meta.dirname, "../..");

/** Installs the dependencies that the lock file names, unless they are there. */
export async function ensureDependencies(print) {
	const lock = fs.readFileSync(path.join(root, "package-lock.json"));
	const digest = createHash("sha256").update(lock).digest("hex");
	const stamp = path.join(root, "node_modules/.heddle-lock");
	if (fs.existsSync(stamp) && fs.readFileSync(stamp, "utf8") === digest) return;
	print("Installing dependencies…");
	// No package needs its install script: what is native comes prebuilt.
	await mustRun(
		"Installing dependencies",
		"npm",
		["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"],
		{ cwd: root },
	);
	fs.writeFileSync(stamp, digest);
}

/** The environment in which `node` is the pinned Node. */
export async function pinnedEnvironment() {
	const { pinnedNode } = await import("../pinnedNode.mjs");
	return { PATH: path.dirname(pinnedNode()) + path.delimiter + process.env.PATH };
}

/** Builds the bundles and the server's binary; what has not changed is not made again. */
export async function ensureBuild(print) {
	print("Building…");
	const { pinnedNode } = await import("../pinnedNode.mjs");
	await mustRun("The build", pinnedNode(), [path.join(root, "scripts/build.mjs")], { cwd: root });
}
