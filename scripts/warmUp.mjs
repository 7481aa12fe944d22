import { spawn } from "node:child_process";
import { once } from "node:events";
import fs from "node:fs";
import http from "node:http";
import path from "node:path";
import { createInterface } from "node:readline";

/** A model's answer in a few words, as the Responses API streams it. */
const ANSWER = [
	{ type: "response.created", response: { id: "resp_1" } },
	{
		type: "response.output_item.added",
		output_index: 0,
		item: { type: "message", id: "msg_1", role: "assistant", content: [] },
	},
	{ type: "response.output_text.delta", item_id: "msg_1", output_index: 0, content_index: 0, delta: "Hello" },
	{
		type: "response.output_item.done",
		output_index: 0,
		item: { type: "message", id: "msg_1", role: "assistant", content: [{ type: "output_text", text: "Hello" }] },
	},
	{
		type: "response.completed",
		response: { id: "resp_1", usage: { input_tokens: 1, output_tokens: 1, total_tokens: 2 } },
	},
];

async function serveModel() {
	const server = http.createServer((request, response) => {
		request.resume();
		response.writeHead(200, { "content-type": "text/event-stream" });
		response.end(ANSWER.map((event) => `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`).join(""));
	});
	server.listen(0, "127.0.0.1");
	await once(server, "listening");
	return server;
}

/** Runs a server for as long as `use` takes, which is given its requests and a wait for the end of a turn. */
async function session(command, args, env, use) {
	const server = spawn(command, args, { env, stdio: ["pipe", "pipe", "inherit"] });
	const exited = once(server, "exit");
	const waiting = new Set();
	createInterface({ input: server.stdout }).on("line", (line) => {
		const message = JSON.parse(line);
		for (const each of waiting) {
			if (!each.matches(message)) continue;
			waiting.delete(each);
			each.resolve(message);
		}
	});
	const next = (matches) => new Promise((resolve) => waiting.add({ matches, resolve }));
	const send = (message) => server.stdin.write(`${JSON.stringify(message)}\n`);
	let lastId = 0;
	const request = async (method, params) => {
		const id = ++lastId;
		const answered = next((message) => message.id === id && !message.method);
		send({ id, method, params });
		const { result, error } = await answered;
		if (error) throw new Error(`${method}: ${error.message}`);
		return result;
	};
	const turn = async (threadId) => {
		const ended = next((message) => message.method === "turn/completed");
		await request("turn/start", { threadId, input: [{ type: "text", text: "hello" }] });
		const { turn } = (await ended).params;
		if (turn.status !== "completed") throw new Error(`the turn ended as ${turn.status}: ${turn.error?.message}`);
	};
	const work = async () => {
		await request("initialize", { clientInfo: { name: "warm-up", version: "1" } });
		send({ method: "initialized" });
		await use(request, turn);
		server.stdin.end();
		await exited;
	};
	const died = exited.then(([code]) => {
		if (code !== 0) throw new Error(`the server ended with ${code} while it was warmed up`);
	});
	try {
		await Promise.all([Promise.race([work(), died]), died]);
	} finally {
		server.kill();
	}
}

/**
 * Writes the code caches of a folder of parts: runs them as a server that starts, runs a turn, and in a second process resumes
 * its thread and runs another. `home` is made for it and deleted.
 */
export async function writeCodeCaches(node, folder, home) {
	fs.rmSync(home, { recursive: true, force: true });
	fs.mkdirSync(home, { recursive: true });
	const model = await serveModel();
	const address = `http://127.0.0.1:${model.address().port}`;
	fs.writeFileSync(
		path.join(home, "config.toml"),
		`model = "none"\nmodel_provider = "none"\n[model_providers.none]\nname = "none"\nbase_url = "${address}"\n`,
	);
	const env = { ...process.env, HEDDLE_HOME: home, HOME: home };
	const args = [path.join(import.meta.dirname, "codeCaches.cjs"), folder, "app-server"];
	try {
		let threadId;
		await session(node, args, env, async (request, turn) => {
			threadId = (await request("thread/start", { cwd: home })).thread.id;
			await turn(threadId);
		});
		await session(node, args, env, async (request, turn) => {
			await request("model/list", {});
			await request("config/read", {});
			await request("thread/list", {});
			await request("thread/resume", { threadId });
			await turn(threadId);
			await turn((await request("thread/start", { cwd: home })).thread.id);
			await request("thread/read", { threadId, includeTurns: true });
		});
	} finally {
		model.close();
		fs.rmSync(home, { recursive: true, force: true });
	}
}
