import { existsSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import { type ExtensionContext, workspace } from "vscode";
import * as z from "zod";
import type { LogChannels } from "../host/logChannels.ts";
import { writeServerLogLine } from "../host/serverLog.ts";
import type { AppServerClient } from "./appServerClient.ts";
import { locateBinary } from "./binaryLocator.ts";
import { launchEnvironment } from "./launchEnvironment.ts";
import type { Connect, LaunchSpec } from "./serverConnection.ts";
import { Supervisor } from "./supervisor.ts";

/** What configuration adds to a launch; asked anew before each. */
export interface LaunchOptions {
	/** After `app-server`: `-c key=value` pairs. */
	args: string[];
	/** Such as an API key from secret storage. Values whose names say so are kept out of the logs. */
	env: Record<string, string>;
}

const Manifest = z.object({ displayName: z.string(), version: z.string() });

/** The extension's one client of its server; `start` is left to the caller. */
export function createAppServerClient(
	context: ExtensionContext,
	logs: LogChannels,
	launchOptions: () => Promise<LaunchOptions>,
): AppServerClient {
	const manifest = Manifest.parse(context.extension.packageJSON);
	const connect: Connect = async (spec, listener, signal) => {
		// The language client is most of the extension's code; loading it here keeps it out of the activation.
		const { languageClientConnect } = await import("./languageClientConnection.ts");
		const clientInfo = { name: "heddle_vscode", title: manifest.displayName, version: manifest.version };
		const onServerLogLine = (line: string) => writeServerLogLine(logs.server, line);
		return languageClientConnect({ clientInfo, clientLog: logs.extension, onServerLogLine })(spec, listener, signal);
	};
	const launchSpec = async (): Promise<LaunchSpec> => {
		const command = await locateBinary({
			extensionPath: context.extensionPath,
			explicitPath: explicitServerPath(),
			store: context.globalState,
		});
		const { args, env } = await launchOptions();
		logs.redactor.addEnvironment(env);
		return {
			command,
			args: ["app-server", ...args],
			env: launchEnvironment(process.env, env),
			cwd: neutralFolder(),
		};
	};
	return new Supervisor({ connect, launchSpec, log: logs.extension });
}

/** Only what the user has set for this machine counts, and only in a folder that is trusted. */
function explicitServerPath(): string | undefined {
	const path = workspace.getConfiguration("heddle").inspect<string>("server.path")?.globalValue;
	return workspace.isTrusted && path ? path : undefined;
}

/** Never the workspace: programs are looked up in the current folder on some platforms. Threads name their own. */
function neutralFolder(): string {
	return existsSync(homedir()) ? homedir() : tmpdir();
}
