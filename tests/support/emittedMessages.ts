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

	check({ id, method, params, result }: Emitted): void {
		if (method === undefined) {
			const asked = id === undefined ? undefined : this.#asked.get(id);
			const entry = asked === undefined ? undefined : (clientRequests as Registry)[asked];
			if (result !== undefined && entry?.result) this.#fits(`the answer to ${asked}`, entry.result, result);
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
		const validate = this.#reference(type.schemaName);
		if (!validate(value))
			this.violations.push(`${what}, by the reference: ${JSON.stringify(validate.errors?.slice(-2))}`);
	}
}
