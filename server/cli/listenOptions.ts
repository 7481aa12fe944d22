import type { OptionSpec } from "./commandLine.ts";

/** What a client over WebSocket has to show. */
export const webSocketAuthOptions: readonly OptionSpec[] = [
	{
		name: "ws-auth",
		value: "MODE",
		choices: ["capability-token", "signed-bearer-token"],
		help: "What a WebSocket client has to show",
	},
	{ name: "ws-token-file", value: "PATH", help: "File with the token that capability-token asks for" },
	{ name: "ws-token-sha256", value: "HEX", help: "SHA-256 of that token, in place of the file" },
	{ name: "ws-shared-secret-file", value: "PATH", help: "File with the secret that signs the tokens (HS256)" },
	{ name: "ws-issuer", value: "ISSUER", help: "The `iss` that a signed token must have" },
	{ name: "ws-audience", value: "AUDIENCE", help: "The `aud` that a signed token must have" },
	{ name: "ws-max-clock-skew-seconds", value: "SECONDS", help: "How far clocks may differ (30)" },
];

/** Where a server meets its clients. */
export const listenOptions: readonly OptionSpec[] = [
	{
		name: "listen",
		value: "URL",
		help: "Where to meet clients: stdio:// (the default), ws://IP:PORT, unix:// (the control socket of the home folder), unix://PATH, off",
	},
	{ name: "stdio", help: "The same as --listen stdio://" },
	...webSocketAuthOptions,
];
