/**
 * The server's environment: the extension host's without what concerns only the editor itself (a command that
 * inherits ELECTRON_RUN_AS_NODE would turn every Electron program into Node), then `extra`.
 */
export function launchEnvironment(
	host: Readonly<Record<string, string | undefined>>,
	extra: Readonly<Record<string, string>>,
): Record<string, string> {
	const env: Record<string, string> = {};
	for (const [name, value] of Object.entries(host)) {
		if (value !== undefined && !/^(?:ELECTRON|VSCODE)_/i.test(name)) {
			env[name] = value;
		}
	}
	return { ...env, ...extra };
}
