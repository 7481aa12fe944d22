import fs from "node:fs";
import { promisify } from "node:util";

/**
 * Files in the seekable format of Zstandard (contrib/seekable_format in its sources): a frame for each piece, then a frame that is to be
 * skipped with the pieces' sizes, so that any place is read by unpacking one piece. The program `zstd` unpacks them as well.
 */

/** Bytes of the original in a frame. */
const PIECE_BYTES = 1 << 20;
const SKIPPABLE_MAGIC = 0x184d2a5e;
const SKIPPABLE_HEADER_BYTES = 8;
const SEEKABLE_MAGIC = 0x8f92eab1;
/** Number of frames (4 bytes), description of the entries (1), magic number (4). */
const FOOTER_BYTES = 9;
/** Packed and unpacked size of a frame, 4 bytes each; no checksum, since each frame has its own. */
const ENTRY_BYTES = 8;

interface Piece {
	/** Where its frame begins in the file. */
	packedAt: number;
	packedLength: number;
	/** Where it begins in the original. */
	start: number;
	length: number;
}

const zlib = () => process.getBuiltinModule("node:zlib");

/** A compressed file, read as its original would be. */
export class CompressedFile {
	readonly #file: string;
	readonly #fd: number;
	readonly #pieces: readonly Piece[];
	#unpacked: { piece: Piece; bytes: Buffer } | null = null;

	/** @throws Error when the file is not there or is no whole compressed file */
	constructor(file: string) {
		this.#file = file;
		this.#fd = fs.openSync(file, "r");
		try {
			this.#pieces = readPieces(this.#fd, file);
		} catch (error) {
			this.close();
			throw error;
		}
	}

	/** Bytes of the original. */
	get size(): number {
		const last = this.#pieces.at(-1);
		return last ? last.start + last.length : 0;
	}

	/** As `fs.readSync`, from the original; at most up to the end of a piece. @throws Error for a damaged piece */
	read(into: Buffer, at: number, length: number, position: number): number {
		const piece = this.#pieces.find(({ start, length: whole }) => position >= start && position < start + whole);
		if (!piece) return 0;
		const bytes = this.#unpack(piece);
		const from = position - piece.start;
		return bytes.copy(into, at, from, Math.min(from + length, bytes.length));
	}

