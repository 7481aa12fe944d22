import path from "node:path";
import { pathToFileURL } from "node:url";
import { ensureStrangers } from "../../scripts/setup/strangers.mjs";

let ready: Promise<string> | undefined;

/** The folder of a client that others wrote, fetched to a cache outside the repository at its first use. */
export async function strangerFolder(name: string): Promise<string> {
	ready ??= ensureStrangers((line: string) => console.log(line));
	return path.join(await ready, "node_modules", name);
}

/** The module of such a client. Whoever imports it says which part of its interface is used. */
export async function importStranger<T>(name: string, entry: string): Promise<T> {
	return import(pathToFileURL(path.join(await strangerFolder(name), entry)).href);
}
