/** An option of a command. Without `value` it is a switch. */
export interface OptionSpec {
	/** Without the dashes. */
	name: string;
	short?: string;
	aliases?: readonly string[];
	/** What the help and the errors call its value. */
	value?: string;
	/** The only values it takes. */
	choices?: readonly string[];
	/** `once`: twice is an error; `many`: each has a value; `list`: takes every word up to the next option, and commas part them. */
	times?: "once" | "many" | "list";
	required?: true;
	/** Options, or positionals by the name in their placeholder, that make no sense beside it. */
	excludes?: readonly string[];
	/** An option that it is of no use without. */
	needs?: string;
	/** Understood, but not told of. */
	hidden?: true;
	help: string;
}

export interface PositionalSpec {
	name: string;
	required?: true;
	help: string;
}

/** A command, or a family of them. A family that also runs by itself has both `commands` and `run`. */
export interface CommandSpec {
	/** As it is typed; empty for the program itself. */
	name: string;
	aliases?: readonly string[];
	summary: string;
	/** For this program itself: not told of. */
	hidden?: true;
	options: readonly OptionSpec[];
	positionals?: readonly PositionalSpec[];
	commands?: readonly CommandSpec[];
	run?: (args: ParsedArguments) => Promise<void> | void;
}

/** A mistake on the command line; `path` leads to the command that did not understand. The process exits with 2. */
export class UsageError extends Error {
	readonly path: readonly CommandSpec[];

	constructor(message: string, path: readonly CommandSpec[]) {
		super(message);
		this.path = path;
	}
}

/** What was typed, once it has been understood. */
export class ParsedArguments {
	/** From the program to the command. */
	readonly path: CommandSpec[] = [];
	readonly positionals: string[] = [];
	/** What was asked for in place of the command's work. */
	wants: "help" | "version" | null = null;
	readonly #values = new Map<string, string[]>();

	get command(): CommandSpec {
		const command = this.path.at(-1);
		if (!command) throw new Error("no command was parsed");
		return command;
	}

	add(option: string, ...values: string[]): void {
		this.#values.set(option, [...(this.#values.get(option) ?? []), ...values]);
	}

	has(option: string): boolean {
		return this.#values.has(option);
	}

	/** The last value: what stands nearer to the command wins over what stands before it. */
	text(option: string): string | null {
		return this.#values.get(option)?.at(-1) ?? null;
	}

	/** The value of a required option. */
	required(option: string): string {
		const value = this.text(option);
		if (value === null) throw new Error(`--${option} is not declared as required`);
		return value;
	}

	/** Every value, in the order typed. */
	texts(option: string): readonly string[] {
		return this.#values.get(option) ?? [];
	}
}

const HELP: OptionSpec = { name: "help", short: "h", help: "Print this text" };
/** For the program and for commands that scripts ask for it. */
export const VERSION: OptionSpec = { name: "version", short: "V", help: "Print the version" };

/** The options of a command together with those that every command has. */
export function optionsOf(path: readonly CommandSpec[]): OptionSpec[] {
	return [...(path.at(-1)?.options ?? []), HELP];
}

/**
 * Reads a command line: options of each command on the way, then the command's own options and words, in any order.
 * @throws UsageError
 */
export function parseCommandLine(program: CommandSpec, words: readonly string[]): ParsedArguments {
	return new Parser(program, words).parse();
}

/** `--name <VALUE>`, as help and errors write what has to be filled in. */
export const placeholder = ({ name, value }: OptionSpec) =>
	value === undefined ? `--${name}` : `--${name} <${value}>`;

class Parser {
	readonly #parsed = new ParsedArguments();
	readonly #words: string[];
	/** Options seen since the last command. */
	#seen = new Set<string>();

	constructor(program: CommandSpec, words: readonly string[]) {
		this.#parsed.path.push(program);
		this.#words = [...words];
	}

