import type { FilesystemPolicy } from "./filesystemPolicy.ts";

/** Services that ordinary command-line programs look up; anything that could start a program elsewhere is missing. */
const services = [
	"com.apple.system.opendirectoryd.libinfo",
	"com.apple.system.opendirectoryd.membership",
	"com.apple.system.notification_center",
	"com.apple.system.logger",
	"com.apple.logd",
	"com.apple.bsd.dirhelper",
	"com.apple.trustd.agent",
	"com.apple.SecurityServer",
	"com.apple.PowerManagement.control",
];

/**
 * A profile for `sandbox-exec`: everything may be read, only the policy's roots be written, and no network unless
 * allowed. Paths are passed as parameters, so that no path can be read as part of the profile.
 */
export function seatbeltProfile(policy: FilesystemPolicy): { profile: string; parameters: Record<string, string> } {
	const parameters: Record<string, string> = {};
	const parameter = (prefix: string, paths: readonly string[]) =>
		paths.map((value, index) => {
			parameters[`${prefix}_${index}`] = value;
			return `(param "${prefix}_${index}")`;
		});
	const writable = parameter("WRITABLE", [...policy.temporaryRoots, ...policy.workspaceRoots]);
	const readOnly = parameter("READ_ONLY", [...policy.readOnlyPaths, ...policy.absentPaths]);
	const lines = [
		"(version 1)",
		"(deny default)",
		"(allow process-exec process-fork)",
		"(allow signal (target same-sandbox))",
		"(allow process-info* (target same-sandbox))",
		"(allow file-read*)",
		"(allow sysctl-read)",
		'(allow iokit-open (iokit-registry-entry-class "RootDomainUserClient"))',
		"(allow ipc-posix-sem ipc-posix-shm)",
		"(allow pseudo-tty)",
		`(allow mach-lookup ${services.map((name) => `(global-name "${name}")`).join(" ")})`,
		'(allow file-ioctl (regex #"^/dev/(tty|ptmx|ttys[0-9]+)"))',
		'(allow file-write* (literal "/dev/null") (literal "/dev/zero") (literal "/dev/tty") (literal "/dev/ptmx") (regex #"^/dev/(fd/|ttys[0-9]+)"))',
		...writable.map((root) => `(allow file-write* (subpath ${root}))`),
		...readOnly.flatMap((entry) => [`(deny file-write* (subpath ${entry}))`, `(deny file-write* (literal ${entry}))`]),
		...(policy.allowsNetwork ? ["(allow network*)", "(allow system-socket)"] : []),
	];
	return { profile: `${lines.join("\n")}\n`, parameters };
}

/** The command line that runs `command` under the profile. */
export function seatbeltCommand(policy: FilesystemPolicy, command: readonly string[]): string[] {
	const { profile, parameters } = seatbeltProfile(policy);
	const definitions = Object.entries(parameters).map(([name, value]) => `-D${name}=${value}`);
	return ["/usr/bin/sandbox-exec", "-p", profile, ...definitions, "--", ...command];
}
