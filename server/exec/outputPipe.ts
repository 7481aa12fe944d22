import { execFile } from "node:child_process";
import crypto from "node:crypto";
import fs from "node:fs";
import net from "node:net";
import os from "node:os";
import path from "node:path";
import { promisify } from "node:util";

/** One kernel pipe for both output streams of a command. */
export interface OutputPipe {
	/** File descriptor for the child's standard output and error; close it once the child has been spawned. */
	writeEnd: number;
	/** Paused. Ends when every process that holds the write end has gone. Has no `data` events: see `receive`. */
	readable: net.Socket;
	/** Called with each part of the output. All parts come in the same memory: the next one overwrites it. */
	receive: (chunk: Buffer) => void;
}

/** What is read at once, in bytes: as much as a kernel's pipe holds. */
const READ_BYTES = 64 * 1024;

const run = promisify(execFile);
let prepared: Promise<OutputPipe> | undefined;

/**
 * A pipe made through a FIFO. Node's own "pipe" is a pair of sockets: what is written to the two of them loses its
 * order, and `echo >/dev/stderr` fails on a socket. The next pipe is made ahead, so that no command waits for it.
 * Rejects where there are no FIFOs.
 */
export async function openOutputPipe(): Promise<OutputPipe> {
	const pipe = prepared ?? makePipe();
	prepared = makePipe();
	// Reported to whoever asks for it next.
	prepared.catch(() => {});
	const taken = await pipe;
	taken.readable.ref();
	return taken;
}

async function makePipe(): Promise<OutputPipe> {
	const file = path.join(os.tmpdir(), `heddle-${crypto.randomUUID()}`);
	await run("mkfifo", ["-m", "0600", file]);
	try {
		const readEnd = fs.openSync(file, fs.constants.O_RDONLY | fs.constants.O_NONBLOCK);
		const writeEnd = fs.openSync(file, fs.constants.O_WRONLY);
		const onread: net.OnReadOpts = {
			// A flood of output would fill the memory with buffers faster than the collector runs.
			buffer: Buffer.allocUnsafeSlow(READ_BYTES),
			callback: (length, buffer) => {
				pipe.receive(Buffer.from(buffer.buffer, buffer.byteOffset, length));
				return true;
			},
		};
		const readable = new net.Socket({ fd: readEnd, readable: true, writable: false, onread });
		readable.pause();
		// One that waits to be used keeps no server alive.
		readable.unref();
		const pipe: OutputPipe = { writeEnd, readable, receive: () => {} };
		return pipe;
	} finally {
		fs.unlinkSync(file);
	}
}
