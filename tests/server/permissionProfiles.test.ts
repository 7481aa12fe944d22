import fs from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { answer, customToolCall, functionCall, message } from "../support/responsesEvents.ts";
import type { Json, ServerProcess } from "../support/serverProcess.ts";
import { rows, ThreadServers } from "../support/threadServer.ts";

const servers = new ThreadServers();

/** Folders beside the workspace, which is made by the server's start; they lie outside of the temporary folders' rights. */
async function serve(profile: string, top = "") {
	const server = await servers.serve({ config: "" });
	const other = path.join(path.dirname(server.workspace), "other");
	for (const folder of [other, path.join(server.workspace, "secret"), path.join(server.workspace, "sub/deep")]) {
		fs.mkdirSync(folder, { recursive: true });
	}
	fs.writeFileSync(path.join(server.workspace, "secret/key"), "hidden");
	fs.writeFileSync(path.join(server.workspace, "sub/deep/.env"), "hidden");
	fs.writeFileSync(path.join(other, "note"), "seen");
	fs.writeFileSync(path.join(server.home, "config.toml"), `${top}\n${profile.replaceAll("OTHER", other)}`);
	return { server, other };
}

/** What a command prints and how it ends, in the profile `p`. */
async function run(server: ServerProcess, script: string, permissionProfile: string | null = "p") {
	const { exitCode, stdout } = await server.request("command/exec", {
		command: ["/bin/sh", "-c", script],
		...(permissionProfile === null ? {} : { permissionProfile }),
	});
	return { isDone: exitCode === 0, stdout };
}

const ROOTS = '[permissions.p.filesystem.":workspace_roots"]\n';

describe("a permission profile of the configuration", () => {
	test("lets be written what it names, and nothing else", async () => {
		const { server } = await serve('[permissions.p.filesystem]\n":root" = "read"\n"OTHER" = "write"\n');
		expect((await run(server, "touch ../other/made")).isDone).toBe(true);
		expect((await run(server, "touch made")).isDone).toBe(false);
		expect(await run(server, "cat ../other/note")).toEqual({ isDone: true, stdout: "seen" });
		const { sandbox, activePermissionProfile } = await server.request("thread/start", { permissions: "p" });
		expect(sandbox).toMatchObject({ type: "workspaceWrite", writableRoots: [expect.stringMatching(/other$/)] });
		expect(activePermissionProfile).toEqual({ id: "p", extends: null });
	});

	test("hides what it denies, by name and by pattern, and lets the innermost rule decide", async () => {
		const { server } = await serve(
			`[permissions.p.filesystem]\n":root" = "read"\n${ROOTS}"." = "write"\n"secret" = "deny"\n"sub" = "read"\n"sub/deep" = "write"\n"**/*.env" = "deny"\n`,
		);
		expect((await run(server, "touch made sub/deep/made")).isDone).toBe(true);
		expect((await run(server, "touch sub/made")).isDone).toBe(false);
		expect((await run(server, "cat secret/key sub/deep/.env")).stdout).toBe("");
		expect((await run(server, "mv sub/deep/.env shown; rm -r secret; cat shown secret/key")).stdout).toBe("");
		expect((await run(server, "mkdir .git && touch .git/config")).isDone).toBe(false);
		expect(fs.readFileSync(path.join(server.workspace, "secret/key"), "utf8")).toBe("hidden");
	});

	test("shows nothing but the system's programs and the workspace when it reads nothing else", async () => {
		const { server } = await serve('[permissions.p.filesystem]\n":minimal" = "read"\n":workspace_roots" = "write"\n');
		expect(await run(server, "echo made > made; cat made ../other/note; ls / | grep -c home")).toEqual({
			isDone: false,
			stdout: "made\n0\n",
		});
		expect((await run(server, "touch /made /usr/made")).isDone).toBe(false);
	});

	test("leaves nothing behind where it denies what is not there, also when commands overlap", async () => {
		const { server } = await serve(
			`[permissions.p.filesystem]\n":root" = "read"\n${ROOTS}"." = "write"\n"a/b/c" = "deny"\n"a/d" = "read"\n`,
		);
		const before = fs.readdirSync(server.workspace);
		const first = run(
			server,
			"echo made > a/b/c/file; mkdir a/d/x; touch first; until [ -e second ]; do sleep 0.02; done",
		);
		const second = run(server, "until [ -e first ]; do sleep 0.02; done; touch second; echo made > a/b/c/file");
		expect((await second).isDone).toBe(false);
		expect((await first).isDone).toBe(true);
		expect(fs.readdirSync(server.workspace)).toEqual([...before, "first", "second"].toSorted());
	});

	test("opens the network only when it says so", async () => {
		const count = "grep -c : /proc/net/dev";
		const closed = await serve('[permissions.p.filesystem]\n":root" = "read"\n');
		expect((await run(closed.server, count)).stdout).toBe("1\n");
		const opened = await serve(
			'[permissions.p.filesystem]\n":root" = "read"\n[permissions.p.network]\nenabled = true\n',
		);
		const all = await opened.server.request("command/exec", {
			command: ["/bin/sh", "-c", count],
			sandboxPolicy: { type: "dangerFullAccess" },
		});
		expect((await run(opened.server, count)).stdout).toBe(all.stdout);
	});

	test("builds upon another", async () => {
		const { server } = await serve(
			'[permissions.q]\nextends = ":workspace"\n[permissions.q.filesystem]\n"OTHER" = "write"\n[permissions.p]\nextends = "q"\ndescription = "Mine"\n[permissions.p.filesystem]\n"OTHER" = "read"\n',
		);
		expect((await run(server, "touch made")).isDone).toBe(true);
		expect((await run(server, "touch ../other/made")).isDone).toBe(false);
		expect((await run(server, "touch ../other/made", "q")).isDone).toBe(true);
		expect(rows(await server.request("permissionProfile/list", {})).slice(-2)).toEqual([
			{ id: "p", description: "Mine", allowed: true },
			{ id: "q", description: null, allowed: true },
		]);
	});

	test("is the default where the configuration says so, before a mode", async () => {
		const { server } = await serve(
			'[permissions.p.filesystem]\n":root" = "read"\n"OTHER" = "write"\n',
			'default_permissions = "p"\nsandbox_mode = "workspace-write"',
		);
		expect((await run(server, "touch ../other/made", null)).isDone).toBe(true);
		expect((await run(server, "touch made", null)).isDone).toBe(false);
		expect((await server.request("thread/start", {})).activePermissionProfile).toEqual({ id: "p", extends: null });
	});
});

