import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { mustRun, which } from "./run.mjs";

const packages = {
	chromium: "a browser for the tests in a real VS Code",
	bwrap: "the sandbox that commands run in",
};

const debianNames = { chromium: "chromium", bwrap: "bubblewrap" };

/**
 * Installs what is missing where that is possible without asking (Debian, as root).
 * @returns one line for each program that is still missing
 */
export async function ensureSystemPackages(names, print) {
	if (process.platform !== "linux") return [];
	const missing = names.filter((name) => which(name) === null);
	if (missing.length === 0) return [];
	if (process.getuid?.() === 0 && which("apt-get") !== null) {
		const wanted = missing.map((name) => debianNames[name]);
		print(`Installing ${wanted.join(" and ")}…`);
		const log = path.join(fs.mkdtempSync(path.join(os.tmpdir(), "heddle-apt-")), "log");
		const env = { DEBIAN_FRONTEND: "noninteractive" };
		await mustRun("apt-get update", "apt-get", ["update", "-qq"], { log, env });
		await mustRun("apt-get install", "apt-get", ["install", "-y", "-qq", "--no-install-recommends", ...wanted], {
			log,
			env,
		});
	}
	return missing
		.filter((name) => which(name) === null)
		.map((name) => `${name} (${packages[name]}) is missing; install the package ${debianNames[name]}.`);
}
