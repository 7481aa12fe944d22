import { LONGEST_TIMER_MS } from "#common/timer.ts";
import { CommandProcess, type CommandStreams } from "../exec/commandProcess.ts";
import type { OutputStream, TerminalSize } from "../exec/startedChild.ts";
import { CappedOutput } from "./cappedOutput.ts";

/** The exit code of a process that was ended because its time was over. */
const timeoutExitCode = 124;
/** After the exit, how long output of what it left behind is still waited for, in milliseconds. */
const drainMs = 2000;
/**
 * How much output, both streams together, is kept for the end of a process, in bytes: even written as six characters a byte it fits into
 * one message.
 */
export const MAX_COLLECTED_BYTES = 64 * 1024 * 1024;

export interface StandaloneOptions {
	argv: readonly string[];
	/** Absolute; must exist. */
	cwd: string;
	environment: Record<string, string>;
	streams: CommandStreams;
	endsWithParent: boolean;
	/** Whose it is, as the mark of the process says it. */
	owner: string;
	/** Of each stream, in bytes; null for no limit. */
	outputBytesCap: number | null;
	/** Null for no limit. */
	timeoutMs: number | null;
	/** Gets the output as it comes, and may hold it back (`OutputReceiver`); without it the output is in the outcome. */
	onDelta: ((delta: OutputDelta) => Promise<void> | null) | null;
}

export interface OutputDelta {
	stream: OutputStream;
	deltaBase64: string;
	/** Whether this is the last that the stream's limit allows. */
	capReached: boolean;
}

export interface Outcome {
	exitCode: number;
	stdout: string;
	stderr: string;
	/** Whether there was more than its limit or what is kept for its end. */
	stdoutCapReached: boolean;
	stderrCapReached: boolean;
	/** Whether something it left behind still held its output when it was no longer waited for. */
	outputDrainTimedOut: boolean;
	/** Whether there was more than is kept for its end. */
	isCut: boolean;
}

/** A process that a client started for itself, outside any thread. */
export class StandaloneProcess {
	/** Resolves when it has ended and all its deltas are out. */
	readonly outcome: Promise<Outcome>;
	readonly #process: CommandProcess;
	readonly #takesInput: boolean;
	#isInputClosed = false;
	#isOver = false;

	private constructor(process: CommandProcess, outputs: Outputs, { streams, timeoutMs }: StandaloneOptions) {
		this.#process = process;
		this.#takesInput = streams.terminal !== null || streams.hasStdin;
		const timer =
			timeoutMs === null ? undefined : setTimeout(() => this.#timeOut(), Math.min(timeoutMs, LONGEST_TIMER_MS));
		this.outcome = process.exited.then((exitCode) => {
			clearTimeout(timer);
			return {
				exitCode: this.#isOver ? timeoutExitCode : exitCode,
				stdout: outputs.stdout.text(),
				stderr: outputs.stderr.text(),
				stdoutCapReached: outputs.stdout.isFull || outputs.stdout.isCut,
				stderrCapReached: outputs.stderr.isFull || outputs.stderr.isCut,
				outputDrainTimedOut: !process.isDrained,
				isCut: outputs.stdout.isCut || outputs.stderr.isCut,
			};
		});
	}

	/** Rejects when the program cannot be started. */
	static async start(options: StandaloneOptions): Promise<StandaloneProcess> {
		const { outputBytesCap, onDelta } = options;
		const space = { left: MAX_COLLECTED_BYTES };
		const output = () => new CappedOutput(outputBytesCap, space);
		const outputs: Outputs = { stdout: output(), stderr: output() };
		const process = await CommandProcess.start({
			...options,
			drainMs,
			onOutput: (chunk, stream) => {
				const part = outputs[stream].take(chunk);
				if (part === null) return null;
				const capReached = outputs[stream].isFull;
				if (onDelta) return onDelta({ stream, deltaBase64: part.toString("base64"), capReached });
				outputs[stream].keep(part);
				return null;
			},
		});
		return new StandaloneProcess(process, outputs, options);
	}

	/** Whether its input can be written to: not without a terminal or a stream that was asked for. */
	get takesInput(): boolean {
		return this.#takesInput;
	}

	/** Writes, and then closes the input if asked to. False when it is closed already and there is something to write. */
	write(data: Buffer, closes: boolean): boolean {
		if (this.#isInputClosed) return data.length === 0;
		if (data.length > 0) this.#process.write(data);
		if (closes) this.#process.closeInput();
		this.#isInputClosed = closes;
		return true;
	}

	/** False when it has no terminal. */
	resize(size: TerminalSize): boolean {
		return this.#process.resize(size);
	}

	/** Ends it at once, with all it started. */
	kill(): Promise<void> {
		return this.#process.kill(0);
	}

	#timeOut(): void {
		this.#isOver = true;
		void this.kill();
	}
}

type Outputs = Record<OutputStream, CappedOutput>;
