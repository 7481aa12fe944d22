import { createHash } from "node:crypto";
import fs from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import type { CliAuthCredentialsStoreMode } from "#protocol/configRequirements.ts";
import { changePrivateFile } from "../platform/privateFile.ts";

/** Where a key is kept: `auto` takes the keyring where there is one, else the file. */
export type KeyStore = CliAuthCredentialsStoreMode;

/** Keys of this process, by home: the store `ephemeral`. */
const inMemory = new Map<string, string>();

/**
 * The API key of a sign-in, or null when nobody is signed in.
 * @throws Error when the store cannot be read
 */
export function storedKey(home: string, store: KeyStore): string | null {
	if (store === "ephemeral") return inMemory.get(home) ?? null;
	if (store === "file") return keyInFile(home);
	if (store === "keyring") return fromKeyring(home, (entry) => entry.getPassword());
	try {
		return storedKey(home, "keyring") ?? keyInFile(home);
	} catch {
		return keyInFile(home);
	}
}

/**
 * Keeps a key, or forgets the one there is.
 * @returns where it is kept, and why not in the keyring if `auto` had to pass that over
 * @throws Error when the store cannot be written
 */
export function storeKey(
	home: string,
	store: KeyStore,
	key: string | null,
): { store: Exclude<KeyStore, "auto">; passedOver: string | null } {
	switch (store) {
		case "ephemeral":
			if (key === null) inMemory.delete(home);
			else inMemory.set(home, key);
			return { store, passedOver: null };
		case "file":
			keepInFile(home, key);
			return { store, passedOver: null };
		case "keyring":
			fromKeyring(home, (entry) => (key === null ? entry.deleteCredential() : entry.setPassword(key)));
			return { store, passedOver: null };
		case "auto":
			try {
				storeKey(home, "keyring", key);
			} catch (error) {
				keepInFile(home, key);
				return { store: "file", passedOver: error instanceof Error ? error.message : String(error) };
			}
			// An older key of a time without a keyring must not come back.
			keepInFile(home, null);
			return { store: "keyring", passedOver: null };
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

function keepInFile(home: string, key: string | null): void {
	const file = authFile(home);
	if (key === null) fs.rmSync(file, { force: true });
	else changePrivateFile(file, () => `${JSON.stringify({ auth_mode: "apikey", OPENAI_API_KEY: key }, null, 2)}\n`);
}

/** The part of the keyring library's entry that is used. */
interface KeyringEntry {
	getPassword(): string | null;
	setPassword(password: string): void;
	deleteCredential(): boolean;
}

/** The library is native: it is looked for beside the executable when somebody wants it. */
function fromKeyring<T>(home: string, use: (entry: KeyringEntry) => T): T {
	const user = `cli|${createHash("sha256").update(path.resolve(home)).digest("hex").slice(0, 16)}`;
	try {
		const { Entry } = createRequire(process.execPath)("@napi-rs/keyring");
		return use(new Entry("Heddle Auth", user));
	} catch (error) {
		const reason = error instanceof Error ? (error.message.split("\n")[0] ?? "") : String(error);
		throw new Error(
			`The system's keyring cannot be used (${reason}). Set cli_auth_credentials_store = "file" in config.toml to keep the key in auth.json.`,
		);
	}
}
