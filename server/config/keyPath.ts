/**
 * The segments of a dotted path. In quotes a dot is a letter like any other and a backslash takes the next character as it stands.
 * @throws Error in the reference's words
 */
export function parseKeyPath(path: string): string[] {
	if (path === "") throw new Error("keyPath must not be empty");
	const segments: string[] = [];
	let segment = "";
	let isQuoted = false;
	for (let at = 0; at < path.length; at++) {
		const letter = path[at] ?? "";
		if (letter === '"') isQuoted = !isQuoted;
		else if (isQuoted && letter === "\\") {
			at++;
			if (at === path.length) throw new Error("unterminated escape in keyPath");
			segment += path[at];
		} else if (letter === "." && !isQuoted) {
			segments.push(segment);
			segment = "";
		} else segment += letter;
	}
	if (isQuoted) throw new Error("unterminated quoted keyPath segment");
	segments.push(segment);
	if (segments.includes("")) throw new Error("keyPath segments must not be empty");
	return segments;
}
