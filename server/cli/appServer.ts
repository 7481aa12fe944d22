import { StdioChannel } from "#wire/stdioChannel.ts";
import type { ConfigFlags } from "../config/configStore.ts";
import type { ParsedArguments } from "./commandLine.ts";
import { configFlags } from "./configOptions.ts";
import { heddleHome } from "./home.ts";
import { webSocketAuthOptions } from "./listenOptions.ts";
import { ServerProcess } from "./serverProcess.ts";

/** How long the end of turns and processes may take before the process leaves all the same. */
const SHUTDOWN_LIMIT_MS = 3000;

/**
 * The server. It leaves with everything it started: over stdio with its client or on a signal, else on a signal once the turns that run have
 * ended, and at once on a second one.
 */
export async function runAppServer(args: ParsedArguments): Promise<void> {
	// Checked before anything is made; what it takes is not needed over stdio.
	const network = isPlainStdio(args) ? null : (await import("./networkListen.ts")).networkListen(args);
	const flags = configFlags(args);
	const home = heddleHome();
	const server = new ServerProcess(home, flags);
	// Mistakes on the command line are told before anybody is answered.
	if (hasFlags(flags)) await server.config();
	if (args.has("strict-config")) {
		const { requireUsable } = await import("../config/strictConfig.ts");
		requireUsable(await server.config());
	}
	const listening = await network?.(home, (channel) => server.connect(channel));
	const leave = async () => {
		setTimeout(() => process.exit(0), SHUTDOWN_LIMIT_MS);
		await server.close();
		process.exit(0);
	};
	const signals = ["SIGTERM", "SIGINT", "SIGHUP"] as const;
	if (listening) {
		const onSignal = () => {
			// Whoever asks twice does not want to wait for the turns that run.
			if (server.isDraining) return void leave();
			listening.close();
			void server.drain().then(leave);
		};
		for (const signal of signals) process.on(signal, onSignal);
		return;
	}
	const connection = server.connect(new StdioChannel());
	// From here on there is something to be ended.
	for (const signal of signals) process.on(signal, () => void leave());
	// What was asked before the input ended is answered like anything else.
	connection.onClose(() => void connection.end().then(leave));
}

function isPlainStdio(args: ParsedArguments): boolean {
	const listen = args.text("listen");
	if (webSocketAuthOptions.some(({ name }) => args.has(name))) return false;
	return listen === null || (listen === "stdio://" && !args.has("stdio"));
}

const hasFlags = ({ overrides, profile, ignoreUserConfig }: ConfigFlags) =>
	overrides.length > 0 || profile !== null || ignoreUserConfig;
