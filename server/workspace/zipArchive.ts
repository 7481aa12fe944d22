import { promisify } from "node:util";
import { crc32, deflateRaw } from "node:zlib";

export interface ZipEntry {
	/** Relative, with `/`. */
	name: string;
	content: Buffer;
}

const compress = promisify(deflateRaw);

/** PKWARE's APPNOTE.TXT: §4.3.7, §4.3.12, §4.3.16. Names are UTF-8 (bit 11 of the flags). */
const LOCAL_HEADER = 0x04034b50;
const CENTRAL_HEADER = 0x02014b50;
const END_OF_CENTRAL = 0x06054b50;
const VERSION = 20;
const UTF8_NAMES = 1 << 11;
const DEFLATED = 8;
const MADE_ON_UNIX = 3 << 8;
const REGULAR_FILE = 0o100600;

/** A zip archive of the entries in their order. Made for reports: neither it nor an entry may reach 4 GiB. */
export async function zipArchive(entries: readonly ZipEntry[], modified: Date): Promise<Buffer> {
	const local: Buffer[] = [];
	const central: Buffer[] = [];
	let offset = 0;
	for (const { name, content } of entries) {
		const packed = await compress(content);
		const nameBytes = Buffer.from(name);
		const common = commonFields(content, packed.length, nameBytes.length, modified);
		const header = Buffer.concat([numbers([LOCAL_HEADER, 4], [VERSION, 2]), common, nameBytes]);
		central.push(
			numbers([CENTRAL_HEADER, 4], [MADE_ON_UNIX | VERSION, 2], [VERSION, 2]),
			common,
			// No comment, the first disk, no internal attributes.
			numbers([0, 2], [0, 2], [0, 2], [REGULAR_FILE * 0x10000, 4], [offset, 4]),
			nameBytes,
		);
		local.push(header, packed);
		offset += header.length + packed.length;
	}
	const directory = Buffer.concat(central);
	const count = entries.length;
	const end = numbers([END_OF_CENTRAL, 4], [0, 4], [count, 2], [count, 2], [directory.length, 4], [offset, 4], [0, 2]);
	return Buffer.concat([...local, directory, end]);
}

/** What both headers of an entry say: from the flags to the length of the extra field. */
function commonFields(content: Buffer, packedLength: number, nameLength: number, modified: Date): Buffer {
	const seconds = (modified.getHours() << 11) | (modified.getMinutes() << 5) | (modified.getSeconds() >> 1);
	const day = ((modified.getFullYear() - 1980) << 9) | ((modified.getMonth() + 1) << 5) | modified.getDate();
	return numbers(
		[UTF8_NAMES, 2],
		[DEFLATED, 2],
		[seconds, 2],
		[day, 2],
		[crc32(content), 4],
		[packedLength, 4],
		[content.length, 4],
		[nameLength, 2],
		[0, 2],
	);
}

/** Little-endian numbers, each with its length in bytes. */
function numbers(...fields: [value: number, bytes: 2 | 4][]): Buffer {
	const buffer = Buffer.alloc(fields.reduce((sum, [, bytes]) => sum + bytes, 0));
	let at = 0;
	for (const [value, bytes] of fields) at = buffer.writeUIntLE(value, at, bytes);
	return buffer;
}
