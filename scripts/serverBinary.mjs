import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import fs from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { rgPath } from "@vscode/ripgrep";
import { executableSuffix, pinnedNode, target } from "./pinnedNode.mjs";
import { makeParts } from "./serverParts.mjs";

const root = path.dirname(import.meta.dirname);
const bin = path.join(root, "server/bin");
const work = path.join(root, "dist/sea");
/** The executable that the extension launches. */
export const binaryPath = path.join(bin, `heddle${executableSuffix}`);
const lockPath = path.join(bin, "heddle.lock.json");

/** Release of the protocol that the binary speaks; kept in server/protocol/release.ts. */
function protocolRelease() {
	const source = fs.readFileSync(path.join(root, "server/protocol/release.ts"), "utf8");
	const release = /PROTOCOL_RELEASE = "([^"]+)"/.exec(source)?.[1];
	if (release === undefined) throw new Error("server/protocol/release.ts names no release");
	return release;
}

const sha256 = (file) => createHash("sha256").update(fs.readFileSync(file)).digest("hex");

/** A digest of everything the binary is made of. */
function inputsDigest(node) {
	const { size, mtimeMs } = fs.statSync(node);
	const hash = createHash("sha256").update(`${node} ${size} ${mtimeMs}`);
	const parts = fs.readdirSync(path.join(root, "dist/server")).map((name) => `dist/server/${name}`);
	const scripts = [
		...["serverBinary.mjs", "serverParts.mjs", "warmUp.mjs"],
		...["executableMain.cjs", "partLoader.cjs", "codeCaches.cjs"],
	];
	for (const file of [...parts, ...scripts.map((name) => `scripts/${name}`)]) {
		hash.update(`${file}\0`).update(fs.readFileSync(path.join(root, file)));
	}
	return hash.digest("hex");
}

/** The helper that adds a system-call filter inside the Linux sandbox, shipped beside the binary. */
function copySandboxHelper() {
	if (process.platform !== "linux") return;
	const manifest = createRequire(import.meta.url).resolve("@anthropic-ai/sandbox-runtime");
	const packageRoot = manifest.slice(0, manifest.lastIndexOf("sandbox-runtime") + "sandbox-runtime".length);
	const helper = path.join(bin, "apply-seccomp");
	fs.copyFileSync(path.join(packageRoot, "vendor/seccomp", process.arch, "apply-seccomp"), helper);
	fs.chmodSync(helper, 0o755);
}

/** What a package's folder is, wherever it is installed; a platform's package may be absent. */
function packageFolder(name, from = import.meta.url) {
	return path.dirname(createRequire(from).resolve(`${name}/package.json`));
}

/** The terminals' add-on, which no single executable can hold, with its platform's part where it looks for it. */
function copyTerminals() {
	const folder = path.join(bin, "node-pty");
	const source = packageFolder("@lydell/node-pty");
	const native = `@lydell/node-pty-${process.platform}-${process.arch}`;
	fs.rmSync(folder, { recursive: true, force: true });
	copyCode(source, folder);
	copyCode(packageFolder(native, path.join(source, "index.js")), path.join(folder, "node_modules", native));
}

/** Everything of a package but its words for people and its types. */
function copyCode(from, to) {
	const filter = (file) => !/(\.md|\.d\.ts|\.pdb)$/.test(file);
	fs.cpSync(from, to, { recursive: true, filter });
}

/** The lister of files, for the file search. */
function copyRipgrep() {
	const program = path.join(bin, `rg${executableSuffix}`);
	fs.copyFileSync(rgPath, program);
	fs.chmodSync(program, 0o755);
}

/** The add-on that speaks to the system's keyring. Its packages are named after the platform and its C library. */
function copyKeyring() {
	const suffix = { linux: "-gnu", win32: "-msvc" }[process.platform] ?? "";
	const name = `${process.platform}-${process.arch}${suffix}`;
	const library = packageFolder(`@napi-rs/keyring-${name}`, path.join(packageFolder("@napi-rs/keyring"), "index.js"));
	fs.copyFileSync(path.join(library, `keyring.${name}.node`), path.join(bin, "keyring.node"));
}

/**
 * Makes `server/bin/heddle`, a Node single executable of `dist/server` with its code caches, and the lock file that pins it.
 * Does nothing when all inputs are those of the last time.
 */
export async function buildServerBinary(print) {
	const node = pinnedNode();
	const digest = inputsDigest(node);
	const stamp = path.join(work, "inputs");
	if (
		fs.existsSync(binaryPath) &&
		fs.existsSync(lockPath) &&
		fs.existsSync(stamp) &&
		fs.readFileSync(stamp, "utf8") === digest
	) {
		const lock = JSON.parse(fs.readFileSync(lockPath, "utf8"));
		if (lock.sha256 === sha256(binaryPath)) return;
	}
	print("Making the server binary…");
	fs.mkdirSync(work, { recursive: true });
	fs.mkdirSync(bin, { recursive: true });
	const config = path.join(work, "sea.json");
	const output = path.join(work, `heddle${executableSuffix}`);
	fs.rmSync(output, { force: true });
	fs.writeFileSync(
		config,
		JSON.stringify({
			...(await makeParts(node, work)),
			executable: node,
			output,
			disableExperimentalSEAWarning: true,
			useCodeCache: true,
			// What a person sets for programs of their own, such as a debugger, is not for the server.
			execArgvExtension: "none",
		}),
	);
	execFileSync(node, ["--build-sea", config], { cwd: root, stdio: ["ignore", "pipe", "inherit"] });
	// Written in one go, as an installed extension's is: pages that were written piecemeal count for 30 MiB more while it runs.
	const whole = `${output}.whole`;
	fs.copyFileSync(output, whole);
	fs.chmodSync(whole, 0o755);
	// A rename replaces a binary that is running without disturbing it.
	fs.rmSync(stamp, { force: true });
	fs.renameSync(whole, binaryPath);
	fs.rmSync(output);
	copySandboxHelper();
	copyTerminals();
	copyRipgrep();
	copyKeyring();
	const { version } = JSON.parse(fs.readFileSync(path.join(root, "package.json"), "utf8"));
	const lock = { version, target, sha256: sha256(binaryPath), protocol: protocolRelease() };
	fs.writeFileSync(lockPath, `${JSON.stringify(lock, null, "\t")}\n`);
	fs.writeFileSync(stamp, digest);
}
