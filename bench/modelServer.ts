import http from "node:http";

/** One scripted answer of the model: the SSE body of `POST /responses`, encoded once so that the bench measures the server and not itself. */
export type Answer = Buffer;

interface Usage {
	input_tokens: number;
	output_tokens: number;
}

const usageOf = ({ input_tokens, output_tokens }: Usage) => ({
	input_tokens,
	input_tokens_details: { cached_tokens: 0 },
	output_tokens,
	output_tokens_details: { reasoning_tokens: 0 },
	total_tokens: input_tokens + output_tokens,
});

const event = (body: { type: string } & Record<string, unknown>) =>
	`event: ${body.type}\ndata: ${JSON.stringify(body)}\n\n`;

let counter = 0;

function answer(middle: string): Answer {
	const id = `resp_${counter++}`;
	return Buffer.from(
		event({ type: "response.created", response: { id } }) +
			middle +
			event({ type: "response.completed", response: { id, usage: usageOf({ input_tokens: 10, output_tokens: 5 }) } }),
	);
}

/** A final message that arrives in `deltas` pieces. */
export function message(deltas: number): Answer {
	const id = `msg_${counter++}`;
	const item = { type: "message", role: "assistant", id, content: [] as unknown[] };
	const parts = [event({ type: "response.output_item.added", output_index: 0, item })];
	let text = "";
	for (let i = 0; i < deltas; i++) {
		const delta = `word${i % 97} `;
		text += delta;
		parts.push(event({ type: "response.output_text.delta", item_id: id, output_index: 0, content_index: 0, delta }));
	}
	parts.push(
		event({
			type: "response.output_item.done",
			output_index: 0,
			item: { ...item, content: [{ type: "output_text", text, annotations: [] }] },
		}),
	);
	return answer(parts.join(""));
}

/** A call of `exec_command` with the given shell text. */
export function command(cmd: string): Answer {
	const n = counter++;
	const item = {
		type: "function_call",
		id: `fc_${n}`,
		call_id: `call_${n}`,
		name: "exec_command",
		arguments: JSON.stringify({ cmd, yield_time_ms: 30_000 }),
	};
	return answer(
		event({ type: "response.output_item.added", output_index: 0, item: { ...item, arguments: "" } }) +
			event({ type: "response.output_item.done", output_index: 0, item }),
	);
}

/** A model endpoint on loopback that plays its queue in order. */
export class ModelServer {
	readonly #queue: Answer[] = [];
	readonly #server: http.Server;
	/** Called with `performance.now()` of each request's arrival. */
	onRequest: (at: number) => void = () => {};

	constructor() {
		this.#server = http.createServer((request, response) => {
			const at = performance.now();
			request.resume();
			if (request.method !== "POST" || !request.url?.endsWith("/responses")) {
				response.writeHead(404).end();
				return;
			}
			this.onRequest(at);
			request.on("end", () => {
				const next = this.#queue.shift();
				if (!next) {
					response.writeHead(500).end("the bench has no more answers");
					return;
				}
				response.writeHead(200, { "content-type": "text/event-stream" });
				response.end(next);
			});
		});
	}

	play(...answers: Answer[]): void {
		this.#queue.push(...answers);
	}

	/** Resolves with the base URL. */
	listen(): Promise<string> {
		return new Promise((resolve, reject) => {
			this.#server.once("error", reject);
			this.#server.listen(0, "127.0.0.1", () => {
				const address = this.#server.address();
				if (typeof address === "object" && address) resolve(`http://127.0.0.1:${address.port}/v1`);
			});
		});
	}

	close(): void {
		this.#server.close();
		this.#server.closeAllConnections();
	}
}
