import { once } from "node:events";
import { createServer } from "node:net";
import { describe, expect, test } from "vitest";
import { listModels } from "../../../server/model/catalog.ts";
import { servedModels } from "../../../server/model/servedModels.ts";
import { toldWindow } from "../../../server/model/toldWindows.ts";
import { closedAfterEach } from "../../support/closedAfterEach.ts";
import { effectiveConfig, providerConfig } from "../../support/fakeTurnHost.ts";
import { type JsonRequest, ollama, startJsonServer } from "../../support/jsonServer.ts";

const open = closedAfterEach();

async function serve(answer: (request: JsonRequest) => unknown) {
	const server = await startJsonServer(answer);
	open.push(server);
	return server;
}

/** One page of a server. */
const page = (path: string, body: unknown) => (request: JsonRequest) => (request.url === path ? body : undefined);

describe("the models of a server", () => {
	test("are Ollama's, with what each can do", async () => {
		const { host } = await serve(ollama);
		const provider = providerConfig({ id: "ollama", wireApi: "chat", baseUrl: `http://${host}/v1` });
		expect(await servedModels(provider)).toEqual([
			{
				id: "qwen3-coder:30b",
				name: "qwen3-coder:30b",
				images: false,
				tools: true,
				efforts: ["low", "medium", "high"],
				contextWindow: null,
			},
			{ id: "gemma3:4b", name: "gemma3:4b", images: true, tools: false, efforts: [], contextWindow: 4096 },
			{
				id: "nomic-embed-text:latest",
				name: "nomic-embed-text:latest",
				images: false,
				tools: false,
				efforts: [],
				contextWindow: null,
			},
		]);
	});

	test("are LM Studio's, those for embeddings told apart", async () => {
		const data = [
			{ id: "qwen3-vl", type: "vlm" },
			{ id: "gpt-oss-20b", type: "llm", max_context_length: 131_072, loaded_context_length: 32_768 },
			{ id: "embed", type: "embeddings" },
		];
		const { host } = await serve(page("/api/v0/models", { data }));
		const provider = providerConfig({ id: "lmstudio", wireApi: "chat", baseUrl: `http://${host}/v1` });
		const models = await servedModels(provider);
		expect(toldWindow("lmstudio", "gpt-oss-20b")).toBe(32_768);
		expect(models).toMatchObject([
			{ id: "qwen3-vl", images: true, tools: null },
			{ id: "gpt-oss-20b", images: false, tools: null, contextWindow: 32_768 },
			{ id: "embed", tools: false },
		]);
	});

	test("are those of an older LM Studio, which has only OpenAI's list", async () => {
		const { host } = await serve(
			page("/v1/models", { object: "list", data: [{ id: "one", object: "model", max_model_len: 8192 }] }),
		);
		const provider = providerConfig({ id: "lmstudio", wireApi: "chat", baseUrl: `http://${host}/v1` });
		expect(await servedModels(provider)).toEqual([
			{ id: "one", name: "one", images: null, tools: null, efforts: [], contextWindow: 8192 },
		]);
	});

	test("are OpenRouter's, asked for with the provider's headers and query", async () => {
		const data = [
			{
				id: "a/b",
				name: "A: B",
				context_length: 200_000,
				architecture: { input_modalities: ["text"] },
				supported_parameters: ["tools"],
			},
			{
				id: "c/d",
				name: "C: D",
				architecture: { input_modalities: ["text", "image"] },
				supported_parameters: ["top_p"],
			},
		];
		const { host, requests } = await serve(page("/api/v1/models?tenant=t", { data }));
		process.env.TEST_ROUTER_KEY = "sk-router";
		try {
			const provider = providerConfig({
				wireApi: "chat",
				baseUrl: `http://${host}/api/v1`,
				envKey: "TEST_ROUTER_KEY",
				httpHeaders: { "x-title": "t" },
				queryParams: { tenant: "t" },
			});
			expect(await servedModels(provider)).toMatchObject([
				{ id: "a/b", name: "A: B", images: false, tools: true, contextWindow: 200_000 },
				{ id: "c/d", name: "C: D", images: true, tools: false },
			]);
		} finally {
			delete process.env.TEST_ROUTER_KEY;
		}
		expect(requests[0]?.headers).toMatchObject({ authorization: "Bearer sk-router", "x-title": "t" });
	});

	test("are Anthropic's, all of them in one page", async () => {
		const yes = { supported: true };
		const capabilities = { image_input: yes, effort: { supported: true, low: yes, high: yes, xhigh: null } };
		const data = [
			{ type: "model", id: "claude-x", display_name: "Claude X", max_input_tokens: 1_000_000, capabilities },
		];
		const { host, requests } = await serve(page("/v1/models?limit=1000", { data }));
		const provider = providerConfig({ wireApi: "messages", baseUrl: `http://${host}/v1` });
		expect(await servedModels(provider)).toEqual([
			{
				id: "claude-x",
				name: "Claude X",
				images: true,
				tools: null,
				efforts: ["low", "high"],
				contextWindow: 1_000_000,
			},
		]);
		expect(requests[0]?.headers).toHaveProperty("anthropic-version");
	});

	test.each([
		["a key is missing", { envKey: "HEDDLE_TEST_NO_SUCH_KEY" }],
		["there is no address", { baseUrl: null }],
		["the server has no list", {}],
	])("are unknown where %s", async (_why, overrides) => {
		const { host } = await serve(() => undefined);
		expect(
			await servedModels(providerConfig({ wireApi: "chat", baseUrl: `http://${host}/v1`, ...overrides })),
		).toBeNull();
	});

	test("are unknown where nobody listens", async () => {
		const { host, close } = await startJsonServer(() => undefined);
		await close();
		expect(await servedModels(providerConfig({ id: "ollama", baseUrl: `http://${host}/v1` }))).toBeNull();
	});

	test("are unknown where a server takes the question and says nothing", async () => {
		const silent = createServer(() => {}).listen(0, "127.0.0.1");
		await once(silent, "listening");
		const sockets = new Set<{ destroy(): void }>();
		silent.on("connection", (socket) => sockets.add(socket));
		const port = Object(silent.address()).port;
		expect(await servedModels(providerConfig({ id: "lmstudio", baseUrl: `http://127.0.0.1:${port}/v1` }))).toBeNull();
		for (const socket of sockets) socket.destroy();
		silent.close();
		await once(silent, "close");
	});
});

test("served models join the configured one in the list", () => {
	const provider = providerConfig({ name: "Local", wireApi: "chat" });
	const served = [
		{ id: "one", name: "One", images: false, tools: true, efforts: ["low"], contextWindow: null },
		{ id: "two", name: "Two", images: null, tools: false, efforts: [], contextWindow: null },
	];
	const list = (model: string | null) =>
		listModels(
			effectiveConfig({ modelProvider: provider.id, providers: new Map([[provider.id, provider]]), model }),
			provider.id,
			served,
		);
	expect(list("one")).toMatchObject([
		{
			id: "one",
			isDefault: true,
			hidden: false,
			displayName: "One",
			inputModalities: ["text"],
			description: "From Local.",
		},
		{ id: "two", isDefault: false, hidden: true, inputModalities: ["text", "image"] },
	]);
	expect(list("one")[0]?.supportedReasoningEfforts.map((each) => each.reasoningEffort)).toEqual(["low"]);
	expect(list("mine").map(({ id, isDefault }) => `${id} ${isDefault}`)).toEqual([
		"mine true",
		"one false",
		"two false",
	]);
	expect(list(null).some(({ isDefault }) => isDefault)).toBe(false);
});
