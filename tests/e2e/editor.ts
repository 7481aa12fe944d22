import { execFile } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import type { Browser, Page } from "playwright-core";
import { RecordedServer } from "../support/recordedServer.ts";
import { ResponsesEndpoint } from "../support/responsesEndpoint.ts";
import { CodeServer } from "../support/vscode/codeServer.ts";
import { startBrowser, Workbench } from "../support/vscode/workbench.ts";

const root = path.resolve(import.meta.dirname, "../..");

/** The package that `npm test` has made for this platform. */
export async function packagedExtension(): Promise<string> {
	await promisify(execFile)(process.execPath, [path.join(root, "scripts/package.mjs")], { cwd: root });
	const { version } = JSON.parse(fs.readFileSync(path.join(root, "package.json"), "utf8"));
	return path.join(root, "dist", `heddle-${process.platform}-${process.arch}-${version}.vsix`);
}

export interface EditorOptions {
	/** Content of `config.toml`; the scripted endpoint's unless given. */
	config?: (endpoint: ResponsesEndpoint) => string;
	settings?: Record<string, unknown>;
	viewport?: { width: number; height: number };
}

/**
 * A VS Code with the packaged extension, a sample workspace, a home and a scripted model of its own. `close` fails the test when a
 * message of the extension's servers fits no schema.
 */
export class Editor {
	readonly endpoint: ResponsesEndpoint;
	readonly workbench: Workbench;
	readonly workspace: string;
	readonly home: string;
	readonly server: CodeServer;
	readonly #recorded: RecordedServer;
	readonly #browser: Browser;
	readonly #scratch: string;

	private constructor(
		parts: Pick<Editor, "endpoint" | "workbench" | "workspace" | "home" | "server">,
		recorded: RecordedServer,
		browser: Browser,
		scratch: string,
	) {
		this.endpoint = parts.endpoint;
		this.workbench = parts.workbench;
		this.workspace = parts.workspace;
		this.home = parts.home;
		this.server = parts.server;
		this.#recorded = recorded;
		this.#browser = browser;
		this.#scratch = scratch;
	}

	static async open(vsix: string, options: EditorOptions = {}): Promise<Editor> {
		const scratch = fs.mkdtempSync(path.join(os.tmpdir(), "heddle-e2e-"));
		const workspace = path.join(scratch, "shop");
		fs.cpSync(path.join(root, "media/tour"), workspace, { recursive: true });
		const home = path.join(scratch, "home");
		fs.mkdirSync(home);
		const endpoint = await ResponsesEndpoint.start();
		const config = options.config ? options.config(endpoint) : endpoint.configToml();
		fs.writeFileSync(path.join(home, "config.toml"), config);
		let recorded: RecordedServer | undefined;
		const server = await CodeServer.start({
			vsix,
			onInstalled: (extension) => {
				recorded = RecordedServer.inExtension(extension);
			},
			env: { HEDDLE_HOME: home },
			settings: options.settings ?? {},
		});
		if (!recorded) throw new Error("the package was not installed");
		const browser = await startBrowser();
		const context = await browser.newContext({ viewport: options.viewport ?? { width: 1280, height: 850 } });
		const workbench = new Workbench(await context.newPage());
		await workbench.open(server.url(workspace));
		return new Editor({ endpoint, workbench, workspace, home, server }, recorded, browser, scratch);
	}

	get page(): Page {
		return this.workbench.page;
	}

	/** The same window, loaded anew. */
	async reload(): Promise<void> {
		await this.workbench.open(this.server.url(this.workspace));
	}

	read(file: string): string {
		return fs.readFileSync(path.join(this.workspace, file), "utf8");
	}

	/** Ends everything; a picture is kept when a test has failed. */
	async close(failedAs?: string): Promise<void> {
		if (failedAs !== undefined) {
			const shot = path.join(os.tmpdir(), `heddle-e2e-${failedAs.replaceAll(/\W+/g, "-")}.png`);
			await this.page.screenshot({ path: shot }).catch(() => {});
			console.log(`The window as it was: ${shot}`);
		}
		await this.#browser.close();
		await this.server.stop();
		await this.endpoint.abandon();
		try {
			await this.#recorded.check();
		} finally {
			fs.rmSync(this.server.home, { recursive: true, force: true });
			fs.rmSync(this.#scratch, { recursive: true, force: true });
		}
	}
}
