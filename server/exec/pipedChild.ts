import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import fs from "node:fs";
import type { Readable } from "node:stream";
import { HeldOutputs } from "./heldOutputs.ts";
import { openOutputPipe } from "./outputPipe.ts";
import { type ChildOptions, exitCodeOf, type OutputStream, type StartedChild } from "./startedChild.ts";

interface PipedOptions extends ChildOptions {
	/** Whether it gets an open standard input; without it reads end at once. */
	hasStdin: boolean;
	/** One pipe for both streams keeps the order between them, and all of it counts as stdout; two tell them apart. */
	outputs: "merged" | "separate";
}

/** Starts a program without a terminal. Rejects when it cannot be started. */
export async function startPiped(options: PipedOptions): Promise<StartedChild> {
	const [program, ...args] = options.argv;
	const pipes =
		process.platform === "win32"
			? []
			: await Promise.all(Array.from({ length: options.outputs === "merged" ? 1 : 2 }, openOutputPipe));
	const [out, err = out] = pipes.map((pipe) => pipe.writeEnd);
	let child: ChildProcess;
	try {
		child = spawn(program, args, {
			cwd: options.cwd,
			env: options.environment,
			stdio: [options.hasStdin ? "pipe" : "ignore", out ?? "pipe", err ?? "pipe"],
			detached: process.platform !== "win32",
			windowsHide: true,
		});
	} catch (error) {
		for (const pipe of pipes) pipe.readable.destroy();
		throw error;
	} finally {
		for (const pipe of pipes) fs.closeSync(pipe.writeEnd);
	}
	const streamAt = (index: number): OutputStream =>
		index === 1 && options.outputs === "separate" ? "stderr" : "stdout";
	const outputs: Readable[] =
		pipes.length > 0
			? pipes.map((pipe) => pipe.readable)
			: [child.stdout, child.stderr].filter((stream) => stream !== null);
	const held = new HeldOutputs();
	const ends = outputs.map((output, index) => {
		const receive = (chunk: Buffer) => held.holdUntil(options.onOutput(chunk, streamAt(index)), output);
		const pipe = pipes[index];
		if (pipe) pipe.receive = receive;
		else output.on("data", receive);
		output.resume();
		return once(output, "close");
	});
	const stopReading = () => {
		for (const output of outputs) output.destroy();
	};
	const { pid, stdin } = child;
	if (pid === undefined) {
		stopReading();
		const [error] = await once(child, "error");
		throw error;
	}
	// An input that nobody reads any more is no error of ours.
	stdin?.on("error", () => {});
	return {
		pid,
		exited: once(child, "exit").then(([code, signal]) => exitCodeOf(code, signal)),
		outputEnded: Promise.all(ends),
		stopReading,
		get heldBack() {
			return held.until;
		},
		readOn: () => held.release(),
		write: (data) => {
			if (!stdin?.writable) return false;
			stdin.write(data);
			return true;
		},
		closeInput: () => void stdin?.end(),
		resize: () => false,
	};
}
