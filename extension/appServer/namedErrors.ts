import type { NamedError } from "../../webview/shared/bridge.ts";

/** The server cannot be launched and trying again by itself would not help; `named` says why, with buttons. */
export class LaunchError extends Error {
	override name = "LaunchError";
	readonly named: NamedError;
	constructor(named: NamedError, options?: ErrorOptions) {
		super(`${named.title}: ${named.detail}`, options);
		this.named = named;
	}
}

const reinstall = "Reinstall the extension, then restart the server.";

export const binaryMissing = (path: string): NamedError => ({
	name: "binaryMissing",
	title: "Heddle's server is missing",
	detail: `There is no file at ${path}. ${reinstall}`,
	actions: ["restartServer", "showLogs"],
});

export const pinInvalid = (path: string, why: string): NamedError => ({
	name: "pinInvalid",
	title: "Heddle's server cannot be checked",
	detail: `${path} ${why}, so the server was not started. ${reinstall}`,
	actions: ["restartServer", "showLogs"],
});

export const wrongTarget = (expected: string, found: string): NamedError => ({
	name: "wrongTarget",
	title: "Heddle's server was built for another platform",
	detail: `This machine is ${expected}, the server is for ${found}. Install the extension for ${expected}.`,
	actions: ["restartServer", "showLogs"],
});

export const hashMismatch = (path: string, expected: string, found: string): NamedError => ({
	name: "hashMismatch",
	title: "Heddle's server is not the one that was released",
	detail: `${path} has sha256 ${found}, its pin says ${expected}. It was not started. ${reinstall}`,
	actions: ["restartServer", "showLogs"],
});

export const notExecutable = (path: string): NamedError => ({
	name: "notExecutable",
	title: "Heddle's server may not be run",
	detail: `${path} is not an executable file for this user. Allow it to be run (chmod +x), then restart the server.`,
	actions: ["restartServer", "showLogs"],
});

export const pathNotAbsolute = (path: string): NamedError => ({
	name: "pathNotAbsolute",
	title: "The setting heddle.server.path is not an absolute path",
	detail: `“${path}” could name a different program in every folder. Give the whole path, or clear the setting.`,
	actions: ["openConfiguration", "restartServer"],
});

export const launchFailed = (why: string): NamedError => ({
	name: "launchFailed",
	title: "Heddle's server could not be started",
	detail: why,
	actions: ["restartServer", "showLogs"],
});

export const handshakeTimeout = (seconds: number): NamedError => ({
	name: "handshakeTimeout",
	title: "Heddle's server did not answer",
	detail: `It was started and stopped again, because it did not say hello within ${seconds} s.`,
	actions: ["restartServer", "showLogs"],
});

export const wrongProtocol = (why: string): NamedError => ({
	name: "wrongProtocol",
	title: "Heddle's server speaks another protocol",
	detail: `${why} Check the setting heddle.server.path, or reinstall the extension.`,
	actions: ["restartServer", "showLogs", "openConfiguration"],
});

export const crashLoop = (crashes: number, seconds: number, why: string): NamedError => ({
	name: "crashLoop",
	title: "Heddle's server keeps stopping",
	detail: `It ended ${crashes} times within ${seconds} s; the last time: ${why}. Threads are kept on disk.`,
	actions: ["restartServer", "showLogs"],
});
