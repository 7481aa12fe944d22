import fs from "node:fs";
import path from "node:path";

/**
 * The files and folders that a pattern names now: `*` and `?` stay within a name (dots included), `**` spans folders, `[…]` and
 * `{a,b}` mean one of several. Symbolic links are not followed. What lies in a folder that matches is left out.
 * @param pattern absolute, with `/` between names
 * @param maxDepth how many folders deep a `**` is looked for; null for all
 */
export function matchingFiles(pattern: string, maxDepth: number | null): string[] {
	const names = pattern.split("/");
	const firstWild = names.findIndex((name) => /[*?[{]/.test(name));
	if (firstWild < 0) return [pattern];
	const base = names.slice(0, firstWild).join("/") || "/";
	const wildcard = globExpression(pattern);
	const depth = names.includes("**") ? (maxDepth ?? Number.POSITIVE_INFINITY) : names.length - firstWild;
	const found: string[] = [];
	const walk = (folder: string, level: number) => {
		for (const entry of entriesOf(folder)) {
			const file = path.join(folder, entry.name);
			if (wildcard.test(file)) found.push(file);
			else if (entry.isDirectory() && level < depth) walk(file, level + 1);
		}
	};
	walk(base, 1);
	return found;
}

/** A folder that cannot be listed holds nothing that a command of the same person could read. */
function entriesOf(folder: string): fs.Dirent[] {
	try {
		return fs.readdirSync(folder, { withFileTypes: true });
	} catch {
		return [];
	}
}

function globExpression(pattern: string): RegExp {
	const translated = pattern.replaceAll(/\*\*\/|\/\*\*$|\*+|\?|\[!?[^\]]+\]|\{[^{}]+\}|[.+^$()|\\{}[\]]/g, (token) => {
		if (token === "**/") return "(?:.*/)?";
		if (token === "/**") return "/.+";
		if (token.startsWith("*")) return "[^/]*";
		if (token === "?") return "[^/]";
		if (token.length > 1 && token.startsWith("[")) return token.replace(/^\[!/, "[^").replaceAll("\\", "\\\\");
		if (token.length > 1) return `(?:${token.slice(1, -1).split(",").map(escaped).join("|")})`;
		return `\\${token}`;
	});
	return new RegExp(`^${translated}$`);
}

const escaped = (text: string) =>
	text
		.replaceAll(/[.+^$()|\\[\]]/g, "\\$&")
		.replaceAll("*", "[^/]*")
		.replaceAll("?", "[^/]");
