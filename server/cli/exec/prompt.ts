import { isUtf8 } from "node:buffer";
import { buffer } from "node:stream/consumers";

/**
 * What the agent is asked: the word of the command line, stdin in place of a `-` or of no word at all, or the word with stdin as a
 * block behind it.
 * @throws Error when there is nothing to ask
 */
export async function readPrompt(word: string | null, joinsStdin: boolean): Promise<string> {
	if (word !== null && word !== "-") {
		if (!joinsStdin || process.stdin.isTTY) return word;
		console.error("Reading additional input from stdin...");
		const more = await readStdin();
		return more.trim() === "" ? word : `${word}\n\n<stdin>\n${more}${more.endsWith("\n") ? "" : "\n"}</stdin>`;
	}
	if (word === null) {
		if (process.stdin.isTTY) {
			throw new Error("No prompt provided. Either specify one as an argument or pipe the prompt into stdin.");
		}
		console.error("Reading prompt from stdin...");
	}
	const prompt = await readStdin();
	if (prompt.trim() === "") throw new Error("No prompt provided via stdin.");
	return prompt;
}

async function readStdin(): Promise<string> {
	const bytes = await buffer(process.stdin);
	if (!isUtf8(bytes)) throw new Error("Failed to read prompt from stdin: the input is not UTF-8. Convert it first.");
	return new TextDecoder().decode(bytes);
}
