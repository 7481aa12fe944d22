import { execFile } from "node:child_process";
import { findOnPath } from "../platform/executables.ts";
import { isFolder } from "./isFolder.ts";

/** How much a diff may have, in bytes. */
const MAX_DIFF_BYTES = 256 * 1024 * 1024;

/** A repository's own settings name no program to run, and no lock is taken. */
const QUIET = ["--no-optional-locks", "-c", "core.fsmonitor=", "-c", "core.hooksPath=/dev/null"];
const DIFF = ["diff", "--no-ext-diff", "--no-textconv"];

/**
 * What the working tree of `folder` has that no remote has: from the nearest commit that a remote has to the files as they are,
 * those included that git does not know and does not ignore. Null where there is no such commit.
 */
export async function gitDiffToRemote(folder: string): Promise<{ sha: string; diff: string } | null> {
	const git = findOnPath(process.platform === "win32" ? "git.exe" : "git");
	if (git === null || !isFolder(folder)) return null;
	const run = (...args: string[]) => output(git, [...QUIET, ...args], folder);
	const sha = await nearestRemoteCommit(run);
	const [tracked, untracked] = await Promise.all([
		sha === null ? null : run(...DIFF, sha),
		run("ls-files", "--others", "--exclude-standard", "-z"),
	]);
	if (sha === null || tracked === null || untracked === null) return null;
	const diffs = [tracked];
	for (const file of untracked.split("\0").filter((name) => name !== "")) {
		const added = await run(...DIFF, "--binary", "--no-index", "--", "/dev/null", file);
		if (added === null) return null;
		diffs.push(added);
	}
	return { sha, diff: diffs.join("") };
}

type Git = (...args: string[]) => Promise<string | null>;

async function nearestRemoteCommit(run: Git): Promise<string | null> {
	const remotes = await run("for-each-ref", "--format=%(refname)", "refs/remotes");
	if (remotes === null || remotes.trim() === "") return null;
	const ahead = await run("rev-list", "--boundary", "HEAD", "--not", "--remotes");
	if (ahead === null) return null;
	const lines = ahead.split("\n").filter((line) => line !== "");
	// Nothing of its own: the commit itself is at a remote.
	if (lines.length === 0) return (await run("rev-parse", "HEAD"))?.trim() ?? null;
	let nearest: { sha: string; distance: number } | null = null;
	for (const sha of lines.filter((line) => line.startsWith("-")).map((line) => line.slice(1))) {
		const distance = Number(await run("rev-list", "--count", `${sha}..HEAD`));
		if (nearest === null || distance < nearest.distance) nearest = { sha, distance };
	}
	return nearest?.sha ?? null;
}

/** What git prints; null when it fails. `diff --no-index` ends with 1 when there is something to show. */
function output(git: string, args: readonly string[], cwd: string): Promise<string | null> {
	const isDiff = args.includes("--no-index");
	return new Promise((resolve) => {
		execFile(git, args, { cwd, maxBuffer: MAX_DIFF_BYTES, windowsHide: true }, (error, stdout) => {
			resolve(error === null || (isDiff && error.code === 1) ? stdout : null);
		});
	});
}
