import fs from "node:fs";
import path from "node:path";
import { Ajv, type ValidateFunction } from "ajv";
import type * as z from "zod";
import { clientRequests } from "../../server/protocol/clientRequests.ts";
import { isInJsonSchema, type LazySchema } from "../../server/protocol/schema.ts";
import { serverNotifications } from "../../server/protocol/serverNotifications.ts";
import { serverRequests } from "../../server/protocol/serverRequests.ts";
import { referenceServer } from "./reference.ts";

type Declared = LazySchema<z.ZodType>;
type Registry = Record<string, { params: Declared; result?: Declared }>;

interface Emitted {
	id?: number | string;
	method?: string;
	params?: unknown;
	result?: unknown;
	error?: unknown;
}

/** How much of a message a complaint shows, in characters. */
const SHOWN = 200;

function parsed(line: string) {
	try {
		return JSON.parse(line);
	} catch {
		return undefined;
	}
}

/** Compiles the reference's schema of a named type at its first use. */
let compiled: Promise<(name: string) => ValidateFunction> | undefined;

async function referenceSchemas(): Promise<(name: string) => ValidateFunction> {
	const { experimentalSchemas } = await referenceServer();
	const file = path.join(experimentalSchemas, "codex_app_server_protocol.schemas.json");
	const bundle = JSON.parse(fs.readFileSync(file, "utf8"));
	// Formats such as int64 are notes for other languages.
	const ajv = new Ajv({ strict: false, validateFormats: false });
	ajv.addSchema(bundle, "reference");
	const compile = (name: string) =>
		ajv.compile({ $ref: `reference#/definitions/${name in bundle.definitions ? "" : "v2/"}${name}` });
	const validators = new Map<string, ValidateFunction>();
	return (name) => {
		const validate = validators.get(name) ?? compile(name);
		validators.set(name, validate);
		return validate;
	};
}

/** Checks every message a server writes against our schema of it and against the reference's. */
export class EmittedMessages {
	readonly violations: string[] = [];
	readonly #asked = new Map<number | string, string>();
	readonly #reference: (name: string) => ValidateFunction;

	private constructor(reference: (name: string) => ValidateFunction) {
		this.#reference = reference;
	}

	static async create(): Promise<EmittedMessages> {
		return (await EmittedMessages.prepared())();
	}

	/** For whoever cannot wait when a connection comes: makes checks, one for each connection. */
	static async prepared(): Promise<() => EmittedMessages> {
		compiled ??= referenceSchemas();
		const reference = await compiled;
		return () => new EmittedMessages(reference);
	}

	/** Tells which method the answer with that id will be to. */
	asked(id: number | string, method: string): void {
		this.#asked.set(id, method);
	}

	/** Takes note of lines that the client writes, of which some may be no messages. */
	heard(lines: string): void {
		for (const line of lines.split("\n")) {
			const { id, method } = Object(parsed(line));
			if (id !== undefined && typeof method === "string") this.asked(id, method);
		}
	}

	/** Checks a line that the server has written. */
	read(line: string): void {
		const message = parsed(line);
		if (message === undefined) this.violations.push(`no JSON: ${line.slice(0, SHOWN)}`);
		else this.check(message);
	}

	check(message: Emitted): void {
		this.#isReferences("JSONRPCMessage", message, `the message ${JSON.stringify(message).slice(0, SHOWN)}`);
		const { id, method, params, result, error } = message;
		if (method === undefined) {
			const asked = id === undefined ? undefined : this.#asked.get(id);
			if (asked === undefined) this.violations.push(`an answer to nothing that was asked: ${id}`);
			if (asked === undefined || error !== undefined) return;
			const entry = (clientRequests as Registry)[asked];
			if (entry?.result) this.#fits(`the answer to ${asked}`, entry.result, result);
			else this.violations.push(`a result of ${asked}, which is in no registry`);
			return;
		}
		const registry: Registry = id === undefined ? serverNotifications : serverRequests;
		const entry = registry[method];
		if (entry) this.#fits(method, entry.params, params);
		else this.violations.push(`${method} is in no registry`);
	}

	#fits(what: string, type: Declared, value: unknown): void {
		const parsed = type().safeParse(value);
		if (!parsed.success) this.violations.push(`${what}: ${parsed.error.message}`);
		if (!isInJsonSchema(type.schemaName)) return;
		this.#isReferences(type.schemaName, value, what);
	}

	#isReferences(name: string, value: unknown, what: string): void {
		const validate = this.#reference(name);
		if (!validate(value))
			this.violations.push(`${what}, by the reference: ${JSON.stringify(validate.errors?.slice(-2))}`);
	}
}
