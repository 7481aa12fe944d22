import { once } from "node:events";
import fs from "node:fs";
import net from "node:net";
import path from "node:path";
import { expect, test } from "vitest";
import { heddle, runCommand } from "../support/heddleCommand.ts";
import { missingForKeyring, startPrivateKeyring } from "../support/privateKeyring.ts";
import { ResponsesEndpoint } from "../support/responsesEndpoint.ts";
import { answer, message } from "../support/responsesEvents.ts";
import { scratchFolder } from "../support/scratchFolder.ts";
import { ServerProcess } from "../support/serverProcess.ts";

const KEY = "sk-of-a-test-123456789";
const missing = process.platform === "linux" ? missingForKeyring() : ["a keyring of the tests' own (Linux)"];
if (missing.length > 0) console.log(`The keyring is not tested: ${missing.join(", ")} missing.`);

function place(store: string, env: NodeJS.ProcessEnv) {
	const home = scratchFolder();
	fs.writeFileSync(path.join(home, "config.toml"), `cli_auth_credentials_store = "${store}"\n`);
	return {
		home,
		run: (args: string[], stdin = "") => runCommand(heddle, args, { home, cwd: home, stdin, env }),
		hasFile: () => fs.existsSync(path.join(home, "auth.json")),
	};
}

test.skipIf(missing.length > 0).each(["keyring", "auto"])("a key is kept in the keyring with %s", async (store) => {
	await using keyring = await startPrivateKeyring();
	const [at, other] = [place(store, keyring.env), place(store, keyring.env)];
	const kept = await at.run(["login", "--with-api-key"], KEY);
	expect([kept.code, kept.stderr]).toEqual([0, expect.stringContaining("The key is kept in the system's keyring.")]);
	expect(at.hasFile()).toBe(false);
	expect((await at.run(["login", "status"])).stderr).toBe("Signed in with an API key: sk-of-a-***56789\n");
	expect((await other.run(["login", "status"])).stderr).toBe("Not signed in.\n");
	expect((await at.run(["logout"])).stderr).toBe("Signed out: the key is forgotten.\n");
	expect((await at.run(["login", "status"])).code).toBe(1);
	expect((await at.run(["logout"])).stderr).toBe("Nobody was signed in.\n");
});

test.skipIf(missing.length > 0)("a key that was in the file moves, and a turn takes it from there", async () => {
	await using keyring = await startPrivateKeyring();
	await using endpoint = await ResponsesEndpoint.start(answer(message("Hello")), answer(message("Again")));
	const config = endpoint.configToml('cli_auth_credentials_store = "auto"', "gpt-5.5", "requires_openai_auth = true");
	const server = await ServerProcess.start({ config, env: keyring.env });
	const authFile = path.join(server.home, "auth.json");
	fs.writeFileSync(authFile, JSON.stringify({ auth_mode: "apikey", OPENAI_API_KEY: "sk-older" }));
	expect((await server.request("account/read", {})).account).toEqual({ type: "apiKey" });
	await server.request("account/login/start", { type: "apiKey", apiKey: KEY });
	expect(fs.existsSync(authFile)).toBe(false);
	expect((await server.turn(await server.startThread())).status).toBe("completed");
	expect(endpoint.requests[0]?.headers.authorization).toBe(`Bearer ${KEY}`);
	await server.close();
	expect(server.log.join("\n")).toContain("credentials store: keyring");
	expect(server.log.join("\n")).not.toContain(KEY);
	const again = await ServerProcess.start({ home: server.home, env: keyring.env });
	expect((await again.turn(await again.startThread())).status).toBe("completed");
	expect(endpoint.requests[1]?.headers.authorization).toBe(`Bearer ${KEY}`);
	await again.request("account/logout");
	expect((await again.request("account/read", {})).account).toBeNull();
	await again.close();
});

test("a bus that never answers holds up neither the server nor its end", async () => {
	const socket = path.join(scratchFolder(), "bus");
	const asked = Promise.withResolvers<void>();
	const bus = net.createServer((client) => {
		client.on("error", () => {}).once("data", () => asked.resolve());
	});
	await once(bus.listen(socket), "listening");
	const env = { DBUS_SESSION_BUS_ADDRESS: `unix:path=${socket}` };
	const server = await ServerProcess.start({ config: 'cli_auth_credentials_store = "keyring"\n', env });
	server.write({ id: "waits", method: "account/read", params: {} });
	await asked.promise;
	expect(await server.request("thread/loaded/list", {})).toMatchObject({ data: [] });
	await server.close();
	bus.close();
});
