import { execFile } from "node:child_process";
import fs from "node:fs/promises";
import { setTimeout as delay } from "node:timers/promises";
import { promisify } from "node:util";
import { markVariable } from "../platform/orphanGuard.ts";

const pollMs = 25;
/** Rounds of SIGKILL, for processes that are forked while we look. */
const killRounds = 20;
const run = promisify(execFile);

/**
 * Ends a tree: SIGTERM to its process group and to all that carry `mark`, SIGKILL to what is left after `graceMs`
 * milliseconds; without them SIGKILL at once. Resolves when none is alive. `group` is the process group's id, which is its first
 * process's.
 */
export async function killTree(group: number, mark: string, isGone: () => boolean, graceMs: number): Promise<void> {
	if (process.platform === "win32") {
		await run("taskkill", ["/pid", String(group), "/T", "/F"]).catch(() => {});
		return;
	}
	if (graceMs > 0) await signalTree(group, mark, "SIGTERM");
	const deadline = performance.now() + graceMs;
	while (performance.now() < deadline) {
		if (isGone() && !isGroupAlive(group) && (await markedProcesses(mark)).length === 0) return;
		await delay(pollMs);
	}
	for (let round = 0; round < killRounds; round++) {
		if ((await signalTree(group, mark, "SIGKILL")) === 0) return;
		await delay(pollMs);
	}
}

/** Ends what is left of finished commands: the background jobs that carry a mark beginning with `prefix`. */
export async function killMarked(prefix: string): Promise<void> {
	for (let round = 0; round < killRounds; round++) {
		const left = await markedProcesses(prefix);
		if (left.length === 0) return;
		for (const pid of left) signal(pid, round === 0 ? "SIGTERM" : "SIGKILL");
		await delay(pollMs);
	}
}

/** Returns how many receivers there were. */
async function signalTree(group: number, mark: string, name: NodeJS.Signals): Promise<number> {
	const marked = await markedProcesses(mark);
	let reached = signal(-group, name) ? 1 : 0;
	for (const pid of marked) if (signal(pid, name)) reached++;
	return reached;
}

/** Linux shows every process's first environment; elsewhere the group is all there is. */
async function markedProcesses(mark: string): Promise<number[]> {
	if (process.platform !== "linux") return [];
	const needle = `${markVariable}=${mark}`;
	const entries = await fs.readdir("/proc");
	const found = await Promise.all(
		entries.map(async (entry) => {
			if (!/^\d+$/.test(entry)) return [];
			try {
				const environment = await fs.readFile(`/proc/${entry}/environ`, "latin1");
				return environment.startsWith(needle) || environment.includes(`\0${needle}`) ? [Number(entry)] : [];
			} catch {
				// Ended meanwhile, or another user's.
				return [];
			}
		}),
	);
	return found.flat();
}

function isGroupAlive(group: number): boolean {
	return signal(-group, 0);
}

function signal(pid: number, name: NodeJS.Signals | 0): boolean {
	try {
		process.kill(pid, name);
		return true;
	} catch {
		return false;
	}
}
