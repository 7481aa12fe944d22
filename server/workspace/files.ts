import type { Stats } from "node:fs";
import fs from "node:fs/promises";
import path from "node:path";
import { WrittenJson } from "#common/writtenJson.ts";
import { internalError, invalidRequest } from "#protocol/errors.ts";
import type { RequestParams, RequestResult } from "#protocol/messages.ts";
import { isSystemError, systemErrorText } from "../common/systemError.ts";
import { makeFolders } from "../platform/makeFolders.ts";
import { Base64Error, decodeBase64 } from "./base64.ts";

/** The largest file that is read whole, in bytes: in base64 it fits into the longest text there is, with room for the rest of its message. */
const MAX_READ_BYTES = 384 * 1024 * 1024 - 64 * 1024;
/** From what size on, in bytes, files are read one after another. */
export const BIG_BYTES = 8 * 1024 * 1024;
/** How much of a big file is turned into base64 at once, in bytes: whole groups of three. */
const PART_BYTES = 3 * 1024 * 1024;

/** @throws WireError -32603 in the words of the operating system for what it refuses in `task`, -32600 for what no path can be */
export async function told<T>(task: () => Promise<T>): Promise<T> {
	try {
		return await task();
	} catch (error) {
		if (isSystemError(error)) throw internalError(systemErrorText(error));
		// Node's own check, of NUL alone: the methods take any other text.
		if (error instanceof TypeError && "code" in error && error.code === "ERR_INVALID_ARG_VALUE") {
			throw invalidRequest("file name contained an unexpected NUL byte");
		}
		throw error;
	}
}

/** The size of what can be read, in bytes. @throws WireError -32600 for what is no file or too large */
export async function readableSize({ path: file }: RequestParams<"fs/readFile">): Promise<number> {
	const stat = await fs.stat(file);
	if (!stat.isFile()) throw invalidRequest(`path \`${file}\` is not a file`);
	if (stat.size > MAX_READ_BYTES) {
		throw invalidRequest(`file is too large to read: limit is ${MAX_READ_BYTES} bytes`);
	}
	return stat.size;
}

export async function readFile({ path: file }: RequestParams<"fs/readFile">): Promise<RequestResult<"fs/readFile">> {
	return { dataBase64: await fs.readFile(file, "base64") };
}

/** As `readFile`, with no more than the answer itself in memory, whose JSON this is. Reads what is there up to the limit. */
export async function readBigFile({ path: file }: RequestParams<"fs/readFile">): Promise<WrittenJson> {
	const handle = await fs.open(file);
	try {
		const parts: Buffer[] = [];
		const bytes = Buffer.allocUnsafeSlow(PART_BYTES);
		for (let at = 0; at < MAX_READ_BYTES; ) {
			const length = await fill(handle, bytes, at);
			parts.push(Buffer.from(bytes.toString("base64", 0, length), "latin1"));
			if (length < PART_BYTES) break;
			at += length;
		}
		return new WrittenJson(parts).within(Buffer.from('{"dataBase64":"'), Buffer.from('"}'));
	} finally {
		await handle.close();
	}
}

/** Reads from `position` on until `bytes` is full or the file ends; resolves with how many there were. */
async function fill(handle: fs.FileHandle, bytes: Buffer, position: number): Promise<number> {
	let length = 0;
	for (;;) {
		const { bytesRead } = await handle.read(bytes, length, bytes.length - length, position + length);
		length += bytesRead;
		if (bytesRead === 0 || length === bytes.length) return length;
	}
}

export async function writeFile({ path: file, dataBase64 }: RequestParams<"fs/writeFile">): Promise<void> {
	await fs.writeFile(file, bytesOf(dataBase64));
}

function bytesOf(dataBase64: string): Buffer {
	try {
		return decodeBase64(dataBase64);
	} catch (error) {
		if (!(error instanceof Base64Error)) throw error;
		throw invalidRequest(`fs/writeFile requires valid base64 dataBase64: ${error.message}`);
	}
}

