import { randomBytes } from "node:crypto";

/** A UUID of version 7 (RFC 9562 §5.7): ids made later sort later. */
export function uuidv7(now = Date.now()): string {
	const bytes = randomBytes(16);
	bytes.writeUIntBE(now, 0, 6);
	bytes[6] = 0x70 | ((bytes[6] ?? 0) & 0x0f);
	bytes[8] = 0x80 | ((bytes[8] ?? 0) & 0x3f);
	const hex = bytes.toString("hex");
	return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const GROUPS = [8, 4, 4, 4, 12];

/** Why a text is no UUID, in the reference's words; null for one that is. */
export function uuidProblem(text: string): string | null {
	if (UUID.test(text)) return null;
	const wrong = /[^0-9a-fA-F-]/u.exec(text);
	if (wrong) {
		const expected = "expected an optional prefix of `urn:uuid:` followed by [0-9a-fA-F-]";
		return `invalid character: ${expected}, found \`${wrong[0]}\` at ${wrong.index + 1}`;
	}
	const groups = text.split("-");
	if (groups.length === 1) return `invalid length: expected length 32 for simple format, found ${text.length}`;
	if (groups.length !== GROUPS.length) return `invalid group count: expected 5, found ${groups.length}`;
	const at = groups.findIndex((group, index) => group.length !== GROUPS[index]);
	return `invalid group length in group ${at}: expected ${GROUPS[at]}, found ${groups[at]?.length}`;
}
