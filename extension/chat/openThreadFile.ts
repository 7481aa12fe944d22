import fs from "node:fs";
import path from "node:path";
import * as z from "zod";

const Stored = z.object({
	/** The thread that the panel shows. */
	threadId: z.string().nullable(),
	/** Whether it waited for a person's answer. */
	isWaiting: z.boolean(),
});
type Stored = z.output<typeof Stored>;

/**
 * Which thread this workspace has open, in a file of its own: it is on the disk when a write returns, while the editor's own storage
 * is written some time later and is lost with a window that is loaded anew at once.
 */
export class OpenThreadFile {
	readonly #file: string;
	#stored: Stored;

	constructor(folder: string) {
		this.#file = path.join(folder, "open-thread.json");
		this.#stored = read(this.#file);
	}

	get threadId(): string | null {
		return this.#stored.threadId;
	}

	get isWaiting(): boolean {
		return this.#stored.isWaiting;
	}

	update(change: Partial<Stored>): void {
		const next = { ...this.#stored, ...change };
		if (next.threadId === this.#stored.threadId && next.isWaiting === this.#stored.isWaiting) return;
		this.#stored = next;
		fs.mkdirSync(path.dirname(this.#file), { recursive: true });
		fs.writeFileSync(this.#file, JSON.stringify(next), { mode: 0o600 });
	}
}

function read(file: string): Stored {
	const nothing = { threadId: null, isWaiting: false };
	try {
		return Stored.safeParse(JSON.parse(fs.readFileSync(file, "utf8"))).data ?? nothing;
	} catch {
		// None yet, or one that was cut off: the panel begins empty.
		return nothing;
	}
}
