import { loadNodePty } from "./nodePty.ts";
import { type ChildOptions, END_OF_INPUT, type StartedChild, type TerminalSize } from "./startedChild.ts";

/** Starts a program in a terminal of Windows. What it has not been read when its program ends would be lost: it is not held back. */
export function startInWindowsTerminal(options: ChildOptions, size: TerminalSize): StartedChild {
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
	return {
		pid: terminal.pid,
		exited,
		// The exit is told when the last output has been.
		outputEnded: exited,
		stopReading: () => {},
		heldBack: null,
		readOn: () => {},
		write: (data) => {
			// It takes bytes, too, which its types do not say.
			if (isOpen) terminal.write(data as string);
			return isOpen;
		},
		closeInput: () => {
			if (isOpen) terminal.write(END_OF_INPUT);
			isOpen = false;
		},
		resize: ({ rows, cols }) => {
			terminal.resize(cols, rows);
			return true;
		},
	};
}
