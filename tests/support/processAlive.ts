import { readFileSync } from "node:fs";

/** Whether `pid` runs. A zombie that nobody has waited for does not. */
export function isAlive(pid: number): boolean {
	try {
		process.kill(pid, 0);
	} catch {
		return false;
	}
	if (process.platform !== "linux") {
		return true;
	}
	try {
		const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
		return !stat.slice(stat.lastIndexOf(")")).startsWith(") Z");
	} catch {
		return false;
	}
}
