import { type ChildProcessByStdio, spawn } from "node:child_process";
import type { Writable } from "node:stream";
import { markVariable } from "./processTree.ts";

/**
 * A shell that waits for the end of this server and then ends what is left of its commands: the process groups
 * it was told of, and on Linux everything that carries the server's mark. It learns of the end by the end of its
 * standard input, which no way of dying can prevent.
 *
 * Each line it reads is `+<group>` or `-<group>`. The shell's own environment is empty, so it never finds itself.
 */
const script = `
groups=
while read -r line; do
  case $line in
    +*) groups="$groups \${line#+}" ;;
    -*) kept=; for g in $groups; do [ "$g" = "\${line#-}" ] || kept="$kept $g"; done; groups=$kept ;;
  esac
done
round=0
while [ $round -lt 20 ]; do
  round=$((round + 1))
  found=
  for g in $groups; do kill -s KILL -- "-$g" 2>/dev/null && found=1; done
  if [ -d /proc/self ]; then
    for f in $(grep -l -s -a -F "$1" /proc/[0-9]*/environ 2>/dev/null); do
      p=\${f#/proc/}; kill -s KILL "\${p%/environ}" 2>/dev/null && found=1
    done
  fi
  [ -n "$found" ] || exit 0
done
`;

let guard: ChildProcessByStdio<Writable, null, null> | undefined;

/** Unique to this server process: the beginning of every command's mark. */
export const serverMark = `${process.pid}.${Date.now().toString(36)}`;

/** Registers a process group that must not outlive this server; call the result when it has ended. */
export function guardGroup(group: number): () => void {
	if (process.platform === "win32") return () => {};
	const child = guard ?? startGuard();
	child.stdin.write(`+${group}\n`);
	return () => {
		if (child === guard) child.stdin.write(`-${group}\n`);
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
