import { spawn } from "node:child_process";
import { isSea } from "node:sea";
import { Message } from "vscode-jsonrpc/node";
import { ErrorCode } from "#protocol/errors.ts";
import { ThreadStartResponse } from "#protocol/thread.ts";
import { JsonlMessageReader } from "#wire/jsonlMessageReader.ts";
import { decodeId } from "#wire/messageId.ts";
import type { ParsedArguments } from "../commandLine.ts";
import { UNWANTED_NOTIFICATIONS } from "../exec/execRun.ts";
import { version } from "../version.ts";

/** The requests that are granted, with the word that grants each. */
const GRANTS: Record<string, unknown> = {
	"item/commandExecution/requestApproval": { decision: "accept" },
	"item/fileChange/requestApproval": { decision: "accept" },
};

type WireMessage = Record<string, unknown>;

/**
 * `debug app-server send-message-v2`: starts this program's own server as a client would, sends one message in a new thread, prints
 * every message of both sides until the turn has ended, and grants whatever is asked for.
 */
export async function sendMessage(args: ParsedArguments): Promise<void> {
	const [message = ""] = args.positionals;
	const overrides = args.texts("config").flatMap((override) => ["-c", override]);
	const features = (["enable", "disable"] as const).flatMap((option) =>
		args.texts(option).flatMap((name) => [`--${option}`, name]),
	);
	const self = isSea() ? [] : process.argv.slice(1, 2);
	const child = spawn(process.execPath, [...self, "app-server", ...overrides, ...features], {
		stdio: ["pipe", "pipe", "inherit"],
	});
	const gone = new Promise<void>((resolve) => child.once("close", () => resolve()));
	const failed = new Promise<never>((_, reject) => {
		child.on("error", reject);
		child.on("exit", (code, signal) => reject(new Error(`the server left in the middle (${signal ?? code})`)));
	});
	try {
		await Promise.race([failed, new Conversation(child.stdout, (line) => child.stdin.write(line)).run(message)]);
	} finally {
		child.removeAllListeners("exit");
		child.stdin.end();
		await gone;
	}
}

class Conversation {
	readonly #write: (line: string) => void;
	readonly #answers = new Map<unknown, (message: WireMessage) => void>();
	readonly #over = Promise.withResolvers<void>();
	#lastId = 0;

	constructor(
		input: NodeJS.ReadableStream & ConstructorParameters<typeof JsonlMessageReader>[0],
		write: (line: string) => void,
	) {
		this.#write = write;
		new JsonlMessageReader(input).listen((message) => this.#received(message));
	}

	async run(text: string): Promise<void> {
		const clientInfo = { name: "heddle_debug", title: "Heddle debug", version };
		const capabilities = { experimentalApi: true, optOutNotificationMethods: UNWANTED_NOTIFICATIONS };
		await this.#request("initialize", { clientInfo, capabilities });
		this.#send({ method: "initialized" });
		const { thread } = ThreadStartResponse().parse(await this.#request("thread/start", {}));
		await this.#request("turn/start", { threadId: thread.id, input: [{ type: "text", text }] });
		await this.#over.promise;
	}

	#send(message: WireMessage): void {
		print(">", message);
		this.#write(`${JSON.stringify(message)}\n`);
	}

	async #request(method: string, params: unknown): Promise<unknown> {
		const id = ++this.#lastId;
		const { result, error } = await new Promise<WireMessage>((resolve) => {
			this.#answers.set(id, resolve);
			this.#send({ id, method, params });
		});
		if (error !== undefined) throw new Error(`${method} was answered with ${JSON.stringify(error)}`);
		return result;
	}

	#received(message: Message): void {
		const { jsonrpc: _, ...shown } = message as Message & WireMessage;
		if ("id" in shown) shown.id = decodeId(shown.id);
		print("<", shown);
		if (Message.isResponse(message)) this.#answers.get(shown.id)?.(shown);
		else if (Message.isRequest(message)) this.#grant(shown.id, message.method);
		else if (Message.isNotification(message) && message.method === "turn/completed") this.#over.resolve();
	}

	#grant(id: unknown, method: string): void {
		const result = GRANTS[method];
		if (result !== undefined) this.#send({ id, result });
		else this.#send({ id, error: { code: ErrorCode.refused, message: `${method} is not answered here` } });
	}
}

/** A message over several lines, each with the side it comes from in front. */
function print(side: "<" | ">", message: unknown): void {
	process.stdout.write(JSON.stringify(message, null, 2).replace(/^/gm, `${side} `));
	process.stdout.write("\n");
}
