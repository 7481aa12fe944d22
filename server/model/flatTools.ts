import { createHash } from "node:crypto";
import { type Json, listOf, recordOf, textOf } from "./json.ts";
import type { ModelRequest } from "./provider.ts";

/** In characters: what every server of the chat and messages APIs takes. */
const LONGEST_NAME = 64;
const HASH_LENGTH = 8;

/**
 * The functions of a request for APIs that know no namespaces: a function in one is named after both. The names last: the same
 * tool has the same name in every request.
 */
export class FlatTools {
	/** The function tools, under their flat names. */
	readonly functions: Json[] = [];
	readonly #byFlatName = new Map<string, { name: string; namespace?: string }>();

	constructor({ tools }: Pick<ModelRequest, "tools">) {
		for (const tool of tools.map(recordOf)) {
			if (tool.type === "function") this.#add(tool, undefined);
			if (tool.type !== "namespace") continue;
			for (const inner of listOf(tool.tools).map(recordOf)) this.#add(inner, textOf(tool.name));
		}
	}

	#add(tool: Json, namespace: string | undefined): void {
		const name = textOf(tool.name);
		const flat = flatName(name, namespace);
		if (this.#byFlatName.has(flat)) return;
		this.#byFlatName.set(flat, namespace === undefined ? { name } : { name, namespace });
		this.functions.push({ ...tool, name: flat });
	}

	/** What the model means by a name. */
	named(flat: string): { name: string; namespace?: string } {
		return this.#byFlatName.get(flat) ?? { name: flat };
	}
}

/** The name of a function for an API without namespaces. A long one ends in a hash, so that it stays one of a kind. */
export function flatName(name: string, namespace: string | undefined): string {
	const whole = namespace === undefined ? name : `${namespace}__${name}`;
	if (whole.length <= LONGEST_NAME) return whole;
	const hash = createHash("sha256").update(whole).digest("hex").slice(0, HASH_LENGTH);
	return `${whole.slice(0, LONGEST_NAME - HASH_LENGTH - 1)}_${hash}`;
}
