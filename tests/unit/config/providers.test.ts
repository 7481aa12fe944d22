import { afterEach, expect, test } from "vitest";
import { effectiveConfig } from "../../../server/config/effectiveConfig.ts";

/** The providers of a document, and the settings of it that cannot be used. */
function read(model_providers: Record<string, Record<string, unknown>>) {
	const wrong: string[] = [];
	const { providers } = effectiveConfig({ model_providers }, "/home", (path) => wrong.push(path.join(".")));
	return { providers, wrong };
}

const before = process.env.OLLAMA_HOST;
afterEach(() => {
	if (before === undefined) delete process.env.OLLAMA_HOST;
	else process.env.OLLAMA_HOST = before;
});

test.each([
	[undefined, "http://127.0.0.1:11434/v1"],
	["", "http://127.0.0.1:11434/v1"],
	["192.168.1.5", "http://192.168.1.5:11434/v1"],
	["192.168.1.5:8080", "http://192.168.1.5:8080/v1"],
	[":8080", "http://127.0.0.1:8080/v1"],
	["0.0.0.0", "http://127.0.0.1:11434/v1"],
	["http://box:8080/", "http://box:8080/v1"],
	["https://box.test/ollama", "https://box.test/ollama/v1"],
	["not a host", "http://127.0.0.1:11434/v1"],
])("OLLAMA_HOST=%s leads to %s", (host, address) => {
	if (host === undefined) delete process.env.OLLAMA_HOST;
	else process.env.OLLAMA_HOST = host;
	expect(read({}).providers.get("ollama")?.baseUrl).toBe(address);
});

test.each(["responses", "chat", "messages"])("a provider may speak %s", (wireApi) => {
	const table = { base_url: "https://x.test/v1/", wire_api: wireApi };
	const { providers, wrong } = read({ own: table });
	expect(providers.get("own")).toMatchObject({ wireApi, baseUrl: "https://x.test/v1" });
	expect(wrong).toEqual([]);
});

test.each([
	["own", "responses"],
	["ollama", "chat"],
	["anthropic", "messages"],
	["tour", "tour"],
])("%s at another address speaks %s unless it says otherwise", (id, wireApi) => {
	const { providers } = read({ [id]: { base_url: "https://x.test/v1" } });
	expect(providers.get(id)).toMatchObject({ wireApi, baseUrl: "https://x.test/v1" });
});

test("a wire that does not exist is named, and responses spoken", () => {
	const table = { base_url: "https://x.test/v1", wire_api: "morse" };
	const { providers, wrong } = read({ own: table });
	expect(providers.get("own")?.wireApi).toBe("responses");
	expect(wrong).toEqual(["model_providers.own.wire_api"]);
});

test("each wire needs an address", () => {
	expect(read({ own: { wire_api: "chat" } }).wrong).toEqual(["model_providers.own.base_url"]);
});
