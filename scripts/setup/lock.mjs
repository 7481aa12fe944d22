import fs from "node:fs";
import path from "node:path";

const POLL_MS = 250;

/** Whether the process that wrote this lock is still there; a lock without a readable owner is about to get one. */
function ownerIsAlive(file) {
	const pid = Number(fs.readFileSync(file, "utf8"));
	if (!Number.isInteger(pid) || pid <= 0) return true;
	try {
		process.kill(pid, 0);
		return true;
	} catch (error) {
		return error.code === "EPERM";
	}
}

/** Takes the lock, or says that somebody has it. What a killed process left is taken over. */
function take(file) {
	// Linked into place, so that a lock never exists without its owner's id.
	const mine = `${file}.${process.pid}`;
	fs.writeFileSync(mine, String(process.pid));
	try {
		fs.linkSync(mine, file);
		return true;
	} catch (error) {
		if (error.code !== "EEXIST") throw error;
	} finally {
		fs.rmSync(mine, { force: true });
	}
	try {
		if (!ownerIsAlive(file)) fs.rmSync(file, { force: true });
	} catch (error) {
		if (error.code !== "ENOENT") throw error;
	}
	return false;
}

/**
 * Does `work` while nobody else on this machine holds the lock `file`; waits for the one who does, and says so.
 * A lock whose owner is gone, however it ended, counts as free.
 */
export async function locked(file, print, work) {
	fs.mkdirSync(path.dirname(file), { recursive: true });
	for (let told = false; !take(file); told = true) {
		if (!told) print(`Waiting for another run, which holds ${file}…`);
		await new Promise((resolve) => setTimeout(resolve, POLL_MS));
	}
	try {
		return await work();
	} finally {
		fs.rmSync(file, { force: true });
	}
}
