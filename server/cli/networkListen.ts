import type { Channel } from "#wire/channel.ts";
import { type ParsedArguments, UsageError } from "./commandLine.ts";
import { controlSocketPath, takeSocketPath } from "./controlSocket.ts";
import { hostAndPort, isLoopback, type ListenAddress, parseListenAddress } from "./listenAddress.ts";
import { log } from "./log.ts";
import { webSocketAuth } from "./webSocketAuth.ts";
import { WebSocketListener } from "./webSocketListener.ts";

type Listen = (home: string, onClient: (channel: Channel) => void) => Promise<WebSocketListener>;

/**
 * What meets clients on the address of `--listen`; null for stdio.
 * @throws UsageError, or Error when the options do not go together
 */
export function networkListen(args: ParsedArguments): Listen | null {
	const address = parse(args);
	const auth = webSocketAuth(args);
	if (address.type === "stdio") return null;
	if (address.type === "off") throw new Error("no transport configured; use --listen");
	if (address.type === "unix") {
		return async (home, onClient) => {
			const file = address.path ?? controlSocketPath(home);
			// The file's permissions say who may speak to it.
			const listener = new WebSocketListener(null, onClient);
			await takeSocketPath(file, () => listener.listenOnSocket(file));
			log("info", "listening", { socket: file });
			return listener;
		};
	}
	const { host, port } = address;
	if (auth === null && !isLoopback(host)) {
		throw new Error(
			`refusing to start non-loopback websocket listener ${hostAndPort(host, port)} without auth; configure \`--ws-auth capability-token\` or \`--ws-auth signed-bearer-token\``,
		);
	}
	return async (_home, onClient) => {
		const listener = new WebSocketListener(auth, onClient);
		announce(host, await listener.listenOnPort(host, port));
		return listener;
	};
}

function parse(args: ParsedArguments): ListenAddress {
	const url = args.text("listen") ?? "stdio://";
	if (args.has("stdio") && args.has("listen")) {
		throw new UsageError("the argument '--stdio' cannot be used with '--listen <URL>'", args.path);
	}
	try {
		return parseListenAddress(url);
	} catch (error) {
		const reason = error instanceof Error ? error.message : String(error);
		throw new UsageError(`invalid value '${url}' for '--listen <URL>': ${reason}`, args.path);
	}
}

/** Says on stderr where it listens: the port may be the system's choice. */
function announce(host: string, port: number): void {
	const where = hostAndPort(host, port);
	const note = isLoopback(host)
		? "binds localhost only (use SSH port-forwarding for remote access)"
		: "websocket auth is required for non-localhost listeners";
	process.stderr.write(
		`heddle app-server (WebSockets)\n  listening on: ws://${where}\n  readyz: http://${where}/readyz\n  healthz: http://${where}/healthz\n  note: ${note}\n`,
	);
}
