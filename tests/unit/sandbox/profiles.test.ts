import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { SandboxPolicy } from "#protocol/policy.ts";
import { bubblewrapCommand } from "../../../server/sandbox/bubblewrap.ts";
import { filesystemPolicy, isWritable } from "../../../server/sandbox/filesystemPolicy.ts";
import { seatbeltProfile } from "../../../server/sandbox/seatbelt.ts";

let root: string;
beforeEach(() => {
	root = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), "heddle-sandbox-")));
	for (const folder of ["work/.git", "other", "outside", "repository/worktree"]) {
		fs.mkdirSync(path.join(root, folder), { recursive: true });
	}
});
afterEach(() => fs.rmSync(root, { recursive: true }));

const policy = (more: { networkAccess?: boolean } = {}): SandboxPolicy => ({
	type: "workspaceWrite",
	writableRoots: [path.join(root, "other")],
	networkAccess: false,
	excludeSlashTmp: true,
	excludeTmpdirEnvVar: true,
	...more,
});

test("writable are the working directory and the roots, without what decides what runs later", () => {
	const cwd = path.join(root, "work");
	fs.symlinkSync(path.join(root, "outside"), path.join(cwd, "link"));
	const can = (file: string) => isWritable(policy(), cwd, path.join(root, file), {});
	expect(["work/a", "other/deep/new", "work/.github/x"].map(can)).toEqual([true, true, true]);
	expect(["outside/a", "work/link/a", "work/.git/config", "work/.codex/x", "worker/a"].map(can)).toEqual(
		Array(5).fill(false),
	);
});

test("the repository of a worktree is read-only too", () => {
	const cwd = path.join(root, "other");
	fs.writeFileSync(path.join(cwd, ".git"), `gitdir: ${path.join(root, "repository/worktree")}\n`);
	const files = filesystemPolicy(policy(), cwd, {});
	expect(files.readOnlyPaths).toEqual([path.join(cwd, ".git"), path.join(root, "repository/worktree")]);
});

test("the seatbelt profile takes every path as a parameter", () => {
	const cwd = path.join(root, 'wo")rk');
	fs.mkdirSync(cwd);
	const { profile, parameters } = seatbeltProfile(filesystemPolicy(policy(), cwd, {}));
	expect(profile).not.toContain(root);
	expect(Object.values(parameters)).toContain(cwd);
	expect(profile).toContain("(deny default)");
	expect(profile).not.toContain("network*");
	expect(seatbeltProfile(filesystemPolicy(policy({ networkAccess: true }), cwd, {})).profile).toContain(
		"(allow network*)",
	);
});

test("bubblewrap drops capabilities, and keeps the network only when allowed", () => {
	const setup = { bwrap: "/usr/bin/bwrap", applySeccomp: null, canMountProc: true };
	const line = (networkAccess: boolean) => {
		const files = filesystemPolicy(policy({ networkAccess }), path.join(root, "work"), {});
		return bubblewrapCommand(setup, files, ["true"], { cwd: root, isRoot: true, hasTerminal: false }).join(" ");
	};
	expect(line(false)).toMatch(/--unshare-net.*--cap-drop ALL --disable-userns/);
	expect(line(true)).not.toContain("--unshare-net");
});
