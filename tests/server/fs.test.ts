import { execFileSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { NetworkServer, SocketClient } from "../support/networkServer.ts";
import { scratchFolder } from "../support/scratchFolder.ts";
import { type Json, ServerProcess } from "../support/serverProcess.ts";

let server: ServerProcess;
beforeAll(async () => {
	server = await ServerProcess.start();
});
afterAll(() => server.close());

const at = (...names: string[]) => path.join(server.workspace, ...names);
const base64 = (text: string) => Buffer.from(text).toString("base64");
const failure = async (method: string, params: Json) => (await server.ask(method, params)).error;
const absent = { code: -32603, message: "No such file or directory (os error 2)" };

test("what is written is read back, byte for byte", async () => {
	const dataBase64 = Buffer.from([0, 255, 10, 13, 128]).toString("base64");
	expect(await server.request("fs/writeFile", { path: at("bytes"), dataBase64 })).toEqual({});
	expect(await server.request("fs/readFile", { path: at("bytes") })).toEqual({ dataBase64 });
	expect(await failure("fs/readFile", { path: at("none") })).toEqual(absent);
	expect(await failure("fs/writeFile", { path: at("none", "file"), dataBase64 })).toEqual(absent);
	const message = `path \`${server.workspace}\` is not a file`;
	expect(await failure("fs/readFile", { path: server.workspace })).toEqual({ code: -32600, message });
	expect(await failure("fs/writeFile", { path: at("bytes"), dataBase64: "aGVsbG9" })).toEqual({
		code: -32600,
		message: "fs/writeFile requires valid base64 dataBase64: Invalid padding",
	});
	expect(await server.request("fs/readFile", { path: at("bytes") })).toEqual({ dataBase64 });
});

test("big files that are asked for together are all read, also behind one that cannot be", async () => {
	const big = Buffer.alloc(9 * 1024 * 1024 + 1, "warp and weft ");
	for (const name of ["big", "bigger"]) fs.writeFileSync(at(name), big);
	fs.writeFileSync(at("beyond"), "");
	fs.truncateSync(at("beyond"), 385 * 1024 * 1024);
	const names = ["big", "beyond", "bigger", "beyond", "big"];
	const answers = await Promise.all(names.map((name) => server.ask("fs/readFile", { path: at(name) })));
	expect(answers.map(({ error }) => error?.code)).toEqual([undefined, -32600, undefined, -32600, undefined]);
	const read = answers.flatMap(({ result }) => (result ? [result.dataBase64] : []));
	expect(read.map((dataBase64) => dataBase64 === big.toString("base64"))).toEqual([true, true, true]);
});

test("a client that leaves in the middle of a big answer holds nobody up", async () => {
	const url = `ws://127.0.0.1:${await new NetworkServer(["--listen", "ws://127.0.0.1:0"], scratchFolder()).port()}`;
	const file = path.join(scratchFolder(), "big");
	const big = Buffer.alloc(40 * 1024 * 1024, "warp and weft ");
	fs.writeFileSync(file, big);
	const [leaving, staying] = await Promise.all([SocketClient.greet(url), SocketClient.greet(url)]);
	for (const id of [10, 11, 12]) leaving.send({ id, method: "fs/readFile", params: { path: file } });
	await leaving.next(({ id }) => id === 10);
	leaving.socket.terminate();
	const { dataBase64 } = await staying.request("fs/readFile", { path: file });
	expect(Buffer.from(String(dataBase64), "base64").equals(big)).toBe(true);
});

test("a client may ask for other things while a big file is on its way to it", async () => {
	const url = `ws://127.0.0.1:${await new NetworkServer(["--listen", "ws://127.0.0.1:0"], scratchFolder()).port()}`;
	const file = path.join(scratchFolder(), "big");
	fs.writeFileSync(file, Buffer.alloc(40 * 1024 * 1024, "warp and weft "));
	const client = await SocketClient.greet(url);
	const read = client.request("fs/readFile", { path: file });
	let isRead = false;
	void read.then(() => {
		isRead = true;
	});
	while (!isRead) await client.request("thread/loaded/list", {});
	expect(await client.request("thread/loaded/list", {})).toMatchObject({ data: [] });
});

test("a file beyond the limit is not read", async () => {
	fs.writeFileSync(at("huge"), "");
	fs.truncateSync(at("huge"), 384 * 1024 * 1024);
	expect(await failure("fs/readFile", { path: at("huge") })).toEqual({
		code: -32600,
		message: "file is too large to read: limit is 402587648 bytes",
	});
});

test("folders are made with those above them, unless told not to", async () => {
	expect(await server.request("fs/createDirectory", { path: at("a", "b") })).toEqual({});
	expect(await server.request("fs/createDirectory", { path: at("a", "b") })).toEqual({});
	expect(await failure("fs/createDirectory", { path: at("a", "b"), recursive: false })).toEqual({
		code: -32603,
		message: "File exists (os error 17)",
	});
	expect(await failure("fs/createDirectory", { path: at("x", "y"), recursive: false })).toEqual(absent);
	fs.symlinkSync("nowhere", at("dangling"));
	for (const file of [at("dangling"), at("dangling", "below")]) {
		expect(await failure("fs/createDirectory", { path: file })).toEqual({
			code: -32603,
			message: "File exists (os error 17)",
		});
	}
});

test.skipIf(process.platform !== "linux")("where the kernel makes no folders none are made", async () => {
	expect(await failure("fs/createDirectory", { path: "/proc/none/below" })).toEqual(absent);
});

test("links count as what they lead to; one that leads nowhere is not listed", async () => {
	fs.mkdirSync(at("links", "folder"), { recursive: true });
	fs.writeFileSync(at("links", "file"), "");
	fs.symlinkSync("folder", at("links", "toFolder"));
	fs.symlinkSync("nowhere", at("links", "dangling"));
	const { entries } = await server.request("fs/readDirectory", { path: at("links") });
	expect(entries).toHaveLength(3);
	expect(entries).toEqual(
		expect.arrayContaining([
			{ fileName: "folder", isDirectory: true, isFile: false },
			{ fileName: "file", isDirectory: false, isFile: true },
			{ fileName: "toFolder", isDirectory: true, isFile: false },
		]),
	);
	expect(await server.request("fs/getMetadata", { path: at("links", "toFolder") })).toMatchObject({
		isDirectory: true,
		isFile: false,
		isSymlink: true,
		modifiedAtMs: Math.trunc(fs.statSync(at("links", "folder")).mtimeMs),
	});
	expect(await failure("fs/getMetadata", { path: at("links", "dangling") })).toEqual(absent);
	expect(await failure("fs/readDirectory", { path: at("links", "file") })).toEqual({
		code: -32603,
		message: "Not a directory (os error 20)",
	});
});

test("removing: a link is not what it leads to, and what is not there is removed already", async () => {
	fs.mkdirSync(at("rm", "inner"), { recursive: true });
	fs.writeFileSync(at("rm", "inner", "file"), "");
	fs.symlinkSync("inner", at("rm", "link"));
	await server.request("fs/remove", { path: at("rm", "link") });
	expect(fs.readdirSync(at("rm"))).toEqual(["inner"]);
	expect(await server.request("fs/remove", { path: at("rm", "none") })).toEqual({});
	expect(await failure("fs/remove", { path: at("rm", "none"), force: false })).toEqual(absent);
	expect(await failure("fs/remove", { path: at("rm"), recursive: false })).toEqual({
		code: -32603,
		message: "Directory not empty (os error 39)",
	});
	await server.request("fs/remove", { path: at("rm") });
	expect(fs.existsSync(at("rm"))).toBe(false);
});

test.skipIf(process.platform === "win32")("copying: links as links, pipes left out, never into itself", async () => {
	fs.mkdirSync(at("from", "inner"), { recursive: true });
	fs.writeFileSync(at("from", "inner", "run"), "text", { mode: 0o700 });
	fs.symlinkSync("inner/run", at("from", "link"));
	execFileSync("mkfifo", [at("from", "pipe")]);
	const copy = { sourcePath: at("from"), destinationPath: at("to", "deep"), recursive: true };
	expect(await failure("fs/copy", { ...copy, recursive: false })).toEqual({
		code: -32600,
		message: "fs/copy requires recursive: true when sourcePath is a directory",
	});
	expect(await server.request("fs/copy", copy)).toEqual({});
	expect(fs.readdirSync(at("to", "deep")).sort()).toEqual(["inner", "link"]);
	expect(fs.readlinkSync(at("to", "deep", "link"))).toBe("inner/run");
	expect(fs.statSync(at("to", "deep", "inner", "run")).mode & 0o777).toBe(0o700);
	expect(await failure("fs/copy", copy)).toEqual({ code: -32603, message: "File exists (os error 17)" });
	fs.symlinkSync("from/inner", at("way"));
	for (const destinationPath of [at("from"), at("from", "inner", "new"), at("way", "new")]) {
		expect(await failure("fs/copy", { ...copy, destinationPath })).toEqual({
			code: -32600,
			message: "fs/copy cannot copy a directory to itself or one of its descendants",
		});
	}
	expect(await failure("fs/copy", { sourcePath: at("from", "pipe"), destinationPath: at("other") })).toEqual({
		code: -32600,
		message: "fs/copy only supports regular files, directories, and symlinks",
	});
	await server.request("fs/writeFile", { path: at("self"), dataBase64: base64("kept") });
	await server.request("fs/copy", { sourcePath: at("self"), destinationPath: at("self") });
	expect(fs.readFileSync(at("self"), "utf8")).toBe("kept");
});
