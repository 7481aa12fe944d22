import fs from "node:fs";
import path from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { NetworkServer } from "../support/networkServer.ts";
import { ResponsesEndpoint } from "../support/responsesEndpoint.ts";
import { answer, completed, created, functionCall, Gate, message, stream } from "../support/responsesEvents.ts";
import { scratchFolder } from "../support/scratchFolder.ts";
import { RecordingProxy } from "../support/strangersProxy.ts";
import { ReferenceTerminal } from "../support/strangersTerminal.ts";

const ENTER = "\r";
/** Of what stands in the prompt. */
const CLEAR = "\x15";

/** Our server, listening, with a scripted model; and the reference's terminal client, not yet started. */
async function remote() {
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
	const server = new NetworkServer(["--listen", "ws://127.0.0.1:0"], home);
	const proxy = await RecordingProxy.before(`ws://127.0.0.1:${await server.port()}`);
	const open = async (...args: string[]) => {
		const where = ["--remote", proxy.url, "--cd", workspace];
		const terminal = await ReferenceTerminal.start([...args, ...where], clientHome, workspace);
		// The model's name is there when it has a thread; before, it would take no prompt.
		await terminal.shows("GPT-5.5 default");
		return terminal;
	};
	return { endpoint, proxy, workspace, open };
}

/** Pastes words, and sends them when the prompt has them: an Enter that follows keys at once would be one more line. */
async function say(terminal: ReferenceTerminal, words: string): Promise<void> {
	terminal.type(`\x1b[200~${words}\x1b[201~`);
	await terminal.shows(`› ${words}`);
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

test("a prompt is typed, the answer is shown, the thread is named, and it leaves", async () => {
	const { endpoint, proxy, open } = await remote();
	const answered = begin(endpoint, "how is the loom?", message("The loom is warm."));
	const terminal = await open();
	await say(terminal, "how is the loom?");
	await answered;
	await terminal.shows("• The loom is warm.");
	await proxy.asked("thread/name/set");
	await leave(terminal);
	expect(proxy.refusals).toEqual([]);
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
	await expect.poll(press, { interval: 500, timeout: 10_000 }).toContain("You approved codex to run");
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
