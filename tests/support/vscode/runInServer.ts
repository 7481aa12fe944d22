import fs from "node:fs";
import path from "node:path";
import { CodeServer } from "./codeServer.ts";
import { startBrowser } from "./workbench.ts";

/** Runs a test module in the extension host; takes the arguments of the `code` executable. Ends with the suite's exit code. */
const LIMIT_MS = 600_000;

const flags = new Map<string, string>();
const rest: string[] = [];
for (const argument of process.argv.slice(2)) {
	const match = /^--([^=]+)=(.*)$/s.exec(argument);
	if (match) flags.set(match[1] ?? "", match[2] ?? "");
	else if (!argument.startsWith("-")) rest.push(argument);
}
const [extension, tests, folder] = [flags.get("extensionDevelopmentPath"), flags.get("extensionTestsPath"), rest[0]];
if (!extension || !tests || !folder) throw new Error("an extension, its tests and a folder have to be named");

// What the suite needs of the environment reaches the extension host through the server's.
const server = await CodeServer.start({ env: { ...(process.env as Record<string, string>) } });
const browser = await startBrowser();
try {
	const page = await (await browser.newContext()).newPage();
	page.setDefaultTimeout(LIMIT_MS);
	const { promise: ended, resolve } = Promise.withResolvers<number>();
	await page.exposeFunction("codeAutomationExit", resolve);
	await page.exposeFunction("codeAutomationLog", (type: string, words: unknown[]) => {
		if (type === "error") console.error(...words);
	});
	await page.goto(
		server.url(folder, [
			["extensionDevelopmentPath", server.remoteUri(path.resolve(extension))],
			["extensionTestsPath", server.remoteUri(path.resolve(tests))],
		]),
	);
	const timer = setTimeout(() => {
		console.error(`The suite did not end within ${LIMIT_MS / 1000} s.`);
		resolve(124);
	}, LIMIT_MS);
	process.exitCode = await ended;
	clearTimeout(timer);
} finally {
	await browser.close();
	await server.stop();
	fs.rmSync(server.home, { recursive: true, force: true });
}
