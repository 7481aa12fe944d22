import { spawn } from "node:child_process";
import { once } from "node:events";
import fs from "node:fs";
import path from "node:path";
import { Readable, Writable } from "node:stream";
import { expect, onTestFinished, test } from "vitest";
import { processesWith } from "../support/processList.ts";
import { recordedHeddle } from "../support/recordedHeddle.ts";
import { lastItem, ResponsesEndpoint } from "../support/responsesEndpoint.ts";
import { answer, functionCall, message, type Reply } from "../support/responsesEvents.ts";
import { scratchFolder } from "../support/scratchFolder.ts";
import { importStranger, strangerFolder } from "../support/strangers.ts";

/** The part of `@agentclientprotocol/sdk` that is used here. */
interface AcpSdk {
	PROTOCOL_VERSION: number;
	ndJsonStream(output: WritableStream, input: ReadableStream): unknown;
	client(): Client;
}
interface Client {
	onRequest(method: string, handler: (context: { params: Asked }) => unknown): Client;
	onNotification(method: string, handler: (context: { params: { update: Update } }) => void): Client;
	connect(stream: unknown): { agent: Agent };
}
interface Agent {
	request<T>(method: string, params: unknown): Promise<T>;
	notify(method: string, params: unknown): Promise<void>;
}
interface Asked {
	options: { optionId: string; kind: string }[];
}
interface Update {
	sessionUpdate: string;
	status?: string;
	content?: { text?: string };
}

/** `codex-acp` before our binary, and the client of an editor before that, which answers approvals with the option of kind `allow`. */
async function editor(allow: string, ...model: Reply[]) {
	const sdk = await importStranger<AcpSdk>("@agentclientprotocol/sdk", "dist/v1/stable/acp.js");
	const scratch = scratchFolder();
	const [home, cwd] = [path.join(scratch, "home"), path.join(scratch, "workspace")];
	for (const folder of [home, cwd]) fs.mkdirSync(folder);
	const endpoint = await ResponsesEndpoint.start(...model);
	onTestFinished(() => endpoint.abandon());
	fs.writeFileSync(path.join(home, "config.toml"), endpoint.configToml());
	const { executable } = recordedHeddle();
	const adapter = path.join(await strangerFolder("@agentclientprotocol/codex-acp"), "dist/index.js");
	const start = async () => {
		const child = spawn(process.execPath, [adapter], {
			cwd,
			env: { PATH: process.env.PATH, HOME: home, HEDDLE_HOME: home, CODEX_HOME: home, CODEX_PATH: executable },
			stdio: ["pipe", "pipe", "inherit"],
		});
		const ended = once(child, "exit");
		const leave = async () => {
			child.stdin.end();
			await ended;
		};
		onTestFinished(async () => {
			child.kill("SIGKILL");
			await ended;
		});
		const updates: Update[] = [];
		const { agent } = sdk
			.client()
			.onRequest("session/request_permission", ({ params: { options } }) => {
				const optionId = options.find(({ kind }) => kind === allow)?.optionId;
				return { outcome: { outcome: "selected", optionId } };
			})
			.onNotification("session/update", ({ params: { update } }) => {
				updates.push(update);
			})
			.connect(sdk.ndJsonStream(Writable.toWeb(child.stdin), Readable.toWeb(child.stdout) as ReadableStream));
		await agent.request("initialize", { protocolVersion: sdk.PROTOCOL_VERSION, clientCapabilities: {} });
		return { agent, updates, leave };
	};
	return { endpoint, home, cwd, start };
}

const prompt = (agent: Agent, sessionId: string, text: string, ...more: unknown[]) =>
	agent.request<{ stopReason: string }>("session/prompt", { sessionId, prompt: [{ type: "text", text }, ...more] });

const newSession = (agent: Agent, cwd: string) =>
	agent.request<{ sessionId: string }>("session/new", { cwd, mcpServers: [] });

/** In the adapter's usual mode a model reviews what a command asks for. */
const askThePerson = (agent: Agent, sessionId: string) =>
	agent.request("session/set_mode", { sessionId, modeId: "workspace-write" });

const said = (updates: Update[]) =>
	updates.flatMap(({ sessionUpdate, content }) => (sessionUpdate === "agent_message_chunk" ? [content?.text] : []));

/** How a command went. */
const commandStates = (updates: Update[]) =>
	updates.flatMap(({ sessionUpdate, status }) => (sessionUpdate.startsWith("tool_call") ? [status] : []));

