import { createHash, createHmac } from "node:crypto";
import fs from "node:fs";
import net from "node:net";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { openLockFile } from "../../server/platform/lockFile.ts";
import { heddle, type Program, runCommand } from "../support/heddleCommand.ts";
import { ask, NetworkServer, SocketClient, UPGRADE } from "../support/networkServer.ts";
import { referenceServer } from "../support/reference.ts";
import { scratchFolder } from "../support/scratchFolder.ts";

const LOOPBACK = ["--listen", "ws://127.0.0.1:0"];
const TOKEN = "0123456789-0123456789-0123456789-0123456789";

async function reference(): Promise<Program> {
	return { executable: (await referenceServer()).executable, homeVariable: "CODEX_HOME" };
}

/** What both servers, started with the same options, answer to the same requests. */
async function bothAnswer(args: readonly string[], requests: readonly Parameters<typeof ask>[1][]) {
	const answers = [];
	for (const program of [heddle, await reference()]) {
		const port = await new NetworkServer(args, scratchFolder(), program).port();
		answers.push(await Promise.all(requests.map((request) => ask(port, request))));
	}
	const [ours = [], theirs = []] = answers;
	return { ours, theirs };
}

test("the port answers as the reference's: health, upgrades, and nothing to a web page", async () => {
	const { ours, theirs } = await bothAnswer(LOOPBACK, [
		{ path: "/readyz" },
		{ path: "/healthz" },
		{ path: "/healthz", method: "HEAD" },
		{ path: "/", headers: UPGRADE },
		{ path: "/any/path", headers: UPGRADE },
		{ path: "/readyz", headers: { origin: "http://127.0.0.1" } },
		{ path: "/", headers: { ...UPGRADE, origin: "http://localhost" } },
		{ path: "/" },
		{ path: "/", method: "POST" },
	]);
	expect(ours).toEqual(theirs);
	expect(ours.map(({ status }) => status)).toEqual([200, 200, 200, 101, 101, 403, 403, 400, 405]);
});

/** A file with a secret. */
function secretFile(text = TOKEN): string {
	const file = path.join(scratchFolder(), "secret");
	fs.writeFileSync(file, `${text}\n`);
	return file;
}

const upgrade = (authorization?: string) => ({
	path: "/",
	headers: { ...UPGRADE, ...(authorization === undefined ? {} : { authorization }) },
});

const withToken = [
	["--ws-token-file", () => secretFile()],
	["--ws-token-sha256", () => createHash("sha256").update(TOKEN).digest("hex")],
] as const;

test.each(withToken)("capability-token with %s lets in who has the token", async (option, value) => {
	const args = [...LOOPBACK, "--ws-auth", "capability-token", option, value()];
	const { ours, theirs } = await bothAnswer(args, [
		upgrade(`Bearer ${TOKEN}`),
		upgrade(`bearer   ${TOKEN} `),
		upgrade(),
		upgrade("Bearer wrong"),
		upgrade("Basic eDp5"),
		{ path: "/readyz" },
		{ path: "/", headers: { ...UPGRADE, authorization: `Bearer ${TOKEN}`, origin: "http://a" } },
	]);
	expect(ours).toEqual(theirs);
	expect(ours.map(({ status }) => status)).toEqual([101, 101, 401, 401, 401, 200, 403]);
});

function jwt(claims: object, header: object = { alg: "HS256", typ: "JWT" }, key = TOKEN): string {
	const signed = [header, claims].map((part) => Buffer.from(JSON.stringify(part)).toString("base64url")).join(".");
	return `Bearer ${signed}.${createHmac("sha256", key).update(signed).digest("base64url")}`;
}

test("signed-bearer-token lets in who has a valid token", async () => {
	const now = Math.floor(Date.now() / 1000);
	const exp = now + 600;
	const tokens: [string, number][] = [
		[jwt({ exp }), 101],
		[jwt({ exp }, { alg: "HS256" }), 101],
		[jwt({ exp, iss: "anyone", aud: ["anybody"] }), 101],
		[jwt({ exp: now - 10 }), 101],
		[jwt({ exp: now - 300 }), 401],
		[jwt({ exp, nbf: now + 10 }), 101],
		[jwt({ exp, nbf: now + 300 }), 401],
		[jwt({}), 401],
		[jwt({ exp: String(exp) }), 401],
		[jwt({ exp: exp + 0.5 }), 401],
		[jwt({ exp }, { alg: "none" }), 401],
		[jwt({ exp }, { alg: "HS512" }), 401],
		[jwt({ exp }, undefined, "another secret of more than thirty-two bytes"), 401],
		["Bearer a.b.c", 401],
		["Bearer ..", 401],
	];
	const args = [...LOOPBACK, "--ws-auth", "signed-bearer-token", "--ws-shared-secret-file", secretFile()];
	const { ours, theirs } = await bothAnswer(
		args,
		tokens.map(([token]) => upgrade(token)),
	);
	expect(ours).toEqual(theirs);
	expect(ours.map(({ status }) => status)).toEqual(tokens.map(([, status]) => status));
});

