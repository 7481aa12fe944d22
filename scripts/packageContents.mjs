import { createHash } from "node:crypto";
import { pipeline } from "node:stream/promises";
import yauzl from "yauzl";

/** All that a package may hold, below `extension/`. */
const mayHold = [
	/^(package\.json|readme\.md|changelog\.md|LICENSE\.txt)$/,
	/^dist\/(extension\.js|webview\/.+)$/,
	/^media\/.+$/,
	/^server\/bin\/(heddle(\.exe)?|heddle\.lock\.json|apply-seccomp|rg(\.exe)?|keyring\.node)$/,
	/^server\/bin\/node-pty\/(.+\/)?([^/]+\.(js|node|exe|dll)|package\.json|LICENSE|spawn-helper)$/,
];

/** What it has to hold for the extension to work. */
const mustHold = [
	"package.json",
	"dist/extension.js",
	"dist/webview/main.js",
	"dist/webview/main.css",
	"server/bin/node-pty/index.js",
	"server/bin/keyring.node",
];

async function digest(zip, entry) {
	const hash = createHash("sha256");
	await pipeline(await zip.openReadStreamPromise(entry), hash);
	return hash.digest("hex");
}

async function text(zip, entry) {
	const chunks = [];
	for await (const chunk of await zip.openReadStreamPromise(entry)) chunks.push(chunk);
	return Buffer.concat(chunks).toString("utf8");
}

/** Programs, which have to be executable where files have modes. */
const executables = /^server\/bin\/(heddle|rg|apply-seccomp|node-pty\/.*\/spawn-helper)$/;

const isExecutable = (entry) => ((entry.externalFileAttributes >>> 16) & 0o111) === 0o111;

/**
 * Reads a finished package and compares it with what it has to be: only listed files, the binary executable and of the hash and
 * target in its lock file.
 * @param expected `target` as `vsce` spells it, `binary` the server's file name
 * @returns what is wrong, a line each
 */
export async function packageProblems(file, { target, binary }) {
	const zip = await yauzl.openPromise(file, { autoClose: false });
	try {
		const entries = new Map();
		for await (const entry of zip.eachEntry()) {
			if (entry.fileName.startsWith("extension/")) entries.set(entry.fileName.slice("extension/".length), entry);
		}
		const names = [...entries.keys()];
		const problems = names
			.filter((name) => !mayHold.some((pattern) => pattern.test(name)))
			.map((name) => `${name} does not belong into the package`);
		const ripgrep = binary.replace("heddle", "rg");
		const server = [`server/bin/${binary}`, "server/bin/heddle.lock.json", `server/bin/${ripgrep}`];
		const absent = [...mustHold, ...server].filter((name) => !entries.has(name));
		problems.push(...absent.map((name) => `${name} is missing`));
		if (absent.length > 0) return problems;
		const executable = entries.get(server[0]);
		const lock = JSON.parse(await text(zip, entries.get(server[1])));
		if (lock.target !== target) problems.push(`the server is built for ${lock.target}`);
		if (lock.sha256 !== (await digest(zip, executable)))
			problems.push(`${server[0]} is not the one that the lock file pins`);
		if (!binary.endsWith(".exe")) {
			const helpers = names.filter((name) => executables.test(name));
			const inert = helpers.filter((name) => !isExecutable(entries.get(name)));
			problems.push(...inert.map((name) => `${name} is not executable`));
		}
		return problems;
	} finally {
		zip.close();
	}
}
