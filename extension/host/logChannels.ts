import { type LogOutputChannel, window } from "vscode";
import { RedactingLogChannel } from "./redactingLogChannel.ts";
import { Redactor } from "./redactor.ts";

/** The two log channels of the extension; nothing that passes the redactor is written to either. */
export interface LogChannels {
	/** "Heddle": what the extension does. */
	readonly extension: LogOutputChannel;
	/** "Heddle Server": the server's stderr. */
	readonly server: LogOutputChannel;
	readonly redactor: Redactor;
	dispose(): void;
}

export function createLogChannels(): LogChannels {
	const redactor = new Redactor();
	const extension = new RedactingLogChannel(window.createOutputChannel("Heddle", { log: true }), redactor);
	const server = new RedactingLogChannel(window.createOutputChannel("Heddle Server", { log: true }), redactor);
	return {
		extension,
		server,
		redactor,
		dispose: () => {
			extension.dispose();
			server.dispose();
		},
	};
}
