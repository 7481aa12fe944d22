import { spawn } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { cacheFolder } from "./setup/cache.mjs";
import { ensureBuild, ensureDependencies, pinnedEnvironment, root } from "./setup/product.mjs";
import { mustRun, which } from "./setup/run.mjs";
import { ensureSystemPackages } from "./setup/systemPackages.mjs";

const print = (line) => console.log(line);

/** A fresh copy of the sample workspace, outside the repository. */
function sampleWorkspace() {
	const folder = path.join(cacheFolder, "..", "heddle-sample");
	fs.rmSync(folder, { recursive: true, force: true });
	fs.cpSync(path.join(root, "media/tour"), folder, { recursive: true });
	return folder;
}

/** Opens the product in the installed editor, with an extensions folder of its own. */
async function openDesktop(code, vsix, workspace) {
	const home = path.join(cacheFolder, "desktop");
	const folders = ["--extensions-dir", path.join(home, "extensions"), "--user-data-dir", path.join(home, "data")];
	await mustRun("Installing the extension", code, [...folders, "--install-extension", vsix, "--force"]);
	print("Opening VS Code. Heddle is in the activity bar; this command ends when the window is closed.");
	await mustRun("VS Code", code, [...folders, "--wait", "--new-window", "--disable-workspace-trust", workspace]);
}

/** Opens the product in a VS Code server, to be used in the browser until Ctrl+C. */
async function openInBrowser(vsix, workspace) {
	const script = path.join(root, "tests/support/vscode/serve.ts");
	const env = { ...process.env, ...(await pinnedEnvironment()) };
	const child = spawn("node", [script, vsix, workspace], { cwd: root, env, stdio: ["ignore", "pipe", "inherit"] });
	const stop = () => child.kill("SIGTERM");
	for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, stop);
	child.stdout.on("data", (data) => {
		const text = String(data);
		process.stdout.write(text);
		const url = /https?:\/\/\S+/.exec(text)?.[0];
		if (url) openUrl(url);
	});
	return new Promise((resolve) => child.on("exit", (code) => resolve(code ?? 0)));
}

function openUrl(url) {
	const opener = process.platform === "darwin" ? "open" : "xdg-open";
	const hasDisplay = process.platform === "darwin" || process.env.DISPLAY || process.env.WAYLAND_DISPLAY;
	if (hasDisplay && which(opener)) spawn(opener, [url], { stdio: "ignore", detached: true }).unref();
}

try {
	await ensureDependencies(print);
	for (const line of await ensureSystemPackages(["bwrap"], print)) print(line);
	await ensureBuild(print);
	const { makePackage } = await import("./package.mjs");
	const vsix = await makePackage(print);
	const workspace = sampleWorkspace();
	const code = which("code");
	if (code) await openDesktop(code, vsix, workspace);
	else process.exitCode = await openInBrowser(vsix, workspace);
} catch (error) {
	console.error(error.message);
	process.exitCode = 1;
}
