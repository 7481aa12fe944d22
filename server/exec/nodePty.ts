import { createRequire } from "node:module";
import type * as NodePty from "@lydell/node-pty";
import { shippedFile } from "../platform/shippedFile.ts";

/** What node-pty's add-on does on every system but Windows. Its package has no types for it. */
interface PtyAddOn {
	/**
	 * Starts a program in a new session with a terminal of its own. `environment` has a `NAME=value` for each variable.
	 * @returns the file descriptor of the terminal's other end, which does not block, and the path of the program's end
	 */
	fork(
		program: string,
		args: readonly string[],
		environment: readonly string[],
		cwd: string,
		cols: number,
		rows: number,
		/** -1 for this process's own. */
		uid: number,
		gid: number,
		isUtf8: boolean,
		/** What starts the program on macOS. */
		helper: string,
		onExit: (exitCode: number, signal: number) => void,
	): { fd: number; pid: number; pty: string };
	resize(fd: number, cols: number, rows: number): void;
}

let addOn: PtyAddOn | undefined;

/** The add-on itself: node-pty's own class reads a terminal no longer than 200 ms beyond its program's end, whether anybody takes it or not. */
export function loadPtyAddOn(): PtyAddOn {
	addOn ??= requireShipped()(`${platformPackage}/pty.node`) as PtyAddOn;
	return addOn;
}

/** The path of the program that starts others in a terminal, where there is one. */
export function ptyHelper(): string {
	return process.platform === "darwin" ? requireShipped().resolve(`${platformPackage}/spawn-helper`) : "";
}

let library: typeof NodePty | undefined;

/** All of it, for Windows. */
export function loadNodePty(): typeof NodePty {
	library ??= requireShipped()("./index.js") as typeof NodePty;
	return library;
}

/** @throws when there can be no terminals here */
export function loadTerminals(): void {
	if (process.platform === "win32") loadNodePty();
	else loadPtyAddOn();
}

const platformPackage = `@lydell/node-pty-${process.platform}-${process.arch}`;

/** A single executable cannot hold native add-ons: they lie beside it. @throws when they are missing */
function requireShipped(): NodeJS.Require {
	const file = shippedFile("node-pty/index.js", "@lydell/node-pty/index.js");
	if (file === null) throw new Error("no terminal can be made here: node-pty is missing beside the server");
	return createRequire(file);
}
