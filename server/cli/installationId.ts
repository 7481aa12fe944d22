import { randomUUID } from "node:crypto";
import fs from "node:fs";
import path from "node:path";

const UUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/;

/** The id of a home folder: a UUID, made once and kept in its file `installation_id`. */
export function installationId(home: string): string {
	const file = path.join(home, "installation_id");
	const kept = read(file);
	if (kept !== null) return kept;
	const made = randomUUID();
	try {
		// In one step, so that two servers that start together agree on the id.
		const draft = `${file}.${process.pid}`;
		fs.writeFileSync(draft, made, { mode: 0o600 });
		fs.renameSync(draft, file);
	} catch {
		// A home that cannot be written to has an id for as long as the server runs.
	}
	return made;
}

function read(file: string): string | null {
	try {
		const text = fs.readFileSync(file, "utf8").trim();
		return UUID.test(text) ? text : null;
	} catch {
		return null;
	}
}