	#unpack(piece: Piece): Buffer {
		if (this.#unpacked?.piece === piece) return this.#unpacked.bytes;
		const packed = Buffer.allocUnsafe(piece.packedLength);
		fs.readSync(this.#fd, packed, 0, packed.length, piece.packedAt);
		let bytes: Buffer;
		try {
			bytes = zlib().zstdDecompressSync(packed, { maxOutputLength: Math.max(piece.length, 1) });
		} catch (error) {
			throw damaged(this.#file, String(error));
		}
		if (bytes.length !== piece.length) throw damaged(this.#file, "a piece has another length than it says");
		this.#unpacked = { piece, bytes };
		return bytes;
	}

	close(): void {
		fs.closeSync(this.#fd);
	}
}

function readPieces(fd: number, file: string): Piece[] {
	const { size } = fs.fstatSync(fd);
	const footer = Buffer.alloc(FOOTER_BYTES);
	fs.readSync(fd, footer, 0, FOOTER_BYTES, Math.max(0, size - FOOTER_BYTES));
	const count = footer.readUInt32LE(0);
	const tableBytes = SKIPPABLE_HEADER_BYTES + count * ENTRY_BYTES + FOOTER_BYTES;
	if (footer.readUInt32LE(5) !== SEEKABLE_MAGIC || footer.readUInt8(4) !== 0 || tableBytes > size) {
		throw damaged(file, "its end is missing");
	}
	const entries = Buffer.alloc(count * ENTRY_BYTES);
	fs.readSync(fd, entries, 0, entries.length, size - FOOTER_BYTES - entries.length);
	const pieces: Piece[] = [];
	let [packedAt, start] = [0, 0];
	for (let at = 0; at < entries.length; at += ENTRY_BYTES) {
		const piece = { packedAt, packedLength: entries.readUInt32LE(at), start, length: entries.readUInt32LE(at + 4) };
		pieces.push(piece);
		packedAt += piece.packedLength;
		start += piece.length;
	}
	if (packedAt + tableBytes !== size) throw damaged(file, "its pieces are not all there");
	return pieces;
}

const damaged = (file: string, reason: string) => new Error(`${file} is damaged: ${reason}`);

/** The frame at the end, which a reader of plain Zstandard skips. */
function seekTable(pieces: readonly Pick<Piece, "packedLength" | "length">[]): Buffer {
	const table = Buffer.alloc(SKIPPABLE_HEADER_BYTES + pieces.length * ENTRY_BYTES + FOOTER_BYTES);
	let at = table.writeUInt32LE(SKIPPABLE_MAGIC, 0);
	at = table.writeUInt32LE(table.length - SKIPPABLE_HEADER_BYTES, at);
	for (const { packedLength, length } of pieces) {
		at = table.writeUInt32LE(packedLength, at);
		at = table.writeUInt32LE(length, at);
	}
	at = table.writeUInt32LE(pieces.length, at);
	at = table.writeUInt8(0, at);
	table.writeUInt32LE(SEEKABLE_MAGIC, at);
	return table;
}

/**
 * Writes `source` compressed as `target`, a new file that has reached the disk when this resolves. Each piece is unpacked and compared
 * before it counts. Rejects, and leaves no target, when `signal` is aborted or anything fails.
 */
export async function compressFile(source: string, target: string, signal: AbortSignal): Promise<void> {
	const { zstdCompress, zstdDecompress, constants } = zlib();
	const params = { [constants.ZSTD_c_checksumFlag]: 1 };
	await writeWhole(target, async (output) => {
		await using input = await fs.promises.open(source, "r");
		const pieces: Pick<Piece, "packedLength" | "length">[] = [];
		const buffer = Buffer.allocUnsafe(PIECE_BYTES);
		for (;;) {
			signal.throwIfAborted();
			const piece = buffer.subarray(0, await fill(input, buffer));
			if (piece.length === 0) break;
			const packed = await promisify(zstdCompress)(piece, { params });
			if (!(await promisify(zstdDecompress)(packed)).equals(piece))
				throw new Error("what was packed is not what it was");
			await output.appendFile(packed);
			pieces.push({ packedLength: packed.length, length: piece.length });
		}
		await output.appendFile(seekTable(pieces));
	});
	await copyTimes(source, target);
}

/** Writes the original of `source` as `target`, a new file that has reached the disk when this resolves. */
export async function decompressFile(source: string, target: string): Promise<void> {
	const packed = new CompressedFile(source);
	try {
		await writeWhole(target, async (output) => {
			const buffer = Buffer.allocUnsafe(PIECE_BYTES);
			for (let position = 0; position < packed.size; ) {
				const read = packed.read(buffer, 0, buffer.length, position);
				await output.appendFile(buffer.subarray(0, read));
				position += read;
			}
		});
	} finally {
		packed.close();
	}
	await copyTimes(source, target);
}

async function fill(input: fs.promises.FileHandle, buffer: Buffer): Promise<number> {
	let filled = 0;
	while (filled < buffer.length) {
		const { bytesRead } = await input.read(buffer, filled, buffer.length - filled, null);
		if (bytesRead === 0) break;
		filled += bytesRead;
	}
	return filled;
}

async function writeWhole(file: string, write: (output: fs.promises.FileHandle) => Promise<void>): Promise<void> {
	await fs.promises.rm(file, { force: true });
	try {
		await using output = await fs.promises.open(file, "wx", 0o600);
		await write(output);
		await output.sync();
	} catch (error) {
		await fs.promises.rm(file, { force: true });
		throw error;
	}
}

/** Lists tell by a file's time whether it has changed. */
async function copyTimes(from: string, to: string): Promise<void> {
	const { atime, mtime } = await fs.promises.stat(from);
	await fs.promises.utimes(to, atime, mtime);
}
