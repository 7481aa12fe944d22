import { createHash } from "node:crypto";
import { chmod, mkdir, mkdtemp, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { locateBinary } from "../../extension/appServer/binaryLocator.ts";
import { LaunchError } from "../../extension/appServer/namedErrors.ts";

const target = `${process.platform}-${process.arch}`;
const content = "#!/bin/sh\necho server\n";
const sha256 = createHash("sha256").update(content).digest("hex");

let extensionPath: string;
let binary: string;
let pin: string;
let remembered: Map<string, unknown>;
let updates: number;

beforeEach(async () => {
	extensionPath = await mkdtemp(join(tmpdir(), "heddle-locate-"));
	const folder = join(extensionPath, "server", "bin");
	await mkdir(folder, { recursive: true });
	binary = join(folder, process.platform === "win32" ? "heddle.exe" : "heddle");
	pin = join(folder, "heddle.lock.json");
	await writeFile(binary, content, { mode: 0o755 });
	await writePin({});
	remembered = new Map();
	updates = 0;
});

afterEach(() => rm(extensionPath, { recursive: true }));

const writePin = (changes: Record<string, unknown>) =>
	writeFile(pin, JSON.stringify({ version: "0.1.0", target, sha256, protocol: "0.169.0", ...changes }));

function locate(explicitPath?: string): Promise<string> {
	const store = {
		get: (key: string) => remembered.get(key),
		update: async (key: string, value: unknown) => {
			updates++;
			remembered.set(key, value);
		},
	};
	return locateBinary({ extensionPath, explicitPath, store });
}

async function nameOfFailure(located: Promise<string>): Promise<string> {
	const error = await located.then(
		(path) => new Error(`found ${path}`),
		(reason: unknown) => reason,
	);
	return error instanceof LaunchError ? error.named.name : String(error);
}

describe("the bundled server", () => {
	test("is found when it is what its pin says", async () => {
		expect(await locate()).toBe(binary);
	});

	test.each([
		["binaryMissing", () => rm(binary)],
		["pinInvalid", () => rm(pin)],
		["pinInvalid", () => writeFile(pin, "{")],
		["pinInvalid", () => writePin({ sha256: "short" })],
		["wrongTarget", () => writePin({ target: "plan9-mips" })],
		["hashMismatch", () => writeFile(binary, `${content}# changed\n`)],
		["notExecutable", () => chmod(binary, 0o644)],
	])("is not run: %s", async (name, spoil) => {
		await spoil();
		expect(await nameOfFailure(locate())).toBe(name);
	});

	test("is hashed once as long as it stays the same file", async () => {
		await locate();
		await locate();
		expect(updates).toBe(1);
	});

	test("is hashed again after it was replaced by a file of the same size and time", async () => {
		await locate();
		const other = `${binary}.new`;
		await writeFile(other, content.replace("server", "sErver"), { mode: 0o755 });
		await rename(other, binary);
		expect(await nameOfFailure(locate())).toBe("hashMismatch");
	});

	test("is hashed again when its pin changed or what is remembered makes no sense", async () => {
		await locate();
		await writePin({ sha256: sha256.replaceAll(/[0-9]/g, "0") });
		expect(await nameOfFailure(locate())).toBe("hashMismatch");
		await writePin({ sha256: sha256.toUpperCase() });
		remembered.set([...remembered.keys()].join(), { path: binary });
		expect(await locate()).toBe(binary);
	});
});

describe("an explicit path", () => {
	test("is taken without a pin", async () => {
		const own = join(extensionPath, "own-server");
		await writeFile(own, content, { mode: 0o755 });
		expect(await locate(own)).toBe(own);
	});

	test("must be absolute, exist and be executable", async () => {
		expect(await nameOfFailure(locate("own-server"))).toBe("pathNotAbsolute");
		expect(await nameOfFailure(locate(join(extensionPath, "nothing")))).toBe("binaryMissing");
		expect(await nameOfFailure(locate(extensionPath))).toBe("binaryMissing");
		expect(await nameOfFailure(locate(pin))).toBe("notExecutable");
	});
});
