import fs from "node:fs";
import path from "node:path";
import zlib from "node:zlib";
import fc from "fast-check";
import { expect, test } from "vitest";
import { CompressedFile, compressFile, decompressFile } from "../../../server/storage/compressedFile.ts";
import { scratchFolder } from "../../support/scratchFolder.ts";

const PIECE = 1 << 20;

/** A file of so many bytes, of which none is like its neighbours, and the same compressed. */
async function compressed(size: number) {
	const folder = scratchFolder();
	const [plain, packed] = [path.join(folder, "plain"), path.join(folder, "packed")];
	const bytes = Buffer.from(Uint32Array.from({ length: Math.ceil(size / 4) }, (_, at) => at).buffer).subarray(0, size);
	fs.writeFileSync(plain, bytes);
	fs.utimesSync(plain, 1_600_000_000, 1_600_000_000);
	await compressFile(plain, packed, new AbortController().signal);
	return { folder, plain, packed, bytes };
}

test("a compressed file is read as its original, from anywhere", async () => {
	const { packed, bytes } = await compressed(2 * PIECE + 12_345);
	const file = new CompressedFile(packed);
	expect(file.size).toBe(bytes.length);
	const into = Buffer.alloc(PIECE);
	fc.assert(
		fc.property(fc.nat(bytes.length + 10), fc.nat(PIECE), (position, length) => {
			const read = file.read(into, 0, length, position);
			expect(into.subarray(0, read).equals(bytes.subarray(position, position + read))).toBe(true);
			if (length > 0 && position < bytes.length) expect(read).toBeGreaterThan(0);
		}),
		{ seed: 3, numRuns: 200 },
	);
	file.close();
});

test.each([0, 1, PIECE, PIECE + 1])("%i bytes come back as they were, with their time", async (size) => {
	const { folder, packed, bytes } = await compressed(size);
	const back = path.join(folder, "back");
	await decompressFile(packed, back);
	expect(fs.readFileSync(back).equals(bytes)).toBe(true);
	for (const file of [packed, back]) expect(fs.statSync(file).mtimeMs).toBe(1_600_000_000_000);
});

test("any reader of Zstandard unpacks it", async () => {
	const { packed, bytes } = await compressed(PIECE + 1);
	expect(zlib.zstdDecompressSync(fs.readFileSync(packed)).equals(bytes)).toBe(true);
});

test("a file that lacks its end, or in which a byte has changed, is told from a whole one", async () => {
	const { packed, bytes } = await compressed(3 * PIECE);
	const whole = fs.readFileSync(packed);
	fs.writeFileSync(packed, whole.subarray(0, -1));
	expect(() => new CompressedFile(packed)).toThrow(`${packed} is damaged`);
	fs.writeFileSync(packed, whole.subarray(100));
	expect(() => new CompressedFile(packed)).toThrow(`${packed} is damaged`);
	const changed = Buffer.from(whole);
	changed[1000] = (changed[1000] ?? 0) ^ 1;
	fs.writeFileSync(packed, changed);
	const file = new CompressedFile(packed);
	expect(() => file.read(Buffer.alloc(10), 0, 10, 0)).toThrow(`${packed} is damaged`);
	const into = Buffer.alloc(10);
	expect(file.read(into, 0, 10, 2 * PIECE)).toBe(10);
	expect(into.equals(bytes.subarray(2 * PIECE, 2 * PIECE + 10))).toBe(true);
	file.close();
});

test("what is stopped in mid-work leaves nothing", async () => {
	const { folder, plain } = await compressed(10);
	const target = path.join(folder, "target");
	await expect(compressFile(plain, target, AbortSignal.abort())).rejects.toThrow("aborted");
	expect(fs.existsSync(target)).toBe(false);
});
