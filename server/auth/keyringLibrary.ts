import { createHash } from "node:crypto";
import { createRequire } from "node:module";
import path from "node:path";
import { text } from "node:stream/consumers";
import { shippedFile } from "../platform/shippedFile.ts";
import type { KeyringAnswer, KeyringQuestion } from "./keyring.ts";

/** The part of the library that is used. */
interface KeyringLibrary {
	Entry: new (
		service: string,
		user: string,
		options: { linux: { store: "secret-service" } },
	) => {
		getPassword(): string | null;
		setPassword(password: string): void;
		/** Whether there was one. */
		deleteCredential(): boolean;
	};
}

/** The process that `askKeyring` starts: a question on stdin, its answer on stdout, both JSON. It may wait for ever. */
export async function answerAboutKeyring(): Promise<void> {
	const question: KeyringQuestion = JSON.parse(await text(process.stdin));
	let answer: KeyringAnswer;
	try {
		answer = use(question);
	} catch (error) {
		answer = { error: error instanceof Error ? (error.message.split("\n")[0] ?? "") : String(error) };
	}
	console.log(JSON.stringify(answer));
}

function use({ home, key, does }: KeyringQuestion): KeyringAnswer {
	const user = `cli|${createHash("sha256").update(path.resolve(home)).digest("hex").slice(0, 16)}`;
	const { Entry } = loadKeyring();
	// Without this it would take the kernel's keyring where there is no service, which forgets with the session.
	const entry = new Entry("Heddle Auth", user, { linux: { store: "secret-service" } });
	switch (does) {
		case "read":
			return { key: entry.getPassword() };
		case "keep":
			entry.setPassword(key ?? "");
			return { key };
		case "forget":
			return { wasThere: entry.deleteCredential() };
	}
}

function loadKeyring(): KeyringLibrary {
	// The library's packages are named after the platform and its C library.
	const suffix = { linux: "-gnu", win32: "-msvc" }[process.platform as string] ?? "";
	const name = `${process.platform}-${process.arch}${suffix}`;
	const file = shippedFile("keyring.node", `@napi-rs/keyring-${name}/keyring.${name}.node`);
	if (file === null) throw new Error("keyring.node is missing beside the server");
	return createRequire(file)(file);
}
