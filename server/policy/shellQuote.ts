const bareCharacter = /^[A-Za-z0-9+\-./:@\]_]$/;
/** `^` starts a history substitution in some shells unless it is single-quoted. */
const forbiddenInSingle = /^['^\\]$/;
const forbiddenInDouble = /^[`$!^]$/;

/** Joins words to one line that a POSIX shell splits back into exactly these words. */
export function quoteCommand(words: readonly string[]): string {
	return words.map(quoteWord).join(" ");
}

/** Quotes one word, piece by piece, each in the plainest style that can hold it: bare, single, double quotes. */
export function quoteWord(word: string): string {
	if (word === "") return "''";
	let quoted = "";
	let rest = Array.from(word);
	while (rest.length > 0) {
		const { length, style } = longestPiece(rest);
		const piece = rest.slice(0, length).join("");
		rest = rest.slice(length);
		if (style === "bare") quoted += piece;
		else if (style === "single") quoted += `'${piece}'`;
		else quoted += `"${piece.replace(/["\\]/g, "\\$&")}"`;
	}
	return quoted;
}

function longestPiece(characters: string[]): { length: number; style: "bare" | "single" | "double" } {
	let bare = true;
	let single = true;
	let double = true;
	let length = 0;
	for (const character of characters) {
		// A leading `^` has no other home than single quotes.
		const isLeadingCaret = character === "^" && length === 0;
		const nextBare: boolean = bare && bareCharacter.test(character);
		const nextSingle: boolean = single && (isLeadingCaret || !forbiddenInSingle.test(character));
		const nextDouble: boolean = double && !isLeadingCaret && !forbiddenInDouble.test(character);
		if (!nextBare && !nextSingle && !nextDouble) break;
		bare = nextBare;
		single = nextSingle;
		double = nextDouble;
		length++;
	}
	return { length, style: bare ? "bare" : single ? "single" : "double" };
}
