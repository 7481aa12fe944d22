import fs from "node:fs";
import path from "node:path";
import { createInterface } from "node:readline";
import { PassThrough } from "node:stream";
import { expect, test } from "vitest";
import { LineChannel } from "#wire/lineChannel.ts";
import { ServerProcess } from "../../../server/cli/serverProcess.ts";
import { ConfigStore } from "../../../server/config/configStore.ts";
import { closedAfterEach } from "../../support/closedAfterEach.ts";
import { ResponsesEndpoint } from "../../support/responsesEndpoint.ts";
import { answer, functionCall, Gate, message, type Reply } from "../../support/responsesEvents.ts";
import { scratchFolder } from "../../support/scratchFolder.ts";
import type { Json, Message } from "../../support/serverProcess.ts";

const open = closedAfterEach();
const FLAGS = { overrides: [], profile: null, ignoreUserConfig: false };

/** A whole server in this process, whose administrator's file is in a scratch folder. */
class AdministeredServer extends ServerProcess {
	readonly #store: ConfigStore;

	constructor(home: string, systemFolder: string) {
		super(home, FLAGS);
		this.#store = new ConfigStore(home, FLAGS, systemFolder);
	}

	override config(): Promise<ConfigStore> {
		return Promise.resolve(this.#store);
	}
}

/** A thread that may do everything, and its client; `script` is what the model says. */
class Client {
	readonly messages: Message[] = [];
	readonly root = scratchFolder();
	readonly #input = new PassThrough();
	readonly #watchers = new Set<() => void>();
	threadId = "";
	/** What the model was last sent. */
	lastRequest = () => "";
	#nextId = 0;