test("a signed token must be from the issuer, for the audience and within the skew that the options name", async () => {
	const now = Math.floor(Date.now() / 1000);
	const good = { exp: now + 600, iss: "I", aud: "A" };
	const tokens: [object, number][] = [
		[good, 101],
		[{ ...good, aud: ["B", "A"] }, 101],
		[{ ...good, iss: "i" }, 401],
		[{ ...good, iss: ["I"] }, 401],
		[{ ...good, iss: undefined }, 401],
		[{ ...good, aud: ["B"] }, 401],
		[{ ...good, aud: undefined }, 401],
		[{ ...good, exp: now - 10 }, 401],
	];
	const named = ["--ws-issuer", "I", "--ws-audience", "A", "--ws-max-clock-skew-seconds", "0"];
	const mode = ["--ws-auth", "signed-bearer-token", "--ws-shared-secret-file", secretFile()];
	const { ours, theirs } = await bothAnswer(
		[...LOOPBACK, ...mode, ...named],
		tokens.map(([claims]) => upgrade(jwt(claims))),
	);
	expect(ours).toEqual(theirs);
	expect(ours.map(({ status }) => status)).toEqual(tokens.map(([, status]) => status));
});

describe("what does not go together is told as the reference tells it", () => {
	const capability = ["--ws-auth", "capability-token"];
	test.each([
		[["--listen", "ws://0.0.0.0:0"]],
		[["--listen", "ws://[::]:0"]],
		[["--ws-issuer", "x"]],
		[capability],
		[[...capability, "--ws-token-sha256", "zz"]],
		[[...capability, "--ws-token-sha256", "00", "--ws-token-file", "x"]],
		[[...capability, "--ws-issuer", "x"]],
		[["--ws-auth", "signed-bearer-token"]],
		[["--ws-auth", "signed-bearer-token", "--ws-token-file", "x"]],
	])("%j", async (args) => {
		const run = async (program: Program) => {
			const home = scratchFolder();
			const { code, stderr } = await runCommand(program, ["app-server", ...args], { home, cwd: home });
			return { code, complaint: stderr.split("\n")[0]?.replace(/^(Error|heddle): /, "") };
		};
		expect(await run(heddle)).toEqual(await run(await reference()));
	});
});

test("clients on one server share its threads, and each has its own handshake, opt-outs and subscriptions", async () => {
	const url = `ws://127.0.0.1:${await new NetworkServer(LOOPBACK, scratchFolder()).port()}`;
	const [first, deaf, third] = await Promise.all([
		SocketClient.greet(url),
		SocketClient.greet(url, { optOutNotificationMethods: ["thread/started"] }),
		SocketClient.greet(url),
	]);
	const stranger = await SocketClient.connect(url);
	expect((await stranger.ask("thread/loaded/list", {})).error?.message).toBe("Not initialized");

	const { thread } = await first.request("thread/start", {});
	const { id } = Object(thread);
	expect(Object((await third.notification("thread/started")).params?.thread).id).toBe(id);
	expect(await deaf.request("thread/loaded/list", {})).toMatchObject({ data: [id] });
	expect(deaf.messages.filter(({ method }) => method === "thread/started")).toEqual([]);
	expect(stranger.messages.filter(({ method }) => method !== undefined)).toEqual([]);
	expect(await third.request("thread/unsubscribe", { threadId: id })).toEqual({ status: "notSubscribed" });

	first.socket.close();
	await first.closed;
	expect(await third.request("thread/loaded/list", {})).toMatchObject({ data: [id] });
});

test("a frame is one message: others are passed over, and the next one is read", async () => {
	const server = new NetworkServer(LOOPBACK, scratchFolder());
	const client = await SocketClient.greet(`ws://127.0.0.1:${await server.port()}`);
	const list = (id: number) => JSON.stringify({ id, method: "thread/loaded/list", params: {} });
	client.send("not json");
	client.socket.send(Buffer.from(list(101)), { binary: true });
	client.send(`${list(102)}\n${list(103)}`);
	client.send(list(104));
	await client.next(({ id }) => id === 104);
	expect(client.messages.filter(({ id }) => Number(id) > 100).map(({ id }) => id)).toEqual([104]);
	await server.says(/(A frame is not JSON)/);
	await server.says(/(binary frame)/);
});

