import fs from "node:fs";
import tty from "node:tty";
import { HeldOutputs } from "./heldOutputs.ts";
import { loadPtyAddOn, ptyHelper } from "./nodePty.ts";
import { type ChildOptions, END_OF_INPUT, type StartedChild, type TerminalSize } from "./startedChild.ts";

/** Starts a program in a terminal of its own: all it writes is stdout. Rejects when there can be no terminal. */
export async function startInTerminal(options: ChildOptions, size: TerminalSize): Promise<StartedChild> {
	if (process.platform === "win32") return (await import("./windowsTerminal.ts")).startInWindowsTerminal(options, size);
	const [program, ...args] = options.argv;
	const environment = Object.entries(options.environment).map(([name, value]) => `${name}=${value}`);
	const { promise: exited, resolve: exit } = Promise.withResolvers<number>();
	const addOn = loadPtyAddOn();
	const { fd, pid, pty } = addOn.fork(
		program,
		args,
		environment,
		options.cwd,
		size.cols,
		size.rows,
		-1,
		-1,
		false,
		ptyHelper(),
		(exitCode, signal) => exit(signal ? 128 + signal : exitCode),
	);
	const letGo = holdOpen(pty);
	const terminal = new tty.ReadStream(fd);
	const held = new HeldOutputs();
	terminal.on("data", (chunk: Buffer) => held.holdUntil(options.onOutput(chunk, "stdout"), terminal));
	// Linux calls it an error that no program has the terminal open any more. What was written before has been read then.
	terminal.on("error", () => {});
	const outputEnded = new Promise((resolve) => terminal.once("close", resolve));
	let isOpen = true;
	const write = (data: string | Buffer) => {
		if (isOpen) terminal.write(data);
		return isOpen;
	};
	const closeInput = () => {
		write(END_OF_INPUT);
		isOpen = false;
	};
	void exited.then(() => {
		isOpen = false;
		letGo();
	});
	return {
		pid,
		exited,
		outputEnded,
		stopReading: () => terminal.destroy(),
		get heldBack() {
			return held.until;
		},
		readOn: () => held.release(),
		write,
		closeInput,
		resize: ({ rows, cols }) => {
			if (!terminal.destroyed) addOn.resize(fd, cols, rows);
			return true;
		},
	};
}

/**
 * Keeps the program's end of a terminal open. When nobody has it open any more the terminal is gone, and a program that closes its outputs
 * before it exits, as `cat` does, would be ended by SIGHUP in between.
 */
function holdOpen(file: string): () => void {
	const held = fs.openSync(file, fs.constants.O_RDWR | fs.constants.O_NOCTTY);
	return () => fs.closeSync(held);
}
