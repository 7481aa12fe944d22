import fs from "node:fs";
import path from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { NetworkServer } from "../support/networkServer.ts";
import { processesWith } from "../support/processList.ts";
import { ResponsesEndpoint } from "../support/responsesEndpoint.ts";
import { answer, completed, created, functionCall, Gate, message, stream } from "../support/responsesEvents.ts";
import { scratchFolder } from "../support/scratchFolder.ts";
import { RecordingProxy } from "../support/strangersProxy.ts";
import { ReferenceTerminal } from "../support/strangersTerminal.ts";

const ENTER = "\r";
/** Of what stands in the prompt. */
const CLEAR = "\x15";

/**
 * Of a page of turns: this client asks for it about when it sends a thread's first prompt, and of the thread of the title; the
 * reference's server answers alike.
 */
const noTurns = /^thread\/turns\/list: (thread \S+ is not materialized yet|ephemeral threads do not support)/;

/** Our server, listening, with a scripted model; and the reference's terminal client, not yet started, of which nothing may be refused. */
async function remote(transport: "ws" | "unix" = "ws") {
	const scratch = scratchFolder();
	const folder = (name: string) => {
		fs.mkdirSync(path.join(scratch, name));
		return path.join(scratch, name);
	};
	const endpoint = await ResponsesEndpoint.start();
	onTestFinished(() => endpoint.abandon());
	const home = folder("server");
	const [clientHome, workspace] = [folder("client"), folder("workspace")];
	const trusted = `[projects.${JSON.stringify(workspace)}]\ntrust_level = "trusted"\n`;
	fs.writeFileSync(path.join(home, "config.toml"), `${endpoint.configToml()}${trusted}`);
	const proxy = await (transport === "ws" ? overPort(home) : overSocket(home));
	onTestFinished(() => expect(proxy.refusals.filter((refusal) => !noTurns.test(refusal))).toEqual([]));
	const open = async (...args: string[]) => {
		const where = ["--remote", proxy.url, "--cd", workspace];
		const terminal = await ReferenceTerminal.start([...args, ...where], clientHome, workspace);
		// The model's name is there when it has a thread; before, it would take no prompt.
		await terminal.shows("GPT-5.5 default");
		return terminal;
	};
	return { endpoint, proxy, workspace, open };
}

async function overPort(home: string): Promise<RecordingProxy> {
	const server = new NetworkServer(["--listen", "ws://127.0.0.1:0"], home);
	return RecordingProxy.before(`ws://127.0.0.1:${await server.port()}`);
}

async function overSocket(home: string): Promise<RecordingProxy> {
	const [file, before] = ["server.sock", "proxy.sock"].map((name) => path.join(home, name));
	const server = new NetworkServer(["--listen", `unix://${file}`], home);
	await server.says(/(listening)/);
	return RecordingProxy.before(`ws+unix://${file}:/`, before);
}

/** Pastes words, and sends them when the prompt has them: an Enter that follows keys at once would be one more line. */
async function say(terminal: ReferenceTerminal, words: string): Promise<void> {
	const before = terminal.text.length;
	terminal.type(`\x1b[200~${words}\x1b[201~`);
	await terminal.shows(words, before);
	terminal.type(ENTER);
}

/**
 * Plays the first answer of a thread, and what this client asks for in a thread of its own at once: a title. The answer waits for
 * that, so that the requests come in one order.
 */
async function begin(endpoint: ResponsesEndpoint, words: string, ...output: Parameters<typeof answer>): Promise<void> {
	const gate = new Gate();
	endpoint.play(
		{ expect: { last: words }, reply: stream(gate, created(), ...output, completed()) },
		{ expect: { last: "task title" }, reply: answer(message('{"title":"Tend the loom"}')) },
	);
	await endpoint.received(2);
	gate.release();
}

async function leave(terminal: ReferenceTerminal): Promise<void> {
	terminal.type(CLEAR);
	await say(terminal, "/quit");
	expect(await terminal.ended).toBe(0);
}

test.each([
	"ws",
	"unix",
] as const)("%s: a prompt is typed, the answer is shown, the thread is named, and it leaves", async (transport) => {
	const { endpoint, proxy, open } = await remote(transport);
	const answered = begin(endpoint, "how is the loom?", message("The loom is warm."));
	const terminal = await open();
	await say(terminal, "how is the loom?");
	await answered;
	await terminal.shows("• The loom is warm.");
	await proxy.asked("thread/name/set");
	await leave(terminal);
	await endpoint.close();
});

