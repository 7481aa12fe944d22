import { isIP } from "node:net";
import path from "node:path";

/** Where a server meets its clients. */
export type ListenAddress =
	| { type: "stdio" }
	| { type: "webSocket"; host: string; port: number }
	/** `path` is absolute; null stands for the control socket of the home folder. */
	| { type: "unix"; path: string | null }
	| { type: "off" };

/** @throws Error that says what a `--listen` URL looks like */
export function parseListenAddress(url: string): ListenAddress {
	if (url === "stdio://") return { type: "stdio" };
	if (url === "off") return { type: "off" };
	if (url.startsWith("unix://")) {
		const file = url.slice("unix://".length);
		return { type: "unix", path: file === "" ? null : path.resolve(file) };
	}
	if (url.startsWith("ws://")) return webSocketAddress(url);
	throw new Error(
		`unsupported --listen URL \`${url}\`; expected \`stdio://\`, \`unix://\`, \`unix://PATH\`, \`ws://IP:PORT\`, or \`off\``,
	);
}

function webSocketAddress(url: string): ListenAddress {
	const [, six, four, digits] = /^ws:\/\/(?:\[([^\]]+)\]|([^:[\]]+)):(\d{1,5})$/.exec(url) ?? [];
	const host = six ?? four ?? "";
	const port = Number(digits);
	if (isIP(host) !== (six === undefined ? 4 : 6) || !(port <= 65_535)) {
		throw new Error(`invalid websocket --listen URL \`${url}\`; expected \`ws://IP:PORT\``);
	}
	return { type: "webSocket", host, port };
}

/** An address as it stands in a URL. */
export const hostAndPort = (host: string, port: number) => `${isIP(host) === 6 ? `[${host}]` : host}:${port}`;

/** Whether only this machine reaches `host`. */
export const isLoopback = (host: string) => host === "::1" || host.startsWith("127.");
