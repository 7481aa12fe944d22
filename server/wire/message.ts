/** A message of the wire: a request, a notification or a response, without the `jsonrpc` member. */
export type WireMessage = Record<string, unknown>;

/** A line or frame that could not be taken as a message. What follows it is read all the same. */
export class UnreadableMessage extends Error {
	override name = "UnreadableMessage";
	/** The request's id, where the beginning of an over-long message still shows it. */
	readonly id: string | number | undefined;
	constructor(message: string, id?: string | number) {
		super(message);
		this.id = id;
	}
}

/**
 * The message that a line or frame holds.
 * @param carrier what held it, for the error
 * @throws UnreadableMessage
 */
export function parseMessage(text: string, carrier: "line" | "frame"): WireMessage {
	let value: unknown;
	try {
		value = JSON.parse(text);
	} catch (error) {
		const reason = error instanceof Error ? error.message.slice(0, 200) : String(error);
		throw new UnreadableMessage(`A ${carrier} is not JSON: ${reason}`);
	}
	if (!isMessage(value)) throw new UnreadableMessage(`A ${carrier} is not a request, a notification or a response.`);
	return value;
}

function isMessage(value: unknown): value is WireMessage {
	if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
	if ("method" in value) return typeof value.method === "string" && (!("id" in value) || isId(value.id));
	return "id" in value && ("result" in value || "error" in value);
}

const isId = (id: unknown) => typeof id === "string" || Number.isInteger(id);