	static async start(...script: Reply[]): Promise<Client> {
		const client = new Client();
		for (const name of ["home", "system", "work"]) fs.mkdirSync(path.join(client.root, name));
		const endpoint = await ResponsesEndpoint.start(...script);
		open.push(endpoint);
		client.lastRequest = () => JSON.stringify(endpoint.requests.at(-1)?.body);
		fs.writeFileSync(path.join(client.root, "home/config.toml"), endpoint.configToml());
		const server = new AdministeredServer(path.join(client.root, "home"), path.join(client.root, "system"));
		open.push(server);
		const output = new PassThrough();
		createInterface({ input: output }).on("line", (line) => {
			client.messages.push(JSON.parse(line));
			for (const watcher of [...client.#watchers]) watcher();
		});
		server.connect(new LineChannel(client.#input, output));
		const capabilities = { experimentalApi: true };
		await client.ask("initialize", { clientInfo: { name: "test", version: "1" }, capabilities });
		const thread = { cwd: client.at("work"), approvalPolicy: "never", sandbox: "danger-full-access" };
		client.threadId = Object((await client.ask("thread/start", thread)).result?.thread).id;
		return client;
	}

	at(...names: string[]): string {
		return path.join(this.root, ...names);
	}

	/** Writes the administrator's file. */
	require(text: string): void {
		fs.writeFileSync(this.at("system/requirements.toml"), text);
	}

	async next(fits: (message: Message) => boolean): Promise<Message> {
		for (;;) {
			const found = this.messages.find(fits);
			if (found) return found;
			const { promise, resolve } = Promise.withResolvers<void>();
			this.#watchers.add(resolve);
			await promise;
			this.#watchers.delete(resolve);
		}
	}

	ask(method: string, params: Json): Promise<Message> {
		const id = this.#nextId++;
		this.#input.write(`${JSON.stringify({ id, method, params })}\n`);
		return this.next((message) => message.id === id && message.method === undefined);
	}

	/** As `ask`, about the thread. */
	inThread(method: string, params: Json = {}): Promise<Message> {
		return this.ask(method, { threadId: this.threadId, ...params });
	}

	begin(): Promise<Message> {
		return this.inThread("turn/start", { input: [{ type: "text", text: "go" }] });
	}

	/** The end of the turn that such an answer is about. */
	async end({ result, error }: Message): Promise<Json> {
		if (!result) throw new Error(error?.message);
		const { id } = Object(result.turn);
		const { params } = await this.next(
			({ method, params }) => method === "turn/completed" && Object(params?.turn).id === id,
		);
		return Object(params?.turn);
	}

	warnings(): string[] {
		return this.messages.flatMap(({ method, params }) => (method === "warning" ? [String(params?.message)] : []));
	}

	exists(name: string): boolean {
		return fs.existsSync(this.at("work", name));
	}
}

const run = (cmd: string) => answer(functionCall("exec_command", { cmd, login: false }));
const said = () => answer(message("done"));

const READ_ONLY = 'allowed_sandbox_modes = ["read-only"]\n';
const FORBIDDING = '[rules]\nprefix_rules = [{ pattern = [{ token = "touch" }], decision = "forbidden" }]\n';
const BROKEN = "allowed_sandbox_modes = [\n";
const refusal = expect.stringContaining("failed to load requirements: ");

test("the next turn is held to what the file says then, and the client is told", async () => {
	const client = await Client.start(
		run("touch first"),
		said(),
		run("touch second"),
		said(),
		run("touch third"),
		said(),
	);
	await client.end(await client.begin());
	expect(client.exists("first")).toBe(true);
	client.require(FORBIDDING);
	await client.end(await client.begin());
	expect(client.exists("second")).toBe(false);
	expect(client.warnings()).toEqual([]);
	client.require(READ_ONLY);
	await client.end(await client.begin());
	expect(client.exists("third")).toBe(false);
	expect(client.warnings()).toEqual([expect.stringMatching(/^The sandbox is `read-only` instead: /)]);
	const { params } = await client.next(({ method }) => method === "thread/settings/updated");
	expect(Object(params?.threadSettings).sandboxPolicy).toMatchObject({ type: "readOnly" });
});

test("a turn is refused while the file cannot be used, or when it requires another provider", async () => {
	const client = await Client.start(said());
	client.require(BROKEN);
	expect((await client.begin()).error).toMatchObject({ code: -32600, message: refusal });
	client.require('model_provider = "openai"\n');
	expect((await client.begin()).error?.message).toContain("now requires `openai`: start a new thread");
	client.require("");
	expect(await client.end(await client.begin())).toMatchObject({ status: "completed" });
});

test("a queued message waits while the file cannot be used, and is then sent under what it says", async () => {
	const gate = new Gate();
	const client = await Client.start(answer(gate, ...message("first")), run("touch queued"), said());
	const first = await client.begin();
	await gate.reached;
	const input = [{ type: "text", text: "later" }];
	expect((await client.inThread("thread/queue/add", { input, clientUserMessageId: "later" })).error).toBeUndefined();
	client.require(BROKEN);
	gate.release();
	await client.end(first);
	const warning = await client.next(({ method }) => method === "warning");
	expect(warning.params?.message).toMatch(/^A queued message was not sent, and stays queued: failed to load/);
	expect((await client.inThread("thread/queue/start")).error?.message).toEqual(refusal);
	expect((await client.inThread("thread/queue/list")).result?.data).toHaveLength(1);
	client.require(READ_ONLY);
	await client.end(await client.inThread("thread/queue/start"));
	expect(client.exists("queued")).toBe(false);
	expect((await client.inThread("thread/queue/list")).result?.data).toEqual([]);
});

test("a review and a compaction are refused before they stop the turn that runs; a review is held to the file", async () => {
	const gate = new Gate();
	const client = await Client.start(answer(gate, ...message("first")), run("touch reviewed"), said());
	const first = await client.begin();
	await gate.reached;
	client.require(BROKEN);
	const target = { type: "custom", instructions: "look" };
	expect((await client.inThread("review/start", { target })).error).toMatchObject({ code: -32600, message: refusal });
	expect((await client.inThread("thread/compact/start")).error?.message).toEqual(refusal);
	gate.release();
	expect(await client.end(first)).toMatchObject({ status: "completed" });
	client.require(FORBIDDING);
	await client.end(await client.inThread("review/start", { target }));
	expect(client.lastRequest()).toContain("policy forbids commands starting with `touch`");
});

test.skipIf(process.platform !== "linux")(
	"command/exec is held to what the file says when it is asked for",
	async () => {
		const client = await Client.start();
		const exec = (params: Json) =>
			client.ask("command/exec", { command: ["cat", client.at("work/secret")], ...params });
		fs.writeFileSync(client.at("work/secret"), "the secret");
		const free = { sandboxPolicy: { type: "dangerFullAccess" } };
		expect((await exec(free)).result).toMatchObject({ stdout: "the secret" });
		client.require(`[permissions.filesystem]\ndeny_read = [${JSON.stringify(client.at("work/secret"))}]\n`);
		expect((await exec(free)).error?.message).toContain("`danger-full-access` is not in the allowed set");
		for (const params of [{}, { sandboxPolicy: { type: "workspaceWrite" } }, { permissionProfile: ":workspace" }])
			expect((await exec(params)).result?.stdout).toBe("");
		client.require(BROKEN);
		expect((await exec({})).error).toMatchObject({ code: -32600, message: refusal });
	},
);
