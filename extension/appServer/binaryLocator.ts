import { createHash } from "node:crypto";
import { constants, createReadStream } from "node:fs";
import { access, readFile, stat } from "node:fs/promises";
import { isAbsolute, join } from "node:path";
import * as z from "zod";
import {
	binaryMissing,
	hashMismatch,
	LaunchError,
	notExecutable,
	pathNotAbsolute,
	pinInvalid,
	wrongTarget,
} from "./namedErrors.ts";

/** `server/bin/heddle.lock.json`: the one binary this extension was released with. */
const BinaryPin = z.object({
	version: z.string(),
	target: z.string(),
	sha256: z.string().regex(/^[0-9a-f]{64}$/i),
	protocol: z.string(),
});

/** What was hashed and found right; any change of the file makes it invalid. */
const Verified = z.object({
	path: z.string(),
	size: z.number(),
	mtimeMs: z.number(),
	ctimeMs: z.number(),
	inode: z.number(),
	sha256: z.string(),
});
type Verified = z.output<typeof Verified>;

/** The part of `vscode.Memento` that keeps the last verification over window reloads. */
export interface VerificationStore {
	get(key: string): unknown;
	update(key: string, value: unknown): Thenable<void>;
}

const STORE_KEY = "heddle.verifiedServer";

export interface LocateOptions {
	extensionPath: string;
	/** A server to run instead of the bundled one, from user-level settings of a trusted workspace; it carries no pin. */
	explicitPath: string | undefined;
	store: VerificationStore;
	platform?: NodeJS.Platform;
	arch?: string;
}

/** Finds the server to run and checks it against its pin. Rejects with LaunchError. */
export async function locateBinary(options: LocateOptions): Promise<string> {
	const platform = options.platform ?? process.platform;
	if (options.explicitPath !== undefined) {
		if (!isAbsolute(options.explicitPath)) {
			throw new LaunchError(pathNotAbsolute(options.explicitPath));
		}
		await checkExecutable(options.explicitPath);
		return options.explicitPath;
	}
	const folder = join(options.extensionPath, "server", "bin");
	const binary = join(folder, platform === "win32" ? "heddle.exe" : "heddle");
	const pinPath = join(folder, "heddle.lock.json");
	await statFile(binary);
	const pin = await readPin(pinPath);
	const target = `${platform}-${options.arch ?? process.arch}`;
	if (pin.target !== target) {
		throw new LaunchError(wrongTarget(target, pin.target));
	}
	await checkHash(binary, pin.sha256.toLowerCase(), options.store);
	await checkExecutable(binary);
	return binary;
}

async function readPin(path: string): Promise<z.output<typeof BinaryPin>> {
	let text: string;
	try {
		text = await readFile(path, "utf8");
	} catch (cause) {
		throw new LaunchError(pinInvalid(path, "cannot be read"), { cause });
	}
	try {
		return BinaryPin.parse(JSON.parse(text));
	} catch (cause) {
		throw new LaunchError(pinInvalid(path, "is not a valid pin"), { cause });
	}
}

async function statFile(path: string) {
	try {
		const stats = await stat(path);
		if (stats.isFile()) {
			return stats;
		}
	} catch (cause) {
		throw new LaunchError(binaryMissing(path), { cause });
	}
	throw new LaunchError(binaryMissing(path));
}

/** Hashing some 100 MB takes longer than starting the server, so an unchanged file is hashed once. */
async function checkHash(path: string, expected: string, store: VerificationStore): Promise<void> {
	const stats = await statFile(path);
	const identity: Omit<Verified, "sha256"> = {
		path,
		size: stats.size,
		mtimeMs: stats.mtimeMs,
		ctimeMs: stats.ctimeMs,
		inode: stats.ino,
	};
	const known = Verified.safeParse(store.get(STORE_KEY)).data;
	if (known !== undefined && isSameFile(known, identity) && known.sha256 === expected) {
		return;
	}
	const found = await hashFile(path);
	if (found !== expected) {
		throw new LaunchError(hashMismatch(path, expected, found));
	}
	await store.update(STORE_KEY, { ...identity, sha256: found } satisfies Verified);
}

function isSameFile(a: Omit<Verified, "sha256">, b: Omit<Verified, "sha256">): boolean {
	return (
		a.path === b.path && a.size === b.size && a.mtimeMs === b.mtimeMs && a.ctimeMs === b.ctimeMs && a.inode === b.inode
	);
}

async function hashFile(path: string): Promise<string> {
	const hash = createHash("sha256");
	for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 })) {
		hash.update(chunk);
	}
	return hash.digest("hex");
}

async function checkExecutable(path: string): Promise<void> {
	await statFile(path);
	try {
		await access(path, constants.X_OK);
	} catch (cause) {
		throw new LaunchError(notExecutable(path), { cause });
	}
}
