import { execFile } from "node:child_process";
import { readdir, readFile } from "node:fs/promises";
import { promisify } from "node:util";

const run = promisify(execFile);

/** Ends `pid` and everything below it at once, without asking. Never rejects: what is gone already is fine. */
export async function killTree(pid: number): Promise<void> {
	if (process.platform === "win32") {
		await run("taskkill", ["/T", "/F", "/PID", String(pid)], { windowsHide: true }).catch(() => undefined);
		return;
	}
	const below = await descendants(pid).catch(() => []);
	signal(pid, "SIGKILL");
	killGroup(pid);
	for (const child of below) {
		signal(child, "SIGKILL");
	}
}

/** Ends what is left of the process group `pid` led; on Windows there are no groups. */
export function killGroup(pid: number): void {
	if (process.platform !== "win32") {
		signal(-pid, "SIGKILL");
	}
}

/** Rounds of looking for marked processes, of which some may fork while we look. */
const MAX_ROUNDS = 20;

/**
 * Ends every process that inherited `name=value` in its environment. Finds what a killed server left behind
 * in groups of their own, which nothing else connects with it any more. Linux only, where /proc tells.
 */
export async function killMarked(name: string, value: string): Promise<void> {
	if (process.platform !== "linux") {
		return;
	}
	for (let round = 0; round < MAX_ROUNDS; round++) {
		const marked = await markedProcesses(`${name}=${value}`);
		if (marked.length === 0) {
			return;
		}
		for (const pid of marked) {
			signal(pid, "SIGKILL");
		}
	}
}

async function markedProcesses(marker: string): Promise<number[]> {
	const found = await Promise.all(
		(await listFromProc()).map(async ({ pid }) => {
			// Empty for a zombie, so that nothing is killed twice.
			const environment = await readFile(`/proc/${pid}/environ`, "utf8").catch(() => "");
			return environment.split("\0").includes(marker) ? [pid] : [];
		}),
	);
	return found.flat().filter((pid) => pid !== process.pid);
}

async function descendants(root: number): Promise<number[]> {
	const childrenOf = new Map<number, number[]>();
	for (const { pid, parent } of await (process.platform === "linux" ? listFromProc() : listFromPs())) {
		childrenOf.set(parent, [...(childrenOf.get(parent) ?? []), pid]);
	}
	const found: number[] = [];
	const open = [root];
	for (let pid = open.pop(); pid !== undefined; pid = open.pop()) {
		const children = childrenOf.get(pid) ?? [];
		found.push(...children);
		open.push(...children);
	}
	return found;
}

interface ProcessEntry {
	pid: number;
	parent: number;
}

/** Minimal containers have no `ps`. */
async function listFromProc(): Promise<ProcessEntry[]> {
	const pids = (await readdir("/proc")).map(Number).filter((pid) => pid > 0);
	return Promise.all(
		pids.map(async (pid) => {
			const stat = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => "");
			// The name in parentheses may itself hold spaces and parentheses; state and parent follow the last one.
			const parent = Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1]);
			return { pid, parent };
		}),
	);
}

async function listFromPs(): Promise<ProcessEntry[]> {
	const { stdout } = await run("ps", ["-A", "-o", "pid=,ppid="]);
	return stdout.split("\n").flatMap((line) => {
		const [pid, parent] = line.trim().split(/\s+/).map(Number);
		return pid === undefined || parent === undefined ? [] : [{ pid, parent }];
	});
}

function signal(pid: number, name: "SIGKILL"): void {
	try {
		process.kill(pid, name);
	} catch {
		// It has ended meanwhile, which is what was wanted.
	}
}