const TITLE = "Words of greeting";

/** After the first turn of a session that ended well, the adapter asks for a title, in a thread of its own, and gives it. */
const entitled = () => answer(message(JSON.stringify({ title: TITLE })));

/** Resolves when the title is on the disk: what the adapter shows of it is up to the adapter. */
async function entitling(home: string): Promise<void> {
	const file = path.join(home, "session_index.jsonl");
	const names = () => (fs.existsSync(file) ? fs.readFileSync(file, "utf8") : "");
	await expect.poll(names).toContain(TITLE);
}

test("a prompt is answered; another process loads the session, shows it and goes on with it", async () => {
	const { endpoint, home, cwd, start } = await editor(
		"",
		answer(message(["Hel", "lo"])),
		entitled(),
		answer(message("Again")),
	);
	const first = await start();
	const { sessionId } = await newSession(first.agent, cwd);
	expect(await prompt(first.agent, sessionId, "hi")).toMatchObject({ stopReason: "end_turn" });
	expect(said(first.updates).join("")).toBe("Hello");
	await entitling(home);
	await first.leave();
	const second = await start();
	await second.agent.request("session/load", { sessionId, cwd, mcpServers: [] });
	expect(said(second.updates).join("")).toBe("Hello");
	expect(await prompt(second.agent, sessionId, "more")).toMatchObject({ stopReason: "end_turn" });
	expect(said(second.updates).join("")).toBe("HelloAgain");
	await second.leave();
	await endpoint.close();
});

test("a picture of the editor reaches the model", async () => {
	const { endpoint, home, cwd, start } = await editor("", answer(message("A dot.")), entitled());
	const { agent, updates, leave } = await start();
	const { sessionId } = await newSession(agent, cwd);
	const dot = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";
	await prompt(agent, sessionId, "what is it?", { type: "image", mimeType: "image/png", data: dot });
	expect(said(updates)).toEqual(["A dot."]);
	expect(JSON.stringify(lastItem((await endpoint.received(1)).body))).toContain(`data:image/png;base64,${dot}`);
	await entitling(home);
	await leave();
	await endpoint.close();
});

const asksFirst = functionCall("exec_command", {
	cmd: "echo x > made",
	sandbox_permissions: "require_escalated",
	justification: "May I?",
});

test("a command that is allowed runs", async () => {
	const at = await editor("allow_once", answer(asksFirst), answer(message("Done")), entitled());
	const { agent, updates, leave } = await at.start();
	const { sessionId } = await newSession(agent, at.cwd);
	await askThePerson(agent, sessionId);
	expect(await prompt(agent, sessionId, "go")).toMatchObject({ stopReason: "end_turn" });
	await at.endpoint.received(3);
	expect(commandStates(updates)).toEqual(["in_progress", "completed"]);
	expect(said(updates)).toEqual(["Done"]);
	expect(fs.readFileSync(path.join(at.cwd, "made"), "utf8")).toBe("x\n");
	await leave();
	await at.endpoint.close();
});

test("a command that is refused does not run, and the turn ends", async () => {
	const at = await editor("reject_once", answer(asksFirst));
	const { agent, updates, leave } = await at.start();
	const { sessionId } = await newSession(agent, at.cwd);
	await askThePerson(agent, sessionId);
	expect(await prompt(agent, sessionId, "go")).toMatchObject({ stopReason: "cancelled" });
	expect(commandStates(updates)).toEqual(["in_progress", "failed"]);
	expect(fs.existsSync(path.join(at.cwd, "made"))).toBe(false);
	await leave();
	await at.endpoint.close();
});

test("cancel ends the turn and what runs in it", async () => {
	const commandLine = `sleep 600.${Math.random().toString().slice(2)}`;
	const at = await editor("", answer(functionCall("exec_command", { cmd: commandLine, yield_time_ms: 30_000 })));
	const { agent, leave } = await at.start();
	const { sessionId } = await newSession(agent, at.cwd);
	const turn = prompt(agent, sessionId, "go");
	await expect.poll(() => processesWith(commandLine).length).toBeGreaterThan(0);
	await agent.notify("session/cancel", { sessionId });
	expect(await turn).toMatchObject({ stopReason: "cancelled" });
	await expect.poll(() => processesWith(commandLine)).toEqual([]);
	await leave();
	await at.endpoint.close();
});
