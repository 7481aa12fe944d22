import fs from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { ChatEndpoint, chatAnswer, texts } from "../support/chatEndpoint.ts";
import { heddle, runCommand } from "../support/heddleCommand.ts";
import { scratchFolder } from "../support/scratchFolder.ts";

/** A server of this machine with these models, one of which only talks, and `exec --oss` beside it. */
async function place(models: string[], answers = 0) {
	const endpoint = await ChatEndpoint.start(...Array.from({ length: answers }, () => chatAnswer(texts("Hello"))));
	endpoint.pages.set("/api/tags", { models: models.map((name) => ({ name })) });
	endpoint.pages.set("/api/show", { capabilities: ["completion", "tools"] });
	endpoint.pages.set("/api/v0/models", {
		data: [...models.map((id) => ({ id, type: "llm" })), { id: "embedder", type: "embeddings" }],
	});
	const home = scratchFolder();
	const configure = (text: string) => fs.writeFileSync(path.join(home, "config.toml"), text);
	return {
		endpoint,
		configure,
		exec: (...args: string[]) =>
			runCommand(heddle, ["exec", "--skip-git-repo-check", "--oss", ...args], {
				home,
				cwd: home,
				env: { OLLAMA_HOST: new URL(endpoint.baseUrl).host },
			}),
		asked: () => endpoint.requests.map(({ body }) => body.model),
		[Symbol.asyncDispose]: () => endpoint.close(),
	};
}

const ollama = ["--local-provider", "ollama"];

test("a turn with a model of Ollama: its usual one, or the one that is named", async () => {
	await using at = await place(["gpt-oss:20b", "qwen3:latest"], 2);
	at.configure('model = "gpt-5.5"\nmodel_provider = "nosuch"\n');
	expect(await at.exec(...ollama, "go")).toMatchObject({ code: 0, stdout: "Hello\n" });
	expect(await at.exec(...ollama, "-m", "qwen3", "go")).toMatchObject({ code: 0, stdout: "Hello\n" });
	expect(at.asked()).toEqual(["gpt-oss:20b", "qwen3:latest"]);
});

test("a turn with a model of LM Studio, which the configuration names", async () => {
	await using at = await place(["openai/gpt-oss-20b"], 1);
	at.configure(`oss_provider = "lmstudio"\n[model_providers.lmstudio]\nbase_url = "${at.endpoint.baseUrl}"\n`);
	expect(await at.exec("go")).toMatchObject({ code: 0, stdout: "Hello\n" });
	expect(at.asked()).toEqual(["openai/gpt-oss-20b"]);
});

test("a model that is not there says how to get it, and which there are", async () => {
	await using at = await place(["qwen3:latest"]);
	const named = await at.exec(...ollama, "-m", "gemma3", "go");
	expect([named.code, named.stdout, named.stderr.trim()]).toEqual([
		1,
		"",
		"heddle: Ollama has no model gemma3 that can work here; it has qwen3:latest. `ollama pull gemma3` gets it.",
	]);
	const usual = await at.exec(...ollama, "go");
	expect([usual.code, usual.stderr.trim()]).toEqual([
		1,
		"heddle: Ollama has no gpt-oss:20b. Choose a model with -m: qwen3:latest.",
	]);
	await using empty = await place([]);
	const { stderr } = await empty.exec(...ollama, "go");
	expect(stderr.trim()).toBe(
		"heddle: Ollama has no model gpt-oss:20b that can work here. `ollama pull gpt-oss:20b` gets it.",
	);
});

test("a server that does not run says how to start it", async () => {
	const at = await place([]);
	await at.endpoint.close();
	const { code, stdout, stderr } = await at.exec(...ollama, "go");
	expect([code, stdout]).toEqual([1, ""]);
	expect(stderr.trim()).toBe(
		`heddle: Ollama does not answer at ${at.endpoint.baseUrl}. Start it with \`ollama serve\`.`,
	);
});
