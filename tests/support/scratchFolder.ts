import fs from "node:fs";
import path from "node:path";
import { onTestFinished } from "vitest";
import { cacheFolder } from "../../scripts/setup/cache.mjs";

/**
 * A folder for the running test, gone when the test ends. It is not below the system's temporary folder: there the reference refuses
 * to make its sandbox helper.
 */
export function scratchFolder(): string {
	const parent = path.join(path.dirname(cacheFolder), "heddle-scratch");
	fs.mkdirSync(parent, { recursive: true });
	const folder = fs.mkdtempSync(path.join(parent, "test-"));
	onTestFinished(() => fs.rmSync(folder, { recursive: true, force: true }));
	return folder;
}
