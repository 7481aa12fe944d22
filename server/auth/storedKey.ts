import fs from "node:fs";
import path from "node:path";
import type { CliAuthCredentialsStoreMode } from "#protocol/configRequirements.ts";
import { changePrivateFile } from "../platform/privateFile.ts";
import { askKeyring } from "./keyring.ts";

/** Where a key is kept: `auto` takes the keyring where there is one, else the file. */
export type KeyStore = CliAuthCredentialsStoreMode;

/** Keys of this process, by home: the store `ephemeral`. */
const inMemory = new Map<string, string>();

/**
 * The API key of a sign-in, or null when nobody is signed in.
 * @throws Error when the store cannot be read
 */
export async function storedKey(home: string, store: KeyStore): Promise<string | null> {
	switch (store) {
		case "ephemeral":
			return inMemory.get(home) ?? null;
		case "file":
			return keyInFile(home);
		case "keyring":
			return keyInKeyring(home);
		case "auto":
			return (await keyInKeyringIfAny(home)) ?? keyInFile(home);
	}
}

/** What became of a change. */
export interface Kept {
	store: Exclude<KeyStore, "auto">;
	/** Why it is not the keyring, where `auto` had to pass that over. */
	passedOver: string | null;
}

/**
 * Keeps a key.
 * @throws Error when the store cannot be written
 */
export async function storeKey(home: string, store: KeyStore, key: string): Promise<Kept> {
	switch (store) {
		case "ephemeral":
			inMemory.set(home, key);
			return { store, passedOver: null };
		case "file":
			changePrivateFile(
				authFile(home),
				() => `${JSON.stringify({ auth_mode: "apikey", OPENAI_API_KEY: key }, null, 2)}\n`,
			);
			return { store, passedOver: null };
		case "keyring":
			known.delete(home);
			await askKeyring({ home, does: "keep", key });
			return { store, passedOver: null };
		case "auto":
			try {
				await storeKey(home, "keyring", key);
			} catch (error) {
				await storeKey(home, "file", key);
				return { store: "file", passedOver: error instanceof Error ? error.message : String(error) };
			}
			// An older key of a time without a keyring must not come back.
			await forgetKey(home, "file");
			return { store: "keyring", passedOver: null };
	}
}

/**
 * Forgets the key.
 * @returns whether there was one
 * @throws Error when the store cannot be written
 */
export async function forgetKey(home: string, store: KeyStore): Promise<boolean> {
	switch (store) {
		case "ephemeral":
			return inMemory.delete(home);
		case "file": {
			const isThere = fs.existsSync(authFile(home));
			fs.rmSync(authFile(home), { force: true });
			return isThere;
		}
		case "keyring": {
			known.delete(home);
			const answer = await askKeyring({ home, does: "forget", key: null });
			return "wasThere" in answer && answer.wasThere;
		}
		case "auto": {
			const wasInKeyring = await forgetKey(home, "keyring").catch(() => false);
			return (await forgetKey(home, "file")) || wasInKeyring;
		}
	}
}

/** How long a key from the keyring is used before it is read again, in milliseconds: every request of a turn needs it. */
const KNOWN_MS = 60_000;
const known = new Map<string, { key: string; until: number }>();

async function keyInKeyring(home: string): Promise<string | null> {
	const last = known.get(home);
	if (last && performance.now() < last.until) return last.key;
	const answer = await askKeyring({ home, does: "read", key: null });
	const key = "key" in answer ? answer.key : null;
	if (key === null) known.delete(home);
	else known.set(home, { key, until: performance.now() + KNOWN_MS });
	return key;
}

let unusableUntil = 0;

/** A keyring that cannot be used holds nothing, and is not asked again for a while. */
async function keyInKeyringIfAny(home: string): Promise<string | null> {
	if (performance.now() < unusableUntil) return null;
	try {
		return await keyInKeyring(home);
	} catch {
		unusableUntil = performance.now() + KNOWN_MS;
		return null;
	}
}

const authFile = (home: string) => path.join(home, "auth.json");

function keyInFile(home: string): string | null {
	const file = authFile(home);
	if (!fs.existsSync(file)) return null;
	let stored: unknown;
	try {
		stored = JSON.parse(fs.readFileSync(file, "utf8"));
	} catch {
		throw new Error(`${file} cannot be read as JSON; sign in again, or remove it`);
	}
	const key: unknown = typeof stored === "object" && stored !== null ? Reflect.get(stored, "OPENAI_API_KEY") : null;
	return typeof key === "string" && key !== "" ? key : null;
}
