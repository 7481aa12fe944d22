import { createRequire } from "node:module";
import type * as NodePty from "@lydell/node-pty";
import { shippedFile } from "../platform/shippedFile.ts";
import type { ChildOptions, StartedChild, TerminalSize } from "./startedChild.ts";

/** What ends the input of a program that reads a terminal line by line: the line, then the end-of-file character. */
const endOfInput = "\n\u0004";

/** Starts a program in a terminal of its own: all it writes is stdout. Rejects when there can be no terminal. */
export async function startInTerminal(options: ChildOptions, size: TerminalSize): Promise<StartedChild> {
	const { argv, cwd, environment: env, onOutput } = options;
	const [program, ...args] = argv;
	const terminal = loadNodePty().spawn(program, args, { cwd, env, ...size, encoding: null });
	// Without an encoding it hands out bytes, which its types do not say.
	terminal.onData((chunk: unknown) => void onOutput(chunk as Buffer, "stdout"));
	let isOpen = true;
	const exited = new Promise<number>((resolve) => {
		terminal.onExit(({ exitCode, signal }) => {
			isOpen = false;
			resolve(signal ? 128 + signal : exitCode);
		});
	});
	const write = (data: string | Buffer) => {
		// It takes bytes, too, which its types do not say.
		if (isOpen) terminal.write(data as string);
		return isOpen;
	};
	return {
		pid: terminal.pid,
		exited,
		// The exit is told when the last output has been.
		outputEnded: exited,
		stopReading: () => {},
		heldBack: null,
		readOn: () => {},
		write,
		closeInput: () => {
			write(endOfInput);
			isOpen = false;
		},
		resize: ({ rows, cols }) => {
			terminal.resize(cols, rows);
			return true;
		},
	};
}

let nodePty: typeof NodePty | undefined;

/** A native add-on, which a single executable cannot hold: it lies beside it. Loaded with the first terminal. */
export function loadNodePty(): typeof NodePty {
	if (nodePty) return nodePty;
	const file = shippedFile("node-pty/index.js", "@lydell/node-pty/index.js");
	if (file === null) throw new Error("no terminal can be made here: node-pty is missing beside the server");
	const loaded: typeof NodePty = createRequire(file)(file);
	nodePty = loaded;
	return loaded;
}
