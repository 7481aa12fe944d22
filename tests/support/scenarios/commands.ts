import type { RecordedSession } from "../recordedSession.ts";
import { requests, type Scenario } from "./scenario.ts";

const shell = (script: string, more: object = {}) => ({ command: ["/bin/sh", "-c", script], ...more });
const base64 = (text: string) => Buffer.from(text).toString("base64");

const exec = (name: string, ...commands: object[]): Scenario =>
	requests(name, () => commands.map((params) => ["command/exec", params]));

async function interactive(session: RecordedSession): Promise<void> {
	const done = session.request("command/exec", {
		command: ["cat"],
		processId: "p",
		streamStdin: true,
		streamStdoutStderr: true,
	});
	const echoed = session.next("command/exec/outputDelta");
	await session.request("command/exec/write", { processId: "p", deltaBase64: base64("hello\n") });
	await echoed;
	await session.request("command/exec/write", { processId: "p" });
	await session.request("command/exec/resize", { processId: "p", size: { rows: 10, cols: 20 } });
	await session.request("command/exec", { command: ["cat"], processId: "p", streamStdin: true });
	await session.request("command/exec/write", { processId: "p", closeStdin: true });
	await done;
}

export const commandScenarios: Scenario[] = [
	exec("a command's output and exit code", shell("echo out; echo err >&2; exit 3"), { command: ["true"] }),
	exec("a command's environment", shell("echo $ONE-$HOME", { env: { ONE: "1", HOME: null } })),
	exec("a command that takes too long", shell("exec sleep 20", { timeoutMs: 200 })),
	exec("a command that says too much", shell("printf 1234567890; printf abcdef >&2", { outputBytesCap: 4 })),
	exec(
		"a command in a sandbox of its own",
		shell("touch made && echo made", { sandboxPolicy: { type: "readOnly", networkAccess: false } }),
		shell("touch made && echo made", { sandboxPolicy: { type: "dangerFullAccess" } }),
	),
	exec(
		"commands that cannot be run",
		{ command: [] },
		{ command: ["no-such-program-anywhere"] },
		{ command: ["true"], tty: true },
		{ command: ["true"], streamStdoutStderr: true },
		{ command: ["true"], timeoutMs: 5, disableTimeout: true },
		{ command: ["true"], outputBytesCap: 5, disableOutputCap: true },
		{ command: ["true"], size: { rows: 1, cols: 1 } },
		{ command: ["true"], cwd: "/no/such/folder" },
		{ command: ["true"], timeoutMs: -1 },
	),
	requests("processes that nobody started", () => [
		["command/exec/write", { processId: "none", deltaBase64: "" }],
		["command/exec/write", { processId: "none" }],
		["command/exec/terminate", { processId: "none" }],
		["command/exec/resize", { processId: "none", size: { rows: 1, cols: 1 } }],
	]),
	{ name: "a command that is written to", run: interactive },
	{
		name: "a command that is terminated",
		run: async (session) => {
			const done = session.request(
				"command/exec",
				shell("echo up; exec sleep 30", { processId: "p", streamStdoutStderr: true }),
			);
			await session.next("command/exec/outputDelta");
			await session.request("command/exec/terminate", { processId: "p" });
			await done;
		},
	},
	{
		name: "a command in a terminal",
		run: async (session) => {
			const done = session.request(
				"command/exec",
				shell("stty size; read line; echo got $line", { processId: "p", tty: true, size: { rows: 11, cols: 22 } }),
			);
			await session.next("command/exec/outputDelta");
			await session.request("command/exec/resize", { processId: "p", size: { rows: 12, cols: 23 } });
			await session.request("command/exec/write", { processId: "p", deltaBase64: base64("it\n") });
			await done;
		},
	},
];