export async function createDirectory(params: RequestParams<"fs/createDirectory">): Promise<void> {
	if (params.recursive ?? true) await makeFolders(params.path);
	else await fs.mkdir(params.path);
}

/** Of what a symbolic link leads to; times are 0 where the file system has none. */
export async function metadata({
	path: file,
}: RequestParams<"fs/getMetadata">): Promise<RequestResult<"fs/getMetadata">> {
	const [stat, link] = await Promise.all([fs.stat(file), fs.lstat(file)]);
	return {
		isDirectory: stat.isDirectory(),
		isFile: stat.isFile(),
		isSymlink: link.isSymbolicLink(),
		createdAtMs: Math.trunc(stat.birthtimeMs),
		modifiedAtMs: Math.trunc(stat.mtimeMs),
	};
}

/** Links count as what they lead to; those that lead nowhere are left out. */
export async function readDirectory({
	path: folder,
}: RequestParams<"fs/readDirectory">): Promise<RequestResult<"fs/readDirectory">> {
	const found = await fs.readdir(folder, { withFileTypes: true });
	const entries = await Promise.all(
		found.map(async (entry) => {
			const kind: Pick<Stats, "isFile" | "isDirectory"> | null = entry.isSymbolicLink()
				? await fs.stat(path.join(folder, entry.name)).catch(() => null)
				: entry;
			return kind ? [{ fileName: entry.name, isDirectory: kind.isDirectory(), isFile: kind.isFile() }] : [];
		}),
	);
	return { entries: entries.flat() };
}

/** A link is removed, not what it leads to. */
export async function remove(params: RequestParams<"fs/remove">): Promise<void> {
	const force = params.force ?? true;
	try {
		const stat = await fs.lstat(params.path);
		if (!stat.isDirectory()) await fs.unlink(params.path);
		else if (params.recursive ?? true) await fs.rm(params.path, { recursive: true });
		else await fs.rmdir(params.path);
	} catch (error) {
		if (!force || !isSystemError(error) || error.code !== "ENOENT") throw error;
	}
}

/** Links are copied as links; sockets, pipes and devices inside a folder are left out. */
export async function copy(params: RequestParams<"fs/copy">): Promise<void> {
	const { sourcePath, destinationPath } = params;
	const stat = await fs.lstat(sourcePath);
	if (stat.isSymbolicLink()) await copyLink(sourcePath, destinationPath);
	else if (stat.isFile()) await fs.copyFile(sourcePath, destinationPath);
	else if (stat.isDirectory()) {
		if (!params.recursive) throw invalidRequest("fs/copy requires recursive: true when sourcePath is a directory");
		if (await isWithin(sourcePath, destinationPath)) {
			throw invalidRequest("fs/copy cannot copy a directory to itself or one of its descendants");
		}
		await copyFolder(sourcePath, destinationPath);
	} else throw invalidRequest("fs/copy only supports regular files, directories, and symlinks");
}

async function copyFolder(source: string, destination: string): Promise<void> {
	await makeFolders(destination);
	for (const entry of await fs.readdir(source, { withFileTypes: true })) {
		const [from, to] = [path.join(source, entry.name), path.join(destination, entry.name)] as const;
		if (entry.isDirectory()) await copyFolder(from, to);
		else if (entry.isFile()) await fs.copyFile(from, to);
		else if (entry.isSymbolicLink()) await copyLink(from, to);
	}
}

async function copyLink(source: string, destination: string): Promise<void> {
	await fs.symlink(await fs.readlink(source), destination);
}

/** Whether `file`, which may not exist yet, is `folder` or lies in it, by their real paths. */
async function isWithin(folder: string, file: string): Promise<boolean> {
	const real = await fs.realpath(folder);
	const target = await realPath(file);
	return target === real || target.startsWith(real.endsWith(path.sep) ? real : real + path.sep);
}

async function realPath(file: string): Promise<string> {
	try {
		return await fs.realpath(file);
	} catch {
		const parent = path.dirname(file);
		return parent === file ? file : path.join(await realPath(parent), path.basename(file));
	}
}
