/**
 * Splits markdown at blank lines that are outside of fenced code, so that a growing text is parsed only in its last block.
 * Joined again, the blocks are the text.
 */
export function splitBlocks(text: string): string[] {
	const blocks: string[] = [];
	let block = "";
	let fence: string | null = null;
	for (const line of text.split(/(?<=\n)/)) {
		const marker = /^ {0,3}(`{3,}|~{3,})/.exec(line)?.[1];
		if (marker !== undefined && fence === null) fence = marker;
		else if (marker !== undefined && fence !== null && marker[0] === fence[0] && marker.length >= fence.length)
			fence = null;
		block += line;
		if (fence === null && line.trim() === "" && block.trim() !== "" && !continuesList(block)) {
			blocks.push(block);
			block = "";
		}
	}
	if (block !== "") blocks.push(block);
	return blocks;
}

/** A blank line inside a list does not end it. */
const continuesList = (block: string) => /^ {0,3}(?:[-*+]|\d+[.)])\s/.test(block);
