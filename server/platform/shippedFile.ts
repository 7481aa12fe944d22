import fs from "node:fs";
import path from "node:path";

/** How far above the binary, or the main script, a checkout's packages may lie. */
const checkoutDepth = 4;

/**
 * A file that comes with the product: beside the binary under `name`, or inside the package at `packaged` (a path below
 * `node_modules`) when the server runs from a checkout. Absolute; null when there is none.
 */
export function shippedFile(name: string, packaged: string): string | null {
	const shipped = path.join(path.dirname(process.execPath), name);
	if (fs.existsSync(shipped)) return shipped;
	for (const start of [process.execPath, process.argv[1] ?? process.execPath]) {
		let folder = path.dirname(start);
		for (let depth = 0; depth < checkoutDepth; depth++, folder = path.dirname(folder)) {
			const file = path.join(folder, "node_modules", packaged);
			if (fs.existsSync(file)) return file;
		}
	}
	return null;
}
