import fs from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { heddle, runCommand } from "../support/heddleCommand.ts";
import { scratchFolder } from "../support/scratchFolder.ts";

const KEY = "sk-of-a-test-123456789";

function place(config = "") {
	const home = scratchFolder();
	if (config !== "") fs.writeFileSync(path.join(home, "config.toml"), config);
	// Whatever the machine has, nobody listens there.
	const env = { DBUS_SESSION_BUS_ADDRESS: `unix:path=${path.join(home, "no-bus")}` };
	return {
		authFile: path.join(home, "auth.json"),
		run: (args: string[], stdin = "") => runCommand(heddle, args, { home, cwd: home, stdin, env }),
	};
}

test("a key goes from stdin into a file that is the owner's alone, and only its ends are shown", async () => {
	const { run, authFile } = place();
	const kept = await run(["login", "--with-api-key"], `${KEY}\n`);
	expect(kept).toMatchObject({ code: 0, stdout: "" });
	expect(kept.stderr).toContain(`The key is kept in ${authFile}.`);
	expect(fs.statSync(authFile).mode & 0o777).toBe(0o600);
	const status = await run(["login", "status"]);
	expect(status).toEqual({ code: 0, stdout: "", stderr: "Signed in with an API key: sk-of-a-***56789\n" });
	expect(await run(["logout"])).toEqual({ code: 0, stdout: "", stderr: "Signed out: the key is forgotten.\n" });
	expect(fs.existsSync(authFile)).toBe(false);
	expect((await run(["login", "status"])).stderr).toBe("Not signed in.\n");
});

test.each([
	[["login"], "Sign-in in a browser is not available here."],
	[["login", "--device-auth"], "--device-auth is not available here."],
	[["login", "--with-access-token"], "--with-access-token is not available here."],
	[["login", "--api-key", KEY], "A key on the command line can be seen by other users."],
	[["login", "--with-api-key", "-c", "cli_auth_credentials_store=ephemeral"], "keeps no key beyond this command"],
])("%j says what to do", async (args, words) => {
	const { run, authFile } = place();
	const { code, stdout, stderr } = await run(args, KEY);
	expect([code, stdout]).toEqual([1, ""]);
	expect(stderr).toContain(words);
	expect(stderr).not.toContain(KEY);
	expect(fs.existsSync(authFile)).toBe(false);
});

test("without a keyring, `auto` takes the file and says so, and `keyring` fails", async () => {
	const auto = place('cli_auth_credentials_store = "auto"');
	const kept = await auto.run(["login", "--with-api-key"], KEY);
	expect(kept.code).toBe(0);
	expect(kept.stderr).toContain("The system's keyring cannot be used");
	expect(kept.stderr).toContain(`The key is kept in ${auto.authFile}.`);
	expect((await auto.run(["login", "status"])).code).toBe(0);
	expect((await auto.run(["logout"])).code).toBe(0);
	expect(fs.existsSync(auto.authFile)).toBe(false);

	const keyring = place('cli_auth_credentials_store = "keyring"');
	for (const args of [["login", "--with-api-key"], ["login", "status"], ["logout"]]) {
		const { code, stderr } = await keyring.run(args, KEY);
		expect(code).toBe(1);
		expect(stderr).toContain('Set cli_auth_credentials_store = "file" in config.toml');
		expect(stderr).not.toContain(KEY);
	}
	expect(fs.existsSync(keyring.authFile)).toBe(false);
});

test("a key that cannot be read is no key, and can be forgotten", async () => {
	const { run, authFile } = place();
	fs.writeFileSync(authFile, "{");
	expect(await run(["login", "status"])).toMatchObject({ code: 1, stderr: expect.stringContaining(authFile) });
	expect((await run(["logout"])).code).toBe(0);
	expect(fs.existsSync(authFile)).toBe(false);
});
