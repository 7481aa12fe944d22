import fs from "node:fs";
import os from "node:os";
import path from "node:path";

let made: string | undefined;

/** An empty file that nobody may read, to be mounted over those that a command must not see; removed when the process ends. */
export function deniedFile(): string {
	if (made === undefined) {
		const folder = fs.mkdtempSync(path.join(os.tmpdir(), "heddle-denied-"));
		made = path.join(folder, "denied");
		fs.writeFileSync(made, "", { mode: 0o000 });
		process.once("exit", () => fs.rmSync(folder, { recursive: true, force: true }));
	}
	return made;
}
