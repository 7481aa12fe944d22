import { once } from "node:events";
import { createServer, type IncomingMessage } from "node:http";
import { isObject } from "./modelEndpoint.ts";

type Json = Record<string, unknown>;

export interface JsonRequest {
	method: string;
	/** Path with query. */
	url: string;
	headers: IncomingMessage["headers"];
	body: Json;
}

/** A server on loopback of JSON answers; what `answer` has none for is 404. */
export async function startJsonServer(answer: (request: JsonRequest) => unknown) {
	const requests: JsonRequest[] = [];
	const server = createServer(async (request, response) => {
		let text = "";
		for await (const chunk of request) text += String(chunk);
		const body: unknown = text === "" ? {} : JSON.parse(text);
		const received = {
			method: request.method ?? "",
			url: request.url ?? "",
			headers: request.headers,
			body: isObject(body) ? body : {},
		};
		requests.push(received);
		const answered = answer(received);
		response.writeHead(answered === undefined ? 404 : 200, { "content-type": "application/json" });
		response.end(JSON.stringify(answered ?? { error: "not found" }));
	}).listen(0, "127.0.0.1");
	await once(server, "listening");
	const address = server.address();
	if (typeof address !== "object" || address === null) throw new Error("no TCP address");
	return {
		requests,
		host: `127.0.0.1:${address.port}`,
		async close() {
			server.closeAllConnections();
			server.close();
			await once(server, "close");
		},
	};
}

/** Ollama's own API, with one model for agents, one that only talks and one for embeddings. */
export const ollama = ({ method, url, body }: JsonRequest): unknown => {
	const abilities: Record<string, string[]> = {
		"qwen3-coder:30b": ["completion", "tools", "thinking"],
		"gemma3:4b": ["completion", "vision"],
		"nomic-embed-text:latest": ["embedding"],
	};
	if (method === "GET" && url === "/api/tags")
		return { models: Object.keys(abilities).map((name) => ({ name, model: name })) };
	if (method === "GET" && url === "/api/ps") return { models: [{ name: "gemma3:4b", context_length: 4096 }] };
	if (method === "POST" && url === "/api/show") return { capabilities: abilities[String(body.model)] };
	return undefined;
};