test("a command waits for the key that allows it", async () => {
	const { endpoint, open, workspace } = await remote();
	const command = { cmd: "echo woven > cloth.txt", sandbox_permissions: "require_escalated", justification: "Weave?" };
	const asked = begin(endpoint, "weave", functionCall("exec_command", command));
	endpoint.play(answer(message("It is made.")));
	const terminal = await open();
	await say(terminal, "weave");
	await asked;
	await terminal.shows("Would you like to run the following command?");
	expect(fs.existsSync(path.join(workspace, "cloth.txt"))).toBe(false);
	// A question takes no keys in its first moments.
	const press = () => {
		terminal.type("y");
		return terminal.text;
	};
	await expect.poll(press, { interval: 500 }).toContain("You approved codex to run");
	await terminal.shows("• It is made.");
	expect(fs.readFileSync(path.join(workspace, "cloth.txt"), "utf8")).toBe("woven\n");
	await leave(terminal);
	await endpoint.close();
});

test("a thread is taken up again with all that was said", async () => {
	const { endpoint, proxy, open } = await remote();
	const answered = begin(endpoint, "count", message("One thread."));
	const first = await open();
	await say(first, "count");
	await answered;
	await first.shows("• One thread.");
	// Without a name, it would ask for a title again.
	await proxy.asked("thread/name/set");
	await leave(first);
	const id = /resume ([0-9a-f-]{36})/.exec(first.text)?.[1];
	endpoint.play(answer(message("Two threads.")));
	const second = await open("resume", String(id));
	await second.shows("• One thread.");
	await say(second, "count on");
	await second.shows("• Two threads.");
	expect(JSON.stringify((await endpoint.received(3)).body.input)).toContain('"One thread."');
	await leave(second);
	await endpoint.close();
});

test("a command that is refused does not run, and the next prompt tells the model", async () => {
	const { endpoint, open, workspace } = await remote("unix");
	const command = { cmd: "echo woven > cloth.txt", sandbox_permissions: "require_escalated", justification: "Weave?" };
	const asked = begin(endpoint, "weave", functionCall("exec_command", command));
	const terminal = await open();
	await say(terminal, "weave");
	await asked;
	await terminal.shows("Would you like to run the following command?");
	const press = () => {
		terminal.type("n");
		return terminal.text;
	};
	await expect.poll(press, { interval: 500 }).toContain("You canceled");
	endpoint.play(answer(message("Then not.")));
	terminal.type(CLEAR);
	await say(terminal, "leave it");
	await terminal.shows("• Then not.");
	expect(JSON.stringify((await endpoint.received(3)).body.input)).toContain("turn_aborted");
	expect(fs.existsSync(path.join(workspace, "cloth.txt"))).toBe(false);
	await leave(terminal);
	await endpoint.close();
});

test("Escape ends the turn and what runs in it; the thread goes on", async () => {
	const { endpoint, open } = await remote("unix");
	const commandLine = `sleep 600.${Math.random().toString().slice(2)}`;
	const asked = begin(endpoint, "weave", functionCall("exec_command", { cmd: commandLine, yield_time_ms: 30_000 }));
	const terminal = await open();
	await say(terminal, "weave");
	await asked;
	await expect.poll(() => processesWith(commandLine).length).toBeGreaterThan(0);
	await terminal.shows("1 background terminal running");
	terminal.type("\x1b");
	await terminal.shows("Conversation interrupted");
	await expect.poll(() => processesWith(commandLine)).toEqual([]);
	endpoint.play(answer(message("Resting.")));
	await say(terminal, "rest");
	await terminal.shows("• Resting.");
	await leave(terminal);
	await endpoint.close();
});

test("a command of the person's own runs, and the model learns of it", async () => {
	const { endpoint, open } = await remote("unix");
	const asked = begin(endpoint, "what is there?", message("A cloth."));
	const terminal = await open();
	terminal.type("!");
	await terminal.shows("Shell mode");
	await say(terminal, "echo wo''ven");
	await terminal.shows("└ woven");
	await say(terminal, "what is there?");
	await asked;
	await terminal.shows("• A cloth.");
	expect(JSON.stringify((await endpoint.received(1)).body.input)).toContain("woven");
	await leave(terminal);
	await endpoint.close();
});

test("what is typed while the agent works reaches it in the same turn", async () => {
	const { endpoint, proxy, open, workspace } = await remote("unix");
	const waits = { cmd: "until [ -e told ]; do sleep 0.05; done", yield_time_ms: 30_000 };
	const asked = begin(endpoint, "weave", functionCall("exec_command", waits));
	const terminal = await open();
	await say(terminal, "weave");
	await asked;
	await terminal.shows("1 background terminal running");
	await say(terminal, "in blue");
	endpoint.play(answer(message("Blue it is.")));
	await terminal.shows("in blue");
	fs.writeFileSync(path.join(workspace, "told"), "");
	await terminal.shows("• Blue it is.");
	expect(JSON.stringify((await endpoint.received(3)).body.input)).toContain('"in blue"');
	// This one, and the one of the title.
	expect(proxy.notifications.filter((method) => method === "turn/started")).toHaveLength(2);
	await leave(terminal);
	await endpoint.close();
});
