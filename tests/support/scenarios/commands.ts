import type { RecordedSession } from "../recordedSession.ts";
import { requests, type Scenario, startThread } from "./scenario.ts";

const shell = (script: string, more: object = {}) => ({ command: ["/bin/sh", "-c", script], ...more });
const free = { sandboxPolicy: { type: "dangerFullAccess" } };
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

async function closedTwice(session: RecordedSession): Promise<void> {
	const script = "cat; echo end; exec sleep 30";
	const done = session.request(
		"command/exec",
		shell(script, { processId: "p", streamStdin: true, streamStdoutStderr: true }),
	);
	const ended = session.next("command/exec/outputDelta");
	await session.request("command/exec/write", { processId: "p", closeStdin: true });
	await ended;
	for (const params of [{ closeStdin: true }, { deltaBase64: "" }, { deltaBase64: "YQ==" }, { deltaBase64: "!" }])
		await session.request("command/exec/write", { processId: "p", ...params });
	await session.request("command/exec/resize", { processId: "p", size: { rows: 70_000, cols: 1 } });
	await session.request("command/exec/terminate", { processId: "p" });
	await done;
	// The reference may answer while the id is still taken. One that could not begin does not keep it.
	await session.request("command/exec", { command: ["/none"], processId: "q", ...free });
	await session.request("command/exec", { command: ["true"], processId: "q" });
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
	exec(
		"programs and folders that are not what they should be",
		...[["/etc/passwd/x"], ["/etc"], ["/etc/passwd"], ["none/x"], ["true", "x".repeat(200_000)]].map((command) => ({
			command,
			...free,
		})),
		...["", "/etc/passwd", "/none", "~", "~nobody", "x".repeat(300)].map((cwd) => ({ ...shell("pwd"), cwd, ...free })),
		...[{ "": "x" }, { "A=B": "x" }, { PATH: "/none" }, { PATH: null }, {}, null].map((env) => ({
			...shell("/usr/bin/env | /usr/bin/grep -c ^A=B="),
			env,
			...free,
		})),
		{ command: ["true"], env: { PATH: "" }, ...free },
	),
	exec(
		"limits at their edges",
		...[0, 2, 3, 2 ** 62, null].map((outputBytesCap) => shell("printf abc", { outputBytesCap })),
		...[-1, 1.5, 2 ** 65].map((outputBytesCap) => shell("printf abc", { outputBytesCap })),
		...[2 ** 31, 2 ** 62, null].map((timeoutMs) => shell("sleep 0.2; echo on", { timeoutMs })),
		...[-(2 ** 62), 1.5].map((timeoutMs) => shell("echo on", { timeoutMs })),
		shell("exec sleep 20", { timeoutMs: 0 }),
		shell("echo on", { timeoutMs: null, disableTimeout: true, outputBytesCap: null, disableOutputCap: true }),
		shell("echo on", { timeoutMs: -1, disableTimeout: true }),
		...[0, 65_536, -1].map((rows) => shell("echo", { processId: "p", tty: true, size: { rows, cols: 1 } })),
		shell("stty size", { processId: "q", tty: true, size: { rows: 65_535, cols: 65_535 } }),
		shell("echo on", { processId: "r", tty: true, outputBytesCap: 0 }),
		shell("echo [$TERM]", { processId: "s", tty: true, env: { TERM: null } }),
	),
	{ name: "a command whose input is closed more than once", run: closedTwice },
	{
		name: "a person's commands and terminals with unusual parameters",
		run: async (session, workspace) => {
			const threadId = await startThread(session, workspace);
			for (const more of [{ timeoutMs: 2 ** 62 }, { timeoutMs: null }]) {
				const done = session.next("turn/completed");
				await session.request("thread/shellCommand", {
					threadId,
					command: "(sleep 0.5; echo two) & echo one",
					...more,
				});
				await done;
			}
			for (const params of [
				{ command: " \n" },
				{ command: "true", timeoutMs: -1 },
				{ command: "true", timeoutMs: 0.5 },
			])
				await session.request("thread/shellCommand", { threadId, ...params });
			for (const text of ["", "x", "-1", "+1", " 1", "1.0", "2147483648", "-2147483649"]) {
				await session.request("thread/backgroundTerminals/list", { threadId, cursor: text });
				await session.request("thread/backgroundTerminals/terminate", { threadId, processId: text });
			}
			await session.request("thread/backgroundTerminals/list", { threadId, limit: 0 });
			await session.request("thread/backgroundTerminals/clean", { threadId });
		},
	},
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
