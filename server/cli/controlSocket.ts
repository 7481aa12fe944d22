import fs from "node:fs";
import net from "node:net";
import path from "node:path";

/** The socket of a home folder, where clients look for its server. */
export const controlSocketPath = (home: string) => path.join(home, "app-server-control", "app-server-control.sock");

/**
 * Makes room for a Unix socket: its folder, for this user alone if it is new, and nothing in its place. What a server left behind that
 * was killed is removed.
 * @throws Error when a live server holds it, or something that is no socket
 */
export async function prepareSocketPath(file: string): Promise<void> {
	if (process.platform === "win32") throw new Error("unix:// sockets do not exist on Windows; use ws://127.0.0.1:PORT");
	fs.mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
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
