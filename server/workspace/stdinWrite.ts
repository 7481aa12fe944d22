import { invalidParams } from "#protocol/errors.ts";
import { Base64Error, decodeBase64 } from "./base64.ts";

/** What a client's request to write to a process says. */
export interface StdinWrite {
	data: Buffer;
	closes: boolean;
}

/** @throws WireError -32602 when the request asks for nothing, or for bytes that are no base64; `method` is named in it */
export function stdinWrite(
	method: string,
	{ deltaBase64, closeStdin }: { deltaBase64: string | null; closeStdin?: boolean | undefined },
): StdinWrite {
	const closes = closeStdin ?? false;
	if (deltaBase64 === null && !closes) throw invalidParams(`${method} requires deltaBase64 or closeStdin`);
	try {
		return { data: decodeBase64(deltaBase64 ?? ""), closes };
	} catch (error) {
		if (error instanceof Base64Error) throw invalidParams(`invalid deltaBase64: ${error.message}`);
		throw error;
	}
}
