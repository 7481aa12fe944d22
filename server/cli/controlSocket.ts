import fs from "node:fs";
import net from "node:net";
import path from "node:path";
import type { DatabaseSync } from "node:sqlite";
import { openLockFile } from "../platform/lockFile.ts";

/** The socket of a home folder, where clients look for its server. */
export const controlSocketPath = (home: string) => path.join(home, "app-server-control", "app-server-control.sock");

/** How long another server may take to set its socket up, in ms. */
const PATIENCE_MS = 5000;

/**
 * Lets `listen` take a Unix socket: its folder is there, for this user alone if it is new, and nothing in its place. What a server left
 * behind that was killed is removed. Of servers that start at once, one is let in after the other.
 * @throws Error when a live server holds it, or something that is no socket; and what `listen` throws
 */
export async function takeSocketPath(file: string, listen: () => Promise<void>): Promise<void> {
	if (process.platform === "win32") throw new Error("unix:// sockets do not exist on Windows; use ws://127.0.0.1:PORT");
	fs.mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
	const lock = openLockFile(`${file}.lock`, PATIENCE_MS);
	try {
		hold(lock, file);
		await clear(file);
		await listen();
	} finally {
		lock.close();
	}
}

function hold(lock: DatabaseSync, file: string): void {
	try {
		lock.exec("BEGIN EXCLUSIVE");
	} catch (error) {
		throw new Error(`another server has been taking the app-server control socket for too long: ${file}`, {
			cause: error,
		});
	}
}

async function clear(file: string): Promise<void> {
	const stat = fs.lstatSync(file, { throwIfNoEntry: false });
	if (!stat) return;
	if (!stat.isSocket()) throw new Error(`app-server control socket path exists and is not a socket: ${file}`);
	if (await answers(file)) throw new Error(`app-server control socket is already in use at ${file}`);
	fs.rmSync(file, { force: true });
}

/** Whether somebody takes connections there. */
export function answers(file: string): Promise<boolean> {
	return new Promise((resolve) => {
		const socket = net.connect(file);
		socket.once("connect", () => {
			socket.destroy();
			resolve(true);
		});
		socket.once("error", () => resolve(false));
	});
}
