import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";

export interface RunningProcess {
	pid: number;
	/** Its command line, the arguments joined by spaces. */
	commandLine: string;
}

/** All processes of this machine whose command line contains `text`, this one excepted. */
export function processesWith(text: string): RunningProcess[] {
	const all = process.platform === "linux" ? listFromProc() : listFromPs();
	return all.filter(({ pid, commandLine }) => pid !== process.pid && commandLine.includes(text));
}

function listFromProc(): RunningProcess[] {
	return readdirSync("/proc")
		.filter((entry) => /^\d+$/.test(entry))
		.flatMap((entry) => {
			try {
				const commandLine = readFileSync(`/proc/${entry}/cmdline`, "utf8").split("\0").join(" ");
				return [{ pid: Number(entry), commandLine }];
			} catch {
				// It has ended since the folder was read.
				return [];
			}
		});
}

function listFromPs(): RunningProcess[] {
	return execFileSync("ps", ["-A", "-o", "pid=,args="], { encoding: "utf8" })
		.split("\n")
		.flatMap((line) => {
			const [, pid, commandLine] = /^\s*(\d+) (.*)$/.exec(line) ?? [];
			return pid === undefined || commandLine === undefined ? [] : [{ pid: Number(pid), commandLine }];
		});
}
