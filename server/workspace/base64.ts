/** A text that is not the base64 of anything; `message` says what is wrong with it and where. */
export class Base64Error extends Error {}

const symbols = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
const wellFormed = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

/**
 * Strict decoding (RFC 4648 §4): padded, nothing but the alphabet, no bits set that the padding drops. Node's own decoder drops
 * what it does not know. The messages are the reference's.
 * @throws Base64Error
 */
export function decodeBase64(text: string): Buffer {
	if (!wellFormed.test(text)) throw new Base64Error(mistakeOf(text));
	const padding = text.endsWith("==") ? 2 : text.endsWith("=") ? 1 : 0;
	const last = text.length - padding - 1;
	const droppedBits = padding * 2;
	if (symbols.indexOf(text.charAt(last)) % 2 ** droppedBits !== 0) {
		throw new Base64Error(`Invalid last symbol ${text.charCodeAt(last)}, offset ${last}.`);
	}
	return Buffer.from(text, "base64");
}

function mistakeOf(text: string): string {
	// A line break at the end is by far the commonest mistake.
	const end = Buffer.byteLength(text) - 1;
	if (end % 4 === 0 && /[^A-Za-z0-9+/=]$/.test(text)) return `Invalid symbol ${Buffer.from(text)[end]}, offset ${end}.`;
	const at = text.search(/[^A-Za-z0-9+/]/);
	const rest = at < 0 ? 0 : text.length - at;
	const length = at < 0 ? text.length : at;
	const isPadding = at >= 0 && /^=+$/.test(text.slice(at));
	const missing = [0, 0, 2, 1][length % 4] ?? 0;
	if (at >= 0 && (!isPadding || rest > missing)) {
		const symbol = Buffer.from(text.slice(at, at + 2))[0];
		return `Invalid symbol ${symbol}, offset ${at}.`;
	}
	return length % 4 === 1 ? `Invalid input length: ${text.length}` : "Invalid padding";
}
