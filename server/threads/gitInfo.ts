import fs from "node:fs";
import path from "node:path";
import type { GitInfo } from "#protocol/thread.ts";

/** Commit, branch and origin of the repository that holds `cwd`, read from its files; null outside of one. */
export function readGitInfo(cwd: string): GitInfo | null {
	const git = gitFolder(cwd);
	if (git === null) return null;
	const head = read(path.join(git, "HEAD")).trim();
	const ref = /^ref: (.+)$/.exec(head)?.[1];
	const common = path.resolve(git, read(path.join(git, "commondir")).trim() || ".");
	const sha = ref === undefined ? head : resolveRef(git, common, ref);
	const origin = /\[remote "origin"\][^[]*?\n\s*url\s*=\s*(.+)/.exec(read(path.join(common, "config")))?.[1];
	return {
		sha: /^[0-9a-f]{40,64}$/.test(sha) ? sha : null,
		branch: ref?.replace(/^refs\/heads\//, "") ?? null,
		originUrl: origin === undefined ? null : withoutCredentials(origin.trim()),
	};
}

function gitFolder(cwd: string): string | null {
	for (let folder = path.resolve(cwd); ; folder = path.dirname(folder)) {
		const git = path.join(folder, ".git");
		const stat = statOf(git);
		if (stat?.isDirectory()) return git;
		const linked = stat?.isFile() ? /^gitdir: (.+)$/m.exec(read(git))?.[1] : undefined;
		if (linked !== undefined) return path.resolve(folder, linked.trim());
		if (folder === path.dirname(folder)) return null;
	}
}

/** What cannot be looked at is not there for us. */
function statOf(file: string): fs.Stats | undefined {
	try {
		return fs.statSync(file, { throwIfNoEntry: false });
	} catch {
		return undefined;
	}
}

function resolveRef(git: string, common: string, ref: string): string {
	const loose = read(path.join(git, ref)).trim() || read(path.join(common, ref)).trim();
	if (loose !== "") return loose;
	const line = read(path.join(common, "packed-refs"))
		.split("\n")
		.find((each) => each.endsWith(` ${ref}`));
	return line?.split(" ")[0] ?? "";
}

function read(file: string): string {
	try {
		return fs.readFileSync(file, "utf8");
	} catch {
		return "";
	}
}

/** A token in the address is nobody's business. */
export const withoutCredentials = (url: string) => url.replace(/^(https?:\/\/)[^@/]*@/, "$1");