	parse(): ParsedArguments {
		let onlyWords = false;
		for (let word = this.#words.shift(); word !== undefined; word = this.#words.shift()) {
			if (onlyWords) this.#word(word);
			else if (word === "--") onlyWords = true;
			else if (word.startsWith("--")) this.#long(word);
			else if (word.startsWith("-") && word !== "-") this.#short(word);
			else if (!this.#descend(word)) this.#word(word);
			if (this.#parsed.wants) return this.#parsed;
		}
		this.#complete();
		return this.#parsed;
	}

	#fail(message: string): never {
		throw new UsageError(message, this.#parsed.path);
	}

	#descend(word: string): boolean {
		const { commands } = this.#parsed.command;
		if (!commands || this.#parsed.positionals.length > 0) return false;
		if (word === "help") {
			// `help a b` says what `a b --help` does.
			const rest = this.#words.splice(0);
			for (const each of rest) if (!this.#descend(each)) this.#fail(`unrecognized subcommand '${each}'`);
			this.#parsed.wants = "help";
			return true;
		}
		const found = commands.find(({ name, aliases }) => name === word || aliases?.includes(word));
		if (!found) {
			if (!this.#parsed.command.positionals) this.#fail(`unrecognized subcommand '${word}'`);
			return false;
		}
		this.#parsed.path.push(found);
		this.#seen = new Set();
		return true;
	}

	#word(word: string): void {
		const { positionals } = this.#parsed;
		if (positionals.length >= (this.#parsed.command.positionals?.length ?? 0)) {
			this.#fail(`unexpected argument '${word}' found`);
		}
		positionals.push(word);
	}

	#long(word: string): void {
		const at = word.indexOf("=");
		const name = word.slice(2, at < 0 ? undefined : at);
		const option = this.#option((each) => each.name === name || (each.aliases?.includes(name) ?? false));
		if (!option) this.#fail(`unexpected argument '--${name}' found`);
		this.#take(option, at < 0 ? null : word.slice(at + 1));
	}

	/** `-abc` is `-a -b -c` as far as they are switches; the first that takes a value takes the rest. */
	#short(word: string): void {
		for (let rest = word.slice(1); rest !== ""; ) {
			const letter = rest.charAt(0);
			const option = this.#option(({ short }) => short === letter);
			if (!option) this.#fail(`unexpected argument '-${letter}' found`);
			rest = rest.slice(1);
			if (option.value === undefined) this.#take(option, null);
			else {
				this.#take(option, rest === "" ? null : rest.replace(/^=/, ""));
				return;
			}
		}
	}

	#option(fits: (option: OptionSpec) => boolean): OptionSpec | undefined {
		return optionsOf(this.#parsed.path).find(fits);
	}

	#take(option: OptionSpec, attached: string | null): void {
		if (option === HELP || option === VERSION) {
			this.#parsed.wants = option === HELP ? "help" : "version";
			return;
		}
		const times = option.times ?? "once";
		if (times === "once" && this.#seen.has(option.name)) {
			this.#fail(`the argument '${placeholder(option)}' cannot be used multiple times`);
		}
		this.#seen.add(option.name);
		if (option.value === undefined) {
			if (attached !== null)
				this.#fail(`unexpected value '${attached}' for '--${option.name}' found; no more were expected`);
			this.#parsed.add(option.name);
			return;
		}
		const values = attached !== null ? [attached] : this.#following(times);
		if (values.length === 0) this.#fail(`a value is required for '${placeholder(option)}' but none was supplied`);
		const parted = times === "list" ? values.flatMap((value) => value.split(",")) : values;
		for (const value of parted) this.#check(option, value);
		this.#parsed.add(option.name, ...parted);
	}

	/** The words that are this option's values. */
	#following(times: "once" | "many" | "list"): string[] {
		const values: string[] = [];
		const isValue = (word: string | undefined) => word !== undefined && (!word.startsWith("-") || word === "-");
		while (isValue(this.#words[0]) && (times === "list" || values.length === 0)) {
			values.push(...this.#words.splice(0, 1));
		}
		return values;
	}

	#check(option: OptionSpec, value: string): void {
		if (!option.choices || option.choices.includes(value)) return;
		this.#fail(
			`invalid value '${value}' for '${placeholder(option)}'\n  [possible values: ${option.choices.join(", ")}]`,
		);
	}

	/** Refuses what was given beside an option that excludes it. */
	#refuseTogether(given: readonly OptionSpec[]): void {
		const { command, positionals } = this.#parsed;
		const words = (command.positionals ?? [])
			.slice(0, positionals.length)
			.map(({ name }) => ({ name, label: `[${name}]` }));
		const all = [...given.map((option) => ({ name: option.name, label: placeholder(option) })), ...words];
		for (const option of given) {
			const other = all.find(({ name }) => option.excludes?.includes(name));
			if (other) this.#fail(`the argument '${placeholder(option)}' cannot be used with '${other.label}'`);
		}
	}

	#complete(): void {
		const { command, positionals } = this.#parsed;
		const words = (command.positionals ?? []).filter(({ required }, at) => required && at >= positionals.length);
		const options = command.options.filter(({ required, name }) => required && !this.#parsed.has(name));
		const given = command.options.filter(({ name }) => this.#parsed.has(name));
		const needed = command.options.filter(
			({ name }) => !this.#parsed.has(name) && given.some(({ needs }) => needs === name),
		);
		const missing = [...[...options, ...needed].map(placeholder), ...words.map(({ name }) => `<${name}>`)];
		this.#refuseTogether(given);
		if (missing.length === 0) return;
		this.#fail(`the following required arguments were not provided:\n${missing.map((each) => `  ${each}`).join("\n")}`);
	}
}
