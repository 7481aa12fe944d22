import fs from "node:fs";
import { spawn } from "@lydell/node-pty";
import { onTestFailed, onTestFinished } from "vitest";
import { referenceServer } from "./reference.ts";

/** What a terminal is asked for at a start, and how a plain one answers. */
const ANSWERS = [
	["\x1b[6n", "\x1b[1;1R"],
	["\x1b[c", "\x1b[?1;2c"],
] as const;

/** Control sequences: of the operating system's kind (titles), and of the screen's (places, colours). */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const SEQUENCES = /\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)|\x1b\[[0-9;?<>=]*[ -/]*[@-~]/g;

/** The reference's own terminal client, in a terminal; ended with the test. */
export class ReferenceTerminal {
	/** The exit code. */
	readonly ended: Promise<number>;
	readonly #write: (text: string) => void;
	readonly #watchers = new Set<() => void>();
	#output = "";
	#isOver = false;

	private constructor(executable: string, args: string[], home: string, cwd: string) {
		const terminal = spawn(executable, args, {
			cwd,
			cols: 100,
			rows: 40,
			name: "xterm-256color",
			env: { PATH: process.env.PATH, TERM: "xterm-256color", HOME: home, CODEX_HOME: home },
		});
		this.#write = (text) => terminal.write(text);
		terminal.onData((data) => {
			this.#output += data;
			for (const [query, answer] of ANSWERS) if (data.includes(query)) terminal.write(answer);
			this.#wake();
		});
		this.ended = new Promise((resolve) => {
			terminal.onExit(({ exitCode }) => {
				this.#isOver = true;
				this.#wake();
				resolve(exitCode);
			});
		});
		onTestFailed(() => console.log(this.text));
		onTestFinished(async () => {
			if (!this.#isOver) terminal.kill("SIGKILL");
			await this.ended;
		});
	}

	/** Starts it in `cwd`, which it trusts; `home` is its own. */
	static async start(args: string[], home: string, cwd: string): Promise<ReferenceTerminal> {
		fs.writeFileSync(
			`${home}/config.toml`,
			`check_for_update_on_startup = false\n[projects.${JSON.stringify(cwd)}]\ntrust_level = "trusted"\n`,
		);
		const { executable } = await referenceServer();
		return new ReferenceTerminal(executable, args, home, cwd);
	}

	type(keys: string): void {
		this.#write(keys);
	}

	/** All that was ever written on the screen, without its places and colours. */
	get text(): string {
		return this.#output.replace(SEQUENCES, " ").replace(/\s+/g, " ");
	}

	/**
	 * Waits until the screen has shown these words.
	 * @param from how much of the text was there before
	 * @throws Error when the client ends first
	 */
	async shows(words: string | RegExp, from = 0): Promise<void> {
		for (;;) {
			const text = this.text.slice(from);
			if (typeof words === "string" ? text.includes(words) : words.test(text)) return;
			if (this.#isOver) throw new Error(`the client ended before it showed ${words}:\n${text}`);
			await new Promise<void>((resolve) => this.#watchers.add(resolve));
		}
	}

	#wake(): void {
		for (const watcher of this.#watchers) watcher();
		this.#watchers.clear();
	}
}