test("a thread's commands, edits and pictures keep to its profile, also when it is taken up again", async () => {
	const edit = (name: string) =>
		customToolCall("apply_patch", `*** Begin Patch\n*** Add File: ${name}\n+x\n*** End Patch\n`, `edit ${name}`);
	const endpoint = await servers.endpoint(
		answer(
			functionCall("exec_command", { cmd: "cat secret/key; touch sub/made; touch made" }, "command"),
			edit("sub/edited"),
			edit("edited"),
			functionCall("view_image", { path: "secret/key" }, "picture"),
		),
		answer(message("Done.")),
		answer(functionCall("exec_command", { cmd: "touch sub/again; touch again" }, "later")),
		answer(message("Done.")),
	);
	const profile = `[permissions.p.filesystem]\n":root" = "read"\n${ROOTS}"." = "write"\n"secret" = "deny"\n"sub" = "read"\n`;
	const { server } = await serve(profile, endpoint.configToml());
	const options = { cwd: server.workspace, approvalPolicy: "never", permissions: "p" };
	const { thread } = await server.request("thread/start", options);
	const threadId = String(Object(thread).id);
	await server.turn(threadId);
	const made = () => fs.readdirSync(server.workspace).concat(fs.readdirSync(path.join(server.workspace, "sub")));
	expect(made()).toEqual(expect.arrayContaining(["made", "edited"]));
	expect(made().filter((name) => name === "made" || name === "edited")).toHaveLength(2);
	const outputs = (endpoint.requests[1]?.body.input as Json[]).slice(-4);
	expect(JSON.stringify(outputs)).not.toContain("hidden");
	expect(outputs.at(-1)?.output).toContain("not to be read");
	await server.close();

	const second = await servers.serve({ home: server.home, workspace: server.workspace });
	const resumed = await second.request("thread/resume", { threadId });
	expect(resumed.activePermissionProfile).toEqual({ id: "p", extends: null });
	await second.turn(threadId);
	expect(made().filter((name) => name === "again")).toHaveLength(1);
});

test.each([
	["a relative path", '[permissions.p.filesystem]\n"foo" = "read"', "must be absolute"],
	["a pattern to be written", `[permissions.p.filesystem]\n${ROOTS}"*.txt" = "write"`, "only supports `deny` access"],
	["a way out", `[permissions.p.filesystem]\n${ROOTS}"../x" = "write"`, "must be a descendant path"],
	["a circle", '[permissions.p]\nextends = "q"\n[permissions.q]\nextends = "p"', "cycle detected: p -> q -> p"],
	["an absent parent", '[permissions.p]\nextends = "q"', "extends undefined profile `q`"],
	["full access", '[permissions.p]\nextends = ":danger-full-access"', "cannot extend unsupported built-in profile"],
	["another name", '[permissions.q.filesystem]\n":root" = "read"', "refers to undefined profile `p`"],
	[
		"some hosts of the network",
		'[permissions.p.network]\nenabled = true\n[permissions.p.network.domains]\n"example.com" = "allow"',
		"cannot be enforced here",
	],
])("a profile with %s is refused and not widened", async (_, profile, reason) => {
	const { server } = await serve(profile);
	for (const [method, params] of [
		["thread/start", { permissions: "p" }],
		["command/exec", { command: ["true"], permissionProfile: "p" }],
	] as const) {
		const { error } = await server.ask(method, params);
		expect(error).toMatchObject({ code: -32600, message: expect.stringContaining(reason) });
	}
});
