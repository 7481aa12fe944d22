import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { browser } from "./browser.mjs";
import { mustRun, which } from "./run.mjs";

/** What is needed of the system: how it is found, what for, and its Debian package. */
const programs = {
	chromium: { find: browser, purpose: "the browser of the tests in a real VS Code", debian: "chromium" },
	bwrap: { purpose: "the sandbox that commands run in", debian: "bubblewrap", onlyLinux: true },
	"dbus-daemon": { purpose: "the bus of the keyring's test", debian: "dbus-daemon", onlyLinux: true },
	"dbus-send": { purpose: "the bus of the keyring's test", debian: "dbus-bin", onlyLinux: true },
	"gnome-keyring-daemon": { purpose: "the keyring of its test", debian: "gnome-keyring", onlyLinux: true },
	make: { purpose: "compiles two parts of the VS Code server", debian: "make" },
	"g++": { purpose: "compiles two parts of the VS Code server", debian: "g++" },
	python3: { purpose: "compiles two parts of the VS Code server", debian: "python3" },
};

const isMissing = (name) => (programs[name].find?.() ?? which(name)) === null;

/**
 * Installs what is missing where that is possible without asking (Debian, as root).
 * @returns one line for each program that is still missing, and why
 */
export async function ensureSystemPackages(names, print) {
	const wanted = names.filter((name) => process.platform === "linux" || !programs[name].onlyLinux);
	const missing = wanted.filter(isMissing);
	if (missing.length === 0) return [];
	const problems = [];
	if (process.getuid?.() === 0 && which("apt-get") !== null) {
		try {
			await aptInstall(
				missing.map((name) => programs[name].debian),
				print,
			);
		} catch (error) {
			problems.push(error.message);
		}
	}
	const still = missing.filter(isMissing);
	if (still.length === 0) return [];
	const hint = (name) => (process.platform === "linux" ? `; install the package ${programs[name].debian}` : "");
	return [...problems, ...still.map((name) => `${name} (${programs[name].purpose}) is missing${hint(name)}.`)];
}

async function aptInstall(names, print) {
	print(`Installing ${names.join(" and ")}…`);
	const folder = fs.mkdtempSync(path.join(os.tmpdir(), "heddle-apt-"));
	const options = { log: path.join(folder, "log"), env: { DEBIAN_FRONTEND: "noninteractive" } };
	try {
		await mustRun("apt-get update", "apt-get", ["update", "-qq"], options);
		const flags = ["install", "-y", "-qq", "--no-install-recommends"];
		await mustRun("apt-get install", "apt-get", [...flags, ...names], options);
	} finally {
		fs.rmSync(folder, { recursive: true, force: true });
	}
}
