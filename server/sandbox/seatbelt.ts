import type { FileSystemAccessMode } from "#protocol/permissionProfile.ts";
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
 * A profile for `sandbox-exec`: what the policy grants, and no network unless allowed. The last rule that holds decides. Paths are passed
 * as parameters, so that no path can be read as part of the profile.
 */
export function seatbeltProfile(policy: FilesystemPolicy): { profile: string; parameters: Record<string, string> } {
	const parameters: Record<string, string> = {};
	const within = (file: string) => {
		const name = `PATH_${Object.keys(parameters).length}`;
		parameters[name] = file;
		return `(subpath (param "${name}")) (literal (param "${name}"))`;
	};
	const absent = policy.absentPaths.map((file) => ({ path: file, access: "read" as const }));
	const lines = [
		"(version 1)",
		"(deny default)",
		"(allow process-exec process-fork)",
		"(allow signal (target same-sandbox))",
		"(allow process-info* (target same-sandbox))",
		// Programs look at the folders on the way to a file whatever they may read.
		policy.root === "deny" ? "(allow file-read-metadata)" : "(allow file-read*)",
		...(policy.root === "write" ? ["(allow file-write*)"] : []),
		"(allow sysctl-read)",
		'(allow iokit-open (iokit-registry-entry-class "RootDomainUserClient"))',
		"(allow ipc-posix-sem ipc-posix-shm)",
		"(allow pseudo-tty)",
		`(allow mach-lookup ${services.map((name) => `(global-name "${name}")`).join(" ")})`,
		'(allow file-ioctl (regex #"^/dev/(tty|ptmx|ttys[0-9]+)"))',
		'(allow file-write* (literal "/dev/null") (literal "/dev/zero") (literal "/dev/tty") (literal "/dev/ptmx") (regex #"^/dev/(fd/|ttys[0-9]+)"))',
		...[...policy.mounts, ...absent].flatMap(({ path, access }) =>
			ACCESS[access].map((rule) => `(${rule} ${within(path)})`),
		),
		...(policy.allowsNetwork ? ["(allow network*)", "(allow system-socket)"] : []),
	];
	return { profile: `${lines.join("\n")}\n`, parameters };
}

const ACCESS: Record<FileSystemAccessMode, string[]> = {
	read: ["allow file-read*", "deny file-write*"],
	write: ["allow file-read* file-write*"],
	deny: ["deny file-read* file-write*"],
};

/** The command line that runs `command` under the profile. */
export function seatbeltCommand(policy: FilesystemPolicy, command: readonly string[]): string[] {
	const { profile, parameters } = seatbeltProfile(policy);
	const definitions = Object.entries(parameters).map(([name, value]) => `-D${name}=${value}`);
	return ["/usr/bin/sandbox-exec", "-p", profile, ...definitions, "--", ...command];
}
