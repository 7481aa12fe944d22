import type { Scenario } from "./scenario.ts";

const base64 = (text: string) => Buffer.from(text).toString("base64");

export const processScenarios: Scenario[] = [
	{
		name: "a process that ends by itself",
		experimental: true,
		run: async (session, workspace) => {
			const exited = session.next("process/exited");
			await session.request("process/spawn", {
				processHandle: "p",
				command: ["/bin/sh", "-c", "echo out; echo err >&2; exit 4"],
				cwd: workspace,
			});
			await exited;
		},
	},
	{
		name: "a process that is written to and streams",
		experimental: true,
		run: async (session, workspace) => {
			const exited = session.next("process/exited");
			await session.request("process/spawn", {
				processHandle: "p",
				command: ["cat"],
				cwd: workspace,
				streamStdin: true,
				streamStdoutStderr: true,
			});
			const echoed = session.next("process/outputDelta");
			await session.request("process/writeStdin", { processHandle: "p", deltaBase64: base64("hello\n") });
			await echoed;
			await session.request("process/writeStdin", { processHandle: "p", closeStdin: true });
			await exited;
		},
	},
	{
		name: "a process that is killed",
		experimental: true,
		run: async (session, workspace) => {
			const exited = session.next("process/exited");
			await session.request("process/spawn", { processHandle: "p", command: ["sleep", "30"], cwd: workspace });
			await session.request("process/spawn", { processHandle: "p", command: ["sleep", "30"], cwd: workspace });
			await session.request("process/kill", { processHandle: "p" });
			await exited;
			await session.request("process/kill", { processHandle: "p" });
		},
	},
	{
		name: "processes that cannot be",
		experimental: true,
		run: async (session, workspace) => {
			await session.request("process/spawn", { processHandle: "a", command: [], cwd: workspace });
			await session.request("process/spawn", { processHandle: "", command: ["true"], cwd: workspace });
			await session.request("process/spawn", { processHandle: "b", command: ["true"], cwd: "relative" });
			await session.request("process/spawn", { processHandle: "c", command: ["no-such-program"], cwd: workspace });
			await session.request("process/writeStdin", { processHandle: "none", deltaBase64: "" });
			await session.request("process/resizePty", { processHandle: "none", size: { rows: 1, cols: 1 } });
			await session.request("process/kill", { processHandle: "none" });
		},
	},
	{
		name: "processes with unusual parameters",
		experimental: true,
		run: async (session, workspace) => {
			const script = (text: string) => ["/bin/sh", "-c", text];
			let count = 0;
			const spawn = async (command: string[], more: object = {}) => {
				const exited = session.next("process/exited");
				// The reference may tell the end of a process while its handle is still taken.
				const processHandle = `p${++count}`;
				await session.request("process/spawn", { processHandle, command, cwd: workspace, ...more });
				await exited;
			};
			for (const outputBytesCap of [0, 2, 3, null, 2 ** 62]) await spawn(script("printf abc"), { outputBytesCap });
			await spawn(script("printf abc"), { outputBytesCap: 1, streamStdoutStderr: true });
			for (const timeoutMs of [2 ** 31, 2 ** 62, null]) await spawn(script("sleep 0.2; echo on"), { timeoutMs });
			await spawn(["sleep", "30"], { timeoutMs: 0 });
			await spawn(script("echo [$A$B$TERM]"), { env: { A: "", B: null, TERM: null }, tty: true });
			await spawn(script("stty size"), { tty: true, size: { rows: 7, cols: 65_535 } });
			await spawn(script("cat"), { streamStdin: false });
			await spawn(script("kill -15 $$"));
			for (const command of [["/etc/passwd/x"], ["/etc"], [""], ["true", "x".repeat(200_000)]])
				await session.request("process/spawn", { processHandle: "p", command, cwd: workspace });
			for (const rows of [0, 65_536, -1]) {
				const size = { rows, cols: 1 };
				await session.request("process/spawn", {
					processHandle: "p",
					command: ["true"],
					cwd: workspace,
					tty: true,
					size,
				});
			}
		},
	},
	{
		name: "experimental methods and fields without the capability",
		run: async (session, workspace) => {
			await session.request("process/spawn", { processHandle: "a", command: ["true"], cwd: workspace });
			await session.request("thread/start", { mockExperimentalField: "x" });
			await session.request("thread/start", {
				approvalPolicy: { granular: { sandbox_approval: true, rules: true, mcp_elicitations: true } },
			});
			await session.request("mock/experimentalMethod", { value: "x" });
			await session.request("thread/search", { searchTerm: "x" });
			await session.request("thread/list", { parentThreadId: "x" });
			await session.request("thread/items/list", { threadId: "x", deferOutput: { mcpToolCall: true } });
			await session.request("collaborationMode/list", {});
			await session.request("server/diagnostics", {});
		},
	},
	{
		name: "the method that only tests the gate",
		experimental: true,
		run: async (session) => {
			await session.request("mock/experimentalMethod", { value: "x" });
			await session.request("mock/experimentalMethod", {});
		},
	},
];
