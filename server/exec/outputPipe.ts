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
	/** Paused. Ends when every process that holds the write end has gone. */
	readable: net.Socket;
}

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
		const readable = new net.Socket({ fd: readEnd, readable: true, writable: false });
		readable.pause();
		// One that waits to be used keeps no server alive.
		readable.unref();
		return { writeEnd, readable };
	} finally {
		fs.unlinkSync(file);
	}
}
