import {
	type CommandSpec,
	type OptionSpec,
	optionsOf,
	type PositionalSpec,
	placeholder,
	type UsageError,
} from "./commandLine.ts";

const WIDTH = 100;

const typed = (path: readonly CommandSpec[]) => ["heddle", ...path.slice(1).map(({ name }) => name)].join(" ");

const word = ({ name, required }: PositionalSpec) => (required ? `<${name}>` : `[${name}]`);

/** What else can be typed for the same. */
const otherwise = (names: readonly string[] = []) => (names.length === 0 ? "" : ` [also: ${names.join(", ")}]`);

/** The forms in which a command can be typed, a line each. */
function usage(path: readonly CommandSpec[]): string[] {
	const command = path.at(-1);
	const words = (command?.positionals ?? []).map(word);
	const forms: string[] = [];
	const required = (command?.options ?? []).filter((option) => option.required).map(placeholder);
	if (command?.run) forms.push([typed(path), "[OPTIONS]", ...required, ...words].join(" "));
	if (command?.commands) forms.push(`${typed(path)} [OPTIONS] <COMMAND> [ARGS]`);
	return forms;
}

/** Lines of two columns, the second one wrapped. */
function columns(rows: readonly (readonly [string, string])[]): string[] {
	const left = Math.max(...rows.map(([name]) => name.length)) + 4;
	return rows.flatMap(([name, text]) => {
		const lines = wrapped(text, WIDTH - left);
		return lines.map((line, at) => `${at === 0 ? `  ${name}`.padEnd(left) : " ".repeat(left)}${line}`);
	});
}

function wrapped(text: string, width: number): string[] {
	const lines: string[] = [];
	let line = "";
	for (const word of text.split(" ")) {
		if (line !== "" && line.length + 1 + word.length > width) {
			lines.push(line);
			line = word;
		} else line = line === "" ? word : `${line} ${word}`;
	}
	return [...lines, line];
}

function optionRow(option: OptionSpec): [string, string] {
	const short = option.short === undefined ? "    " : `-${option.short}, `;
	const value = option.value === undefined ? "" : ` <${option.value}>${option.times === "list" ? "..." : ""}`;
	const choices = option.choices ? ` [${option.choices.join(", ")}]` : "";
	const also = otherwise(option.aliases?.map((alias) => `--${alias}`));
	return [`${short}--${option.name}${value}`, option.help + choices + also];
}

/** What `--help` prints for the command at the end of `path`. */
export function helpText(path: readonly CommandSpec[]): string {
	const command = path.at(-1);
	const sections = [
		command?.summary ?? "",
		`Usage:\n${usage(path)
			.map((form) => `  ${form}`)
			.join("\n")}`,
	];
	const section = (title: string, rows: readonly (readonly [string, string])[]) => {
		if (rows.length > 0) sections.push(`${title}:\n${columns(rows).join("\n")}`);
	};
	section(
		"Commands",
		(command?.commands ?? [])
			.filter(({ hidden }) => !hidden)
			.map(({ name, summary, aliases }) => [name, summary + otherwise(aliases)]),
	);
	section(
		"Arguments",
		(command?.positionals ?? []).map((positional) => [word(positional), positional.help]),
	);
	section(
		"Options",
		optionsOf(path)
			.filter(({ hidden }) => !hidden)
			.map(optionRow),
	);
	if (path.length === 1) {
		sections.push("Environment:\n  HEDDLE_HOME  the folder of configuration and threads (default ~/.heddle)");
	}
	return sections.join("\n\n");
}

/** What a mistake on the command line prints: what is wrong, how it is typed, where the help is. */
export function usageErrorText({ message, path }: UsageError): string {
	const forms = usage(path).join("\n       ");
	return `error: ${message}\n\nUsage: ${forms}\n\nFor more information, try '${typed(path)} --help'.`;
}
