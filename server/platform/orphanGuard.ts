import { type ChildProcessByStdio, spawn } from "node:child_process";
import type { Writable } from "node:stream";

/** Marks every process that a command starts, however far it strays from its group. */
export const markVariable = "HEDDLE_PROCESS";

/**
 * A shell that waits for the end of this server and then ends what is left of its commands: the process groups
 * it was told of, and on Linux everything that carries the server's mark. Then it removes the folders that it was told of, where they
 * are empty, the last first. It learns of the end by the end of its standard input, which no way of dying can prevent.
 *
 * Each line it reads is `+<group>` or `-<group>`, `made <folder>` or `gone <folder>`. The shell's own environment is empty, so it never
 * finds itself.
 */
const script = `
set -f
IFS='
'
groups=
folders=
# The lines of $1 without the line $2.
without() { kept=; for each in $1; do [ "$each" = "$2" ] || kept="$kept$each$IFS"; done; }
while read -r line; do
  case $line in
    +*) groups="$groups\${line#+}$IFS" ;;
    -*) without "$groups" "\${line#-}"; groups=$kept ;;
    made*) folders="\${line#made }$IFS$folders" ;;
    gone*) without "$folders" "\${line#gone }"; folders=$kept ;;
  esac
done
round=0
while [ $round -lt 20 ]; do
  round=$((round + 1))
  found=
  for g in $groups; do kill -s KILL -- "-$g" 2>/dev/null && found=1; done
  if [ -d /proc/self ]; then
    set +f
    for f in $(grep -l -s -a -F "$1" /proc/[0-9]*/environ 2>/dev/null); do
      p=\${f#/proc/}; kill -s KILL "\${p%/environ}" 2>/dev/null && found=1
    done
  fi
  [ -n "$found" ] || break
done
set -f
for folder in $folders; do rmdir -- "$folder" 2>/dev/null; done
`;

let guard: ChildProcessByStdio<Writable, null, null> | undefined;

/** Unique to this server process: the beginning of every command's mark. */
export const serverMark = `${process.pid}.${Date.now().toString(36)}`;

/** Registers a process group that must not outlive this server; call the result when it has ended. */
export function guardGroup(group: number): () => void {
	if (process.platform === "win32") return () => {};
	return tell(`+${group}`, `-${group}`);
}

/**
 * Registers a folder that is made for a while and must not outlive this server while it is empty; one that it lies in comes first. Call the
 * result when it has been removed. One with a line break in its path is not guarded.
 */
export function guardFolder(folder: string): () => void {
	return folder.includes("\n") ? () => {} : tell(`made ${folder}`, `gone ${folder}`);
}

/** Tells the guard `line`, and `later` when the result is called: the same guard, if it is still there. */
function tell(line: string, later: string): () => void {
	const child = guard ?? startGuard();
	child.stdin.write(`${line}\n`);
	return () => {
		if (child === guard) child.stdin.write(`${later}\n`);
	};
}

function startGuard(): ChildProcessByStdio<Writable, null, null> {
	const child = spawn("/bin/sh", ["-c", script, "heddle-guard", `${markVariable}=${serverMark}.`], {
		// A group of its own: what ends the server's group must leave it alive.
		detached: true,
		stdio: ["pipe", "ignore", "ignore"],
		cwd: "/",
		env: { PATH: process.env.PATH ?? "/usr/bin:/bin" },
	});
	const forget = () => {
		if (guard === child) guard = undefined;
	};
	child.on("error", forget);
	child.on("exit", forget);
	child.stdin.on("error", forget);
	// It must not keep the server alive: it is there for its end.
	child.unref();
	if ("unref" in child.stdin && typeof child.stdin.unref === "function") child.stdin.unref();
	guard = child;
	return child;
}
