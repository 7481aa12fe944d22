import fs from "node:fs/promises";
import path from "node:path";
import { allowRuleLine, type PrefixRule } from "./prefixRule.ts";
import { parseRules } from "./rulesFile.ts";

/** A rules file, or a statement of one, that could not be used. */
export interface RuleWarning {
	path: string;
	/** One-based; null when the file could not be read at all. */
	line: number | null;
	message: string;
}

/**
 * The prefix rules of `$HEDDLE_HOME/rules`, shared by all threads of a server. Files are read on first use and again
 * when they changed, so that a rule saved by another server, or by hand, holds at once.
 */
export class RuleStore {
	readonly #folder: string;
	#fingerprint: string | null = null;
	#rules: PrefixRule[] = [];
	#warnings: RuleWarning[] = [];
	#lastWrite: Promise<void> = Promise.resolve();

	/** `heddleHome` is absolute and need not exist. */
	constructor(heddleHome: string) {
		this.#folder = path.join(heddleHome, "rules");
	}

	/** The rules in force, with what was wrong in the files. `isNew` says whether the warnings were not returned before. */
	async load(): Promise<{ rules: readonly PrefixRule[]; warnings: readonly RuleWarning[]; isNew: boolean }> {
		await this.#lastWrite;
		const files = await this.#files();
		const fingerprint = files.map(({ file, size, modified }) => `${file}:${size}:${modified}`).join("\n");
		const isNew = fingerprint !== this.#fingerprint;
		if (isNew) {
			this.#rules = [];
			this.#warnings = [];
			for (const { file } of files) await this.#read(file);
			this.#fingerprint = fingerprint;
		}
		return { rules: this.#rules, warnings: this.#warnings, isNew };
	}

	/** Appends an allow rule to `default.rules`, unless an equal one is there. Rejects when the file cannot be written. */
	async allowPrefix(prefix: readonly string[]): Promise<void> {
		const write = this.#lastWrite.then(() => this.#append(allowRuleLine(prefix)));
		this.#lastWrite = write.catch(() => {});
		await write;
	}

	async #append(line: string): Promise<void> {
		const file = path.join(this.#folder, "default.rules");
		await fs.mkdir(this.#folder, { recursive: true, mode: 0o700 });
		const before = await fs.readFile(file, "utf8").catch((error: unknown) => {
			if (isMissing(error)) return "";
			throw error;
		});
		if (before.split("\n").includes(line.trimEnd())) return;
		const separator = before === "" || before.endsWith("\n") ? "" : "\n";
		await fs.appendFile(file, separator + line, { mode: 0o600 });
	}

	async #files(): Promise<{ file: string; size: number; modified: number }[]> {
		let names: string[];
		try {
			names = await fs.readdir(this.#folder);
		} catch (error) {
			if (isMissing(error)) return [];
			throw error;
		}
		const files = names.filter((name) => name.endsWith(".rules")).sort();
		return Promise.all(
			files.map(async (name) => {
				const file = path.join(this.#folder, name);
				const { size, mtimeMs } = await fs.stat(file);
				return { file, size, modified: mtimeMs };
			}),
		);
	}

	async #read(file: string): Promise<void> {
		let source: string;
		try {
			source = await fs.readFile(file, "utf8");
		} catch (error) {
			this.#warnings.push({ path: file, line: null, message: error instanceof Error ? error.message : String(error) });
			return;
		}
		const { rules, problems } = parseRules(source);
		this.#rules.push(...rules);
		for (const problem of problems) this.#warnings.push({ path: file, ...problem });
	}
}

function isMissing(error: unknown): boolean {
	return error instanceof Error && "code" in error && error.code === "ENOENT";
}