/** Where a server's control socket is when its home is `home`. */
const controlSocket = (home: string) => path.join(home, "app-server-control/app-server-control.sock");
const overSocket = (file: string) => `ws+unix://${file}:/`;

describe.skipIf(process.platform === "win32")("the Unix socket", () => {
	test("is for its user alone, speaks WebSocket, and is gone with the server", async () => {
		const home = scratchFolder();
		const server = new NetworkServer(["--listen", "unix://"], home);
		expect(await server.says(/"listening","socket":"([^"]+)"/)).toBe(controlSocket(home));
		expect(fs.statSync(controlSocket(home)).mode & 0o777).toBe(0o600);
		expect(fs.statSync(path.dirname(controlSocket(home))).mode & 0o777).toBe(0o700);
		const client = await SocketClient.greet(overSocket(controlSocket(home)));
		expect(await client.request("thread/loaded/list", {})).toMatchObject({ data: [] });
		server.child.kill("SIGTERM");
		expect(await server.ended).toEqual([0, null]);
		expect(fs.existsSync(controlSocket(home))).toBe(false);
	});

	test("that a killed server left is replaced; one that is in use, or is something else, is not", async () => {
		const home = scratchFolder();
		const file = path.join(home, "own.sock");
		const args = ["--listen", `unix://${file}`];
		const killed = new NetworkServer(args, home);
		await killed.says(/(listening)/);
		killed.child.kill("SIGKILL");
		await killed.ended;
		expect(fs.lstatSync(file).isSocket()).toBe(true);

		await new NetworkServer(args, home).says(/(listening)/);
		await SocketClient.greet(overSocket(file));
		const second = await runCommand(heddle, ["app-server", ...args], { home, cwd: home });
		expect(second).toMatchObject({
			code: 1,
			stderr: `heddle: app-server control socket is already in use at ${file}\n`,
		});
		await SocketClient.greet(overSocket(file));

		const plain = path.join(home, "plain");
		fs.writeFileSync(plain, "kept");
		const third = await runCommand(heddle, ["app-server", "--listen", "unix://plain"], { home, cwd: home });
		expect(third.stderr).toBe(`heddle: app-server control socket path exists and is not a socket: ${plain}\n`);
		expect(fs.readFileSync(plain, "utf8")).toBe("kept");
	});

	test("is not taken while another server is taking it", async () => {
		const home = scratchFolder();
		const file = path.join(home, "own.sock");
		const other = openLockFile(`${file}.lock`, 0);
		other.exec("BEGIN EXCLUSIVE");
		const { code, stderr } = await runCommand(heddle, ["app-server", "--listen", `unix://${file}`], {
			home,
			cwd: home,
		});
		other.close();
		expect(code).toBe(1);
		expect(stderr).toContain("another server has been taking the app-server control socket for too long");
		expect(fs.existsSync(file)).toBe(false);
	});

	test("that a killed server left goes to one of those that start at once; the others end", async () => {
		const home = scratchFolder();
		const file = path.join(home, "own.sock");
		const args = ["--listen", `unix://${file}`];
		for (let round = 0; round < 2; round++) {
			const starting = Array.from({ length: 4 }, () => new NetworkServer(args, home));
			const said = await Promise.allSettled(starting.map((server) => server.says(/(listening)/)));
			expect(said.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
			for (const [at, server] of starting.entries()) {
				if (said[at]?.status === "rejected") {
					expect(server.log).toEqual([`heddle: app-server control socket is already in use at ${file}`]);
					continue;
				}
				await SocketClient.greet(overSocket(file));
				server.child.kill("SIGKILL");
				await server.ended;
			}
			expect(fs.lstatSync(file).isSocket()).toBe(true);
		}
	});
});

test("a port that is taken is named, and the process ends", async () => {
	const taken = net.createServer().listen(0, "127.0.0.1");
	await new Promise((resolve) => taken.once("listening", resolve));
	const { port } = taken.address() as net.AddressInfo;
	const home = scratchFolder();
	const args = ["app-server", "--listen", `ws://127.0.0.1:${port}`];
	const { code, stderr } = await runCommand(heddle, args, { home, cwd: home });
	taken.close();
	expect(code).toBe(1);
	expect(stderr).toContain(`EADDRINUSE: address already in use 127.0.0.1:${port}`);
});
