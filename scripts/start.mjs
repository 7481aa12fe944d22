import { spawn } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { cacheFolder } from "./setup/cache.mjs";
import { ensureBuild, ensureDependencies, pinnedEnvironment, root, typescript } from "./setup/product.mjs";
import { mustRun, run, which } from "./setup/run.mjs";
import { ensureSystemPackages } from "./setup/systemPackages.mjs";

const print = (line) => console.log(line);

const hasDisplay = () =>
	process.platform !== "linux" || Boolean(process.env.DISPLAY) || Boolean(process.env.WAYLAND_DISPLAY);

/** A fresh copy of the sample workspace, outside the repository. */
function sampleWorkspace() {
	const parent = path.join(path.dirname(cacheFolder), "heddle-sample");
	fs.mkdirSync(parent, { recursive: true });
	const folder = path.join(fs.mkdtempSync(path.join(parent, "s-")), "shop");
	fs.cpSync(path.join(root, "media/tour"), folder, { recursive: true });
	return folder;
}

/** The flags that keep this editor apart from the person's own: extensions, settings and windows. */
function desktopFlags() {
	const home = path.join(cacheFolder, "desktop");
	const flags = ["--extensions-dir", path.join(home, "extensions"), "--user-data-dir", path.join(home, "data")];
	// The editor refuses to run for root with its own process sandbox on.
	return process.getuid?.() === 0 ? [...flags, "--no-sandbox"] : flags;
}

/** Installs the extension in the installed editor. @returns whether that editor takes it */
async function installInDesktop(code, vsix) {
	try {
		await mustRun("Installing the extension", code, [...desktopFlags(), "--install-extension", vsix, "--force"]);
		return true;
	} catch (error) {
		print(`${error.message.trimEnd()}\nThe installed VS Code cannot be used; a VS Code server is.`);
		return false;
	}
}

function openDesktop(code, workspace) {
	print("Opening VS Code. Heddle is in the activity bar; this command ends when the window is closed.");
	return run(code, [...desktopFlags(), "--wait", "--new-window", "--disable-workspace-trust", workspace]);
}

/** Opens the product in a VS Code server, to be used in the browser until Ctrl+C. @returns the exit code */
async function openInBrowser(vsix, workspace) {
	const env = { ...process.env, ...(await pinnedEnvironment()) };
	const child = spawn("node", typescript("tests/support/vscode/serve.ts", vsix, workspace), {
		cwd: root,
		env,
		stdio: ["ignore", "inherit", "inherit", "ipc"],
	});
	child.on("message", ({ url }) => openUrl(url));
	return new Promise((resolve, reject) => {
		// The server's own end is waited for, so that nothing of it is left.
		for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill("SIGTERM"));
		child.on("error", reject);
		child.on("exit", (code) => resolve(code ?? 1));
	});
}

function openUrl(url) {
	const opener = process.platform === "darwin" ? "open" : "xdg-open";
	if (!hasDisplay() || which(opener) === null) return;
	const child = spawn(opener, [url], { stdio: "ignore", detached: true });
	// The address is on the terminal for whoever has no opener that works.
	child.on("error", () => {});
	child.unref();
}

try {
	await ensureDependencies(print);
	for (const line of await ensureSystemPackages(["bwrap"], print)) print(line);
	await ensureBuild(print);
	const { makePackage } = await import("./package.mjs");
	const vsix = await makePackage(print);
	const workspace = sampleWorkspace();
	try {
		const code = hasDisplay() ? which("code") : null;
		const desktop = code !== null && (await installInDesktop(code, vsix));
		process.exitCode = desktop ? await openDesktop(code, workspace) : await openInBrowser(vsix, workspace);
	} finally {
		fs.rmSync(path.dirname(workspace), { recursive: true, force: true });
	}
} catch (error) {
	console.error(error.message);
	process.exitCode = 1;
}
