import type { ShellEnvironmentPolicy } from "../config/config.ts";

type Environment = Record<string, string>;

/** What a shell cannot do without. */
const coreNames = new Set(
	"PATH HOME USER LOGNAME SHELL TMPDIR TEMP TMP LANG LC_ALL LC_CTYPE PATHEXT SYSTEMROOT COMSPEC USERPROFILE APPDATA LOCALAPPDATA".split(
		" ",
	),
);
const secretPatterns = ["*KEY*", "*SECRET*", "*TOKEN*"];

/** No colours, no pager, UTF-8: the output is for a model and for a log. */
const unattended: Environment = {
	NO_COLOR: "1",
	TERM: "dumb",
	LANG: "C.UTF-8",
	LC_CTYPE: "C.UTF-8",
	LC_ALL: "C.UTF-8",
	COLORTERM: "",
	PAGER: "cat",
	GIT_PAGER: "cat",
	GH_PAGER: "cat",
	HEDDLE_CI: "1",
};

/** The environment of the model's commands: what is inherited, without colours, pagers and prompts. */
export function commandEnvironment(
	policy: ShellEnvironmentPolicy,
	inherited: Readonly<Record<string, string | undefined>>,
	threadId: string,
): Environment {
	return { ...inheritedEnvironment(policy, inherited), ...unattended, HEDDLE_THREAD_ID: threadId };
}

/**
 * What commands inherit, by `shell_environment_policy` (protocol.md §9.8): the server's variables, without secrets when asked,
 * without the excluded, with what is set, and then only the included.
 */
export function inheritedEnvironment(
	policy: ShellEnvironmentPolicy,
	inherited: Readonly<Record<string, string | undefined>>,
): Environment {
	let names = Object.keys(inherited);
	if (policy.inherit === "none") names = [];
	if (policy.inherit === "core") names = names.filter((name) => coreNames.has(name.toUpperCase()));
	const dropped = [...(policy.ignoreDefaultExcludes ? [] : secretPatterns), ...policy.exclude].map(globExpression);
	const environment: Environment = {};
	for (const name of names) {
		const value = inherited[name];
		if (value !== undefined && !dropped.some((pattern) => pattern.test(name))) environment[name] = value;
	}
	Object.assign(environment, policy.set);
	if (policy.includeOnly.length > 0) {
		const kept = policy.includeOnly.map(globExpression);
		for (const name of Object.keys(environment)) {
			if (!kept.some((pattern) => pattern.test(name))) delete environment[name];
		}
	}
	return environment;
}

/** `*` any characters, `?` one, case ignored. */
function globExpression(glob: string): RegExp {
	const source = glob
		.replace(/[.+^${}()|[\]\\]/g, "\\$&")
		.replace(/\*/g, ".*")
		.replace(/\?/g, ".");
	return new RegExp(`^${source}$`, "i");
}
