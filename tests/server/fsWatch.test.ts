import fs from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Json, ServerProcess } from "../support/serverProcess.ts";

let server: ServerProcess;
beforeAll(async () => {
	server = await ServerProcess.start();
});
afterAll(() => server.close());

/** A folder of the test's own. */
const folder = (name: string) => {
	const made = path.join(server.workspace, name);
	fs.mkdirSync(path.join(made, "sub"), { recursive: true });
	return made;
};
const changes = (watchId: string, since = 0) =>
	server.next((message) => message.method === "fs/changed" && message.params?.watchId === watchId, since);
const pathsOf = async (watchId: string, since = 0) => (await changes(watchId, since)).params?.changedPaths;
const watch = (watchId: string, file: string) => server.request("fs/watch", { watchId, path: file });
const unwatch = (watchId: string) => server.request("fs/unwatch", { watchId });

/** While `act` runs the server stands still, and then sees all of it at once: however busy the machine is, no time passes in between. */
function atOnce<T>(act: () => T): T {
	const pid = Number(server.child.pid);
	process.kill(pid, "SIGSTOP");
	try {
		if (process.platform === "linux") while (!/\) T/.test(fs.readFileSync(`/proc/${pid}/stat`, "utf8")));
		return act();
	} finally {
		process.kill(pid, "SIGCONT");
	}
}

test("a folder's changed entries come in one sorted batch, those below them do not", async () => {
	const at = folder("batch");
	expect(await watch("folder", `${at}/sub/../`)).toEqual({ path: at });
	atOnce(() => {
		fs.writeFileSync(path.join(at, "sub", "inner"), "");
		for (const name of ["z", "a", "m"]) fs.writeFileSync(path.join(at, name), name);
	});
	expect(await pathsOf("folder")).toEqual(["a", "m", "z"].map((name) => path.join(at, name)));
	const since = server.messages.length;
	fs.rmSync(path.join(at, "m"));
	expect(await pathsOf("folder", since)).toEqual([path.join(at, "m")]);
});

test("a watched file tells of itself alone: written, replaced, removed", async () => {
	const at = folder("file");
	const file = path.join(at, "file");
	fs.writeFileSync(file, "1");
	expect(await watch("file", file)).toEqual({ path: file });
	for (const change of [
		() => fs.writeFileSync(file, "2"),
		() => {
			fs.writeFileSync(`${file}.new`, "3");
			fs.renameSync(`${file}.new`, file);
		},
		() => fs.rmSync(file),
	]) {
		const since = server.messages.length;
		change();
		expect(await pathsOf("file", since)).toEqual([file]);
	}
});

test("what is not there yet is told of when it appears, and then watched", async () => {
	const at = folder("missing");
	const target = path.join(at, "one", "two");
	expect(await watch("missing", target)).toEqual({ path: target });
	fs.mkdirSync(target, { recursive: true });
	expect(await pathsOf("missing")).toContain(target);
	const since = server.messages.length;
	fs.writeFileSync(path.join(target, "entry"), "");
	expect(await pathsOf("missing", since)).toEqual([path.join(target, "entry")]);
});

test("what is made while its folder is looked for is told of", async () => {
	const at = folder("quick");
	const targets = Array.from({ length: 60 }, (_, round) => path.join(at, `${round}`, "file"));
	for (const [round, target] of targets.entries()) {
		await watch(target, target);
		fs.mkdirSync(path.dirname(target));
		// Each at another moment of the server's looking for the folder, in milliseconds.
		const moment = performance.now() + (round % 20) * 0.03;
		while (performance.now() < moment);
		fs.writeFileSync(target, "");
	}
	for (const target of targets) expect(await pathsOf(target)).toEqual([target]);
	await Promise.all(targets.map(unwatch));
});

test("a folder that is removed is told of, and again when it is back", async () => {
	const at = path.join(folder("gone"), "sub");
	await watch("gone", at);
	fs.rmdirSync(at);
	expect(await pathsOf("gone")).toEqual([at]);
	const since = server.messages.length;
	fs.mkdirSync(at);
	expect(await pathsOf("gone", since)).toEqual([at]);
});

test("an id names one watch until it is unwatched; any id will do", async () => {
	const at = folder("ids");
	await watch("", at);
	await watch("w", at);
	expect((await server.ask("fs/watch", { watchId: "w", path: at })).error).toEqual({
		code: -32600,
		message: "watchId already exists: w",
	});
	expect(await unwatch("unknown")).toEqual({});
	expect(await unwatch("w")).toEqual({});
	await watch("w", path.join(at, "sub"));
	const since = server.messages.length;
	fs.writeFileSync(path.join(at, "sub", "inner"), "");
	expect(await pathsOf("w", since)).toEqual([path.join(at, "sub", "inner")]);
});

test("an unwatched path is silent, even of what happened before", async () => {
	const at = folder("silent");
	await watch("silent", at);
	await watch("control", at);
	await atOnce(() => {
		fs.writeFileSync(path.join(at, "new"), "");
		return unwatch("silent");
	});
	await changes("control");
	const since = server.messages.length;
	fs.writeFileSync(path.join(at, "newer"), "");
	await changes("control", since);
	const told = server.messages.filter((message) => message.method === "fs/changed").map(({ params }) => params as Json);
	expect(told.filter(({ watchId }) => watchId === "silent")).toEqual([]);
});
