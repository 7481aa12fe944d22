import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { SandboxPolicy } from "#protocol/policy.ts";
import { exact, type PermissionRules, rulesOf } from "../../../server/policy/permissionRules.ts";
import { bubblewrapCommand } from "../../../server/sandbox/bubblewrap.ts";
import { accessUnder, filesystemPolicy } from "../../../server/sandbox/filesystemPolicy.ts";
import { seatbeltProfile } from "../../../server/sandbox/seatbelt.ts";

let root: string;
beforeEach(() => {
	root = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), "heddle-sandbox-")));
	for (const folder of ["work/.git", "other", "outside", "repository/worktree"]) {
		fs.mkdirSync(path.join(root, folder), { recursive: true });
	}
});
afterEach(() => fs.rmSync(root, { recursive: true }));

const policy = (more: { networkAccess?: boolean } = {}): PermissionRules => {
	const policy: SandboxPolicy = {
		type: "workspaceWrite",
		writableRoots: [path.join(root, "other")],
		networkAccess: false,
		excludeSlashTmp: true,
		excludeTmpdirEnvVar: true,
		...more,
	};
	const rules = rulesOf(policy, root);
	if (rules === null) throw new Error("nothing is confined");
	return rules;
};

test("writable are the working directory and the roots, without what decides what runs later", () => {
	const cwd = path.join(root, "work");
	fs.symlinkSync(path.join(root, "outside"), path.join(cwd, "link"));
	const can = (file: string) => accessUnder(policy(), [cwd], {})(path.join(root, file)) === "write";
	expect(["work/a", "other/deep/new", "work/.github/x"].map(can)).toEqual([true, true, true]);
	expect(["outside/a", "work/link/a", "work/.git/config", "work/.codex/x", "worker/a"].map(can)).toEqual(
		Array(5).fill(false),
	);
});

test("the repository of a worktree is read-only too", () => {
	const cwd = path.join(root, "other");
	fs.writeFileSync(path.join(cwd, ".git"), `gitdir: ${path.join(root, "repository/worktree")}\n`);
	const files = filesystemPolicy(policy(), [cwd], {});
	const readOnly = files.mounts.filter(({ access }) => access === "read").map((mount) => mount.path);
	expect(readOnly).toEqual([path.join(cwd, ".git"), path.join(root, "repository/worktree")]);
});

test("nothing is to be protected at the root of the file system that is not there, nor where nothing can be made", () => {
	const { absentPaths } = filesystemPolicy({ ...policy(), entries: [exact("/", "write")] }, [], {});
	expect(absentPaths.filter((file) => path.dirname(file) === "/")).toEqual([]);
	const folder = path.join(root, "work");
	const files = () => filesystemPolicy({ ...policy(), entries: [exact(folder, "write")] }, [], {}).absentPaths;
	expect(files()).toContain(path.join(folder, ".heddle"));
	const access = vi.spyOn(fs, "accessSync").mockImplementation(() => {
		throw new Error("EACCES");
	});
	expect(files()).toEqual([]);
	access.mockRestore();
});

test("the seatbelt profile takes every path as a parameter", () => {
	const cwd = path.join(root, 'wo")rk');
	fs.mkdirSync(cwd);
	const { profile, parameters } = seatbeltProfile(filesystemPolicy(policy(), [cwd], {}));
	expect(profile).not.toContain(root);
	expect(Object.values(parameters)).toContain(cwd);
	expect(profile).toContain("(deny default)");
	expect(profile).not.toContain("network*");
	expect(seatbeltProfile(filesystemPolicy(policy({ networkAccess: true }), [cwd], {})).profile).toContain(
		"(allow network*)",
	);
});

test("bubblewrap drops capabilities, and keeps the network only when allowed", () => {
	const setup = { bwrap: "/usr/bin/bwrap", applySeccomp: null, canMountProc: true };
	const line = (networkAccess: boolean) => {
		const files = filesystemPolicy(policy({ networkAccess }), [path.join(root, "work")], {});
		return bubblewrapCommand(setup, files, ["true"], {
			cwd: root,
			isRoot: true,
			hasTerminal: false,
			deniedFile: () => "/denied",
		}).join(" ");
	};
	expect(line(false)).toMatch(/--unshare-net.*--cap-drop ALL --disable-userns/);
	expect(line(true)).not.toContain("--unshare-net");
});
