import { createHash } from "node:crypto";
import { createRequire } from "node:module";
import path from "node:path";
import { shippedFile } from "../platform/shippedFile.ts";

/** How long the keyring may take, in milliseconds: it may ask a person to unlock it. */
const PATIENCE_MS = 30_000;

/** The part of the library's entry that is used. */
interface KeyringEntry {
	getPassword(): Promise<string | null>;
	setPassword(password: string): Promise<void>;
	/** Whether there was one. */
	deleteCredential(): Promise<boolean>;
}

interface KeyringLibrary {
	AsyncEntry: new (service: string, user: string, options: { linux: { store: "secret-service" } }) => KeyringEntry;
}

/**
 * Uses the key of a home folder in the system's keyring. The library is native and lies beside the executable; it is loaded when somebody
 * wants it, and talks to the keyring's service off the main thread.
 * @throws Error that names the setting to change when there is no keyring, or it does not answer
 */
export async function useKeyring<T>(home: string, use: (entry: KeyringEntry) => Promise<T>): Promise<T> {
	const user = `cli|${createHash("sha256").update(path.resolve(home)).digest("hex").slice(0, 16)}`;
	try {
		const { AsyncEntry } = loadKeyring();
		// Without this it would take the kernel's keyring where there is no service, which forgets with the session.
		const entry = new AsyncEntry("Heddle Auth", user, { linux: { store: "secret-service" } });
		return await inTime(use(entry));
	} catch (error) {
		const reason = error instanceof Error ? (error.message.split("\n")[0] ?? "") : String(error);
		throw new Error(
			`The system's keyring cannot be used (${reason}). Set cli_auth_credentials_store = "file" in config.toml to keep the key in auth.json.`,
		);
	}
}

function loadKeyring(): KeyringLibrary {
	const target = keyringTarget(process.platform, process.arch);
	const file = shippedFile("keyring.node", `@napi-rs/keyring-${target}/keyring.${target}.node`);
	if (file === null) throw new Error("keyring.node is missing beside the server");
	return createRequire(file)(file);
}

/** As the library's packages spell a platform. */
function keyringTarget(platform: string, arch: string): string {
	const suffix = { linux: "-gnu", win32: "-msvc" }[platform] ?? "";
	return `${platform}-${arch}${suffix}`;
}

function inTime<T>(answer: Promise<T>): Promise<T> {
	return new Promise((resolve, reject) => {
		const late = setTimeout(() => reject(new Error(`it did not answer within ${PATIENCE_MS / 1000} s`)), PATIENCE_MS);
		answer.then(resolve, reject).finally(() => clearTimeout(late));
	});
}
