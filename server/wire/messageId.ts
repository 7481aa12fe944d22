/**
 * vscode-jsonrpc keeps ids as text, so that 7 and "7" would be one. Inside the process string ids therefore carry a
 * mark; the reader puts it on and the writer takes it off.
 */
const MARK = "s:";

export function encodeId(id: unknown): unknown {
	return typeof id === "string" ? MARK + id : id;
}

export function decodeId(id: unknown): unknown {
	return typeof id === "string" && id.startsWith(MARK) ? id.slice(MARK.length) : id;
}
