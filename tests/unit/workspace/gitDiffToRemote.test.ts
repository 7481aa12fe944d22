import { execFileSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { gitDiffToRemote } from "../../../server/workspace/gitDiffToRemote.ts";
import { scratchFolder } from "../../support/scratchFolder.ts";

/** A work tree whose one commit is also at its remote. */
function clone(): string {
	const folder = scratchFolder();
	const git = (cwd: string, ...args: string[]) => {
		const env = { ...process.env, GIT_CONFIG_GLOBAL: "/dev/null" };
		execFileSync("git", ["-c", "user.name=a", "-c", "user.email=a@b", ...args], { cwd, env, stdio: "pipe" });
	};
	git(folder, "init", "-q", "origin");
	const origin = path.join(folder, "origin");
	fs.writeFileSync(path.join(origin, "file"), "old\n");
	git(origin, "add", ".");
	git(origin, "commit", "-qm", "one");
	git(folder, "clone", "-q", origin, "clone");
	return path.join(folder, "clone");
}

test("new files are there whatever their names are", async () => {
	const folder = clone();
	const names = ["é", "two words", "-option", 'a"quote'];
	for (const name of names) fs.writeFileSync(path.join(folder, name), `this is ${name}\n`);
	const { diff } = (await gitDiffToRemote(folder)) ?? { diff: "" };
	for (const name of names) expect(diff).toContain(`+this is ${name}\n`);
});

test("no program of the repository's own settings runs", async () => {
	const folder = clone();
	const trace = path.join(folder, ".git", "ran");
	const program = `touch ${trace};`;
	const settings = [
		`[core]\n\tfsmonitor = "${program}"\n\tpager = "${program}"`,
		`[diff]\n\texternal = "${program}"`,
		`[diff "own"]\n\tcommand = "${program}"\n\ttextconv = "${program}"`,
	].join("\n");
	fs.appendFileSync(path.join(folder, ".git", "config"), `${settings}\n`);
	fs.writeFileSync(path.join(folder, ".gitattributes"), "* diff=own\n");
	fs.writeFileSync(path.join(folder, "file"), "new\n");
	expect((await gitDiffToRemote(folder))?.diff).toContain("-old\n+new\n");
	expect(fs.existsSync(trace)).toBe(false);
});
