import { createHash } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { EmittedMessages } from "./emittedMessages.ts";

/** What a server writes has to have an end when its client is gone. Far more than it takes, in milliseconds. */
const GONE_MS = 60_000;
const POLL_MS = 20;

/**
 * A command that becomes the server, so that process id, parent and process group are the server's. Both pipes are copied on their
 * way by processes that are orphans, in groups of their own and without the server's environment: no kill of the server, of its
 * group or of what it has marked reaches them, and they end with the pipes. A copy is `.part` until then.
 */
const script = (server: string, folder: string) => `#!/bin/bash
keep() {
	exec env -i PATH="$PATH" bash --norc -c 'set -m; { tee "$1.part"; mv "$1.part" "$1"; } <&0 &' keep "$1"
}
case " $* " in
*" app-server "*) exec < <(keep '${folder}'/$$.in) > >(keep '${folder}'/$$.out) ;;
esac
exec '${server}' "$@"
`;

/** The whole lines of a text; what a killed process has begun to write is no message. */
const lines = (text: string) =>
	text
		.slice(0, text.lastIndexOf("\n") + 1)
		.split("\n")
		.slice(0, -1);

/** A server's executable that keeps every message for the schemas, for clients that launch the server themselves. Wants a bash. */
export class RecordedServer {
	/** To be launched in place of the server. */
	readonly executable: string;
	readonly #folder: string;

	/** Makes the executable in a folder of its own. */
	constructor(server: string, folder: string) {
		this.#folder = path.join(folder, "recordings");
		this.executable = path.join(folder, "heddle");
		fs.mkdirSync(this.#folder, { recursive: true });
		fs.writeFileSync(this.executable, script(server, this.#folder), { mode: 0o755 });
	}

	/**
	 * Takes the place of the server in an extension's folder and is pinned there, so that the extension finds, checks and launches
	 * it as it does the server it is shipped with.
	 */
	static inExtension(extension: string): RecordedServer {
		const bin = path.join(extension, "server/bin");
		const shipped = path.join(extension, "server/shipped");
		fs.renameSync(bin, shipped);
		const recorded = new RecordedServer(path.join(shipped, "heddle"), bin);
		const pin = JSON.parse(fs.readFileSync(path.join(shipped, "heddle.lock.json"), "utf8"));
		const sha256 = createHash("sha256").update(fs.readFileSync(recorded.executable)).digest("hex");
		fs.writeFileSync(path.join(bin, "heddle.lock.json"), JSON.stringify({ ...pin, sha256 }));
		return recorded;
	}

	/** To be called when the clients are gone. @throws Error that tells what fits no schema, what has not ended, or that nothing was said */
	async check(): Promise<void> {
		await this.#ended();
		const check = await EmittedMessages.prepared();
		const problems: string[] = [];
		let messages = 0;
		for (const name of fs.readdirSync(this.#folder).filter((each) => each.endsWith(".out"))) {
			const emitted = check();
			for (const line of this.#lines(name.replace(/out$/, "in"))) emitted.heard(line);
			for (const line of this.#lines(name)) emitted.read(line);
			messages += this.#lines(name).length;
			problems.push(...emitted.violations);
		}
		if (problems.length > 0) throw new Error(`Messages that do not fit:\n${problems.join("\n")}`);
		if (messages === 0) throw new Error("No message of the server was recorded.");
	}

	#lines(name: string): string[] {
		return lines(fs.readFileSync(path.join(this.#folder, name), "utf8"));
	}

	async #ended(): Promise<void> {
		const open = () => fs.readdirSync(this.#folder).filter((name) => name.endsWith(".part"));
		const deadline = Date.now() + GONE_MS;
		while (open().length > 0) {
			if (Date.now() > deadline) throw new Error(`A server, or what it started, has not ended: ${open().join(", ")}`);
			await new Promise((resolve) => setTimeout(resolve, POLL_MS));
		}
	}
}
