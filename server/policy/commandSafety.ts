/** Commands that only read, whatever their arguments. */
const readers = new Set([
	"cat",
	"cd",
	"cut",
	"echo",
	"expr",
	"false",
	"grep",
	"head",
	"id",
	"ls",
	"nl",
	"paste",
	"pwd",
	"rev",
	"seq",
	"stat",
	"tail",
	"tr",
	"true",
	"uname",
	"uniq",
	"wc",
	"which",
	"whoami",
	"basename",
	"dirname",
	"realpath",
	"numfmt",
	"tac",
]);

const gitReaders = new Set(["status", "log", "diff", "show", "rev-parse", "ls-files", "blame", "describe"]);
/** Options with which a reading git sub-command writes a file or starts another program. */
const gitUnsafe =
	/^(--output(=|$)|--ext-diff$|--textconv$|--exec(=|$)|--paginate$|-c$|--config-env|--git-dir|--work-tree|-C$)/;
const findUnsafe = new Set([
	"-exec",
	"-execdir",
	"-ok",
	"-okdir",
	"-delete",
	"-fls",
	"-fprint",
	"-fprint0",
	"-fprintf",
]);
const ripgrepUnsafe = /^(--pre(=|$)|--hostname-bin(=|$)|--search-zip$|-z$)/;

/** Whether a simple command is known to read only: it may run without a question even when untrusted. */
export function isKnownSafe(words: readonly string[]): boolean {
	const [command, ...rest] = words;
	if (command === undefined) return false;
	if (readers.has(command)) return true;
	switch (command) {
		case "git":
			return isSafeGit(rest);
		case "find":
			return !rest.some((word) => findUnsafe.has(word));
		case "rg":
			return !rest.some((word) => ripgrepUnsafe.test(word) || hasShortFlag(word, "z"));
		case "base64":
			return !rest.some((word) => word.startsWith("-o") || word.startsWith("--output"));
		case "sort":
			return !rest.some(
				(word) => /^(--output|--compress-program|-T|--temporary-directory)/.test(word) || hasShortFlag(word, "o"),
			);
		case "sed":
			return isSafeSed(rest);
		default:
			return false;
	}
}

/** Whether a simple command is recognised as one that destroys data beyond recall. */
export function isDangerous(words: readonly string[]): boolean {
	const [command, ...rest] = words;
	if (command === undefined) return false;
	if (launchers.has(command)) return launchesDanger(rest);
	if (command === "rm") {
		return rest.some((word) => word === "--force" || hasShortFlag(word, "f"));
	}
	if (command === "git") return isDangerousGit(rest);
	return /^mkfs(\.|$)/.test(command) || command === "shred" || command === "wipefs";
}

const launchers = new Set(["sudo", "doas", "env", "xargs", "nohup", "time", "timeout", "nice", "command", "exec"]);

/** Whether a launcher's operands, from some place on, are a dangerous command: its own options vary too much to parse. */
function launchesDanger(rest: readonly string[]): boolean {
	return rest.some((_, index) => isDangerous(rest.slice(index)));
}

function hasShortFlag(word: string, flag: string): boolean {
	return /^-[A-Za-z0-9]+$/.test(word) && word.slice(1).includes(flag);
}

function isSafeGit(rest: readonly string[]): boolean {
	const [subcommand, ...options] = rest;
	if (subcommand === undefined) return false;
	if (subcommand === "branch") {
		return options.every((word) => /^(--show-current|--list|-l|-a|-r|-v|-vv|--all|--remotes|--verbose)$/.test(word));
	}
	return gitReaders.has(subcommand) && !options.some((word) => gitUnsafe.test(word));
}

function isDangerousGit(rest: readonly string[]): boolean {
	const [subcommand, ...options] = rest;
	if (subcommand === "reset") return options.includes("--hard");
	if (subcommand === "clean") return options.some((word) => word === "--force" || hasShortFlag(word, "f"));
	return false;
}

/** Only `sed -n <print range>` without scripts from elsewhere. */
function isSafeSed(rest: readonly string[]): boolean {
	const [flag, script, ...files] = rest;
	return (
		flag === "-n" && script !== undefined && /^\d+(,\d+|,\$)?p$/.test(script) && !files.some((f) => f.startsWith("-"))
	);
}
