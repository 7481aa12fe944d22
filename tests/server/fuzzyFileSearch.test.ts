import { execFileSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Json, ServerProcess } from "../support/serverProcess.ts";

let server: ServerProcess;
beforeAll(async () => {
	server = await ServerProcess.start({ experimentalApi: true });
});
afterAll(() => server.close());

/** A folder of the test's own, holding `files`. */
function folder(name: string, files: string[]): string {
	const root = path.join(server.workspace, name);
	for (const file of files) {
		fs.mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
		fs.writeFileSync(path.join(root, file), "");
	}
	return root;
}
async function find(query: string, roots: string[], more: Json = {}): Promise<Json[]> {
	const { files } = await server.request("fuzzyFileSearch", { query, roots, ...more });
	return files as Json[];
}
const pathsOf = (files: unknown) => (files as Json[]).map((file) => file.path);

/** The session's next answer and the message after it. */
async function answerOf(sessionId: string, query: string, since: number): Promise<unknown> {
	const found = await server.next(
		({ method, params }) =>
			method === "fuzzyFileSearch/sessionUpdated" && params?.sessionId === sessionId && params.query === query,
		since,
	);
	await server.next(
		({ method, params }) => method === "fuzzyFileSearch/sessionCompleted" && params?.sessionId === sessionId,
		server.messages.indexOf(found),
	);
	return pathsOf(found.params?.files);
}

test("files and the folders they lie in are found by letters in order, with where those are", async () => {
	const root = folder("find", ["alpha.ts", "src/alphabet.ts", "alphas/notes.md", ".hidden/beta"]);
	expect(await find("notes", [root])).toEqual([
		{
			root,
			path: "alphas/notes.md",
			match_type: "file",
			file_name: "notes.md",
			score: expect.any(Number),
			indices: [7, 8, 9, 10, 11],
		},
	]);
	expect(await find("alphas", [root])).toContainEqual(
		expect.objectContaining({ path: "alphas", match_type: "directory", file_name: "alphas" }),
	);
	expect(pathsOf(await find("HIDBETA", [root]))).toEqual([".hidden/beta"]);
	expect(pathsOf(await find("bet src", [root]))).toEqual(["src/alphabet.ts"]);
	expect(pathsOf(await find("al.ts", [root]))).toEqual(["alpha.ts", "src/alphabet.ts"]);
	for (const query of ["", "zzzz"]) expect(await find(query, [root])).toEqual([]);
});

test.skipIf(process.platform !== "linux")(
	"files that no message can name, and roots without a name, are passed over",
	async () => {
		const root = folder("names", ["plain.txt"]);
		fs.writeFileSync(Buffer.concat([Buffer.from(`${root}/plain`), Buffer.from([0xff])]), "");
		expect(pathsOf(await find("pl\tain", [root]))).toEqual(["plain.txt"]);
		expect(await find("plain", [""])).toEqual([]);
	},
);

test("what ignore files name is left out", async () => {
	const root = folder("ignored", ["kept.log", "left.log", "other.log"]);
	fs.writeFileSync(path.join(root, ".ignore"), "left.log\n");
	fs.writeFileSync(path.join(root, ".gitignore"), "other.log\n");
	execFileSync("git", ["init", "--quiet", root]);
	const found = pathsOf(await find(".log", [root]));
	expect(found).toContain("kept.log");
	expect(found).not.toContain("left.log");
	expect(found).not.toContain("other.log");
});

test("each file belongs to its innermost root; roots that are no folders hold nothing", async () => {
	const outer = folder("roots", ["one/file", "file"]);
	const inner = path.join(outer, "one");
	const found = await find("file", [outer, inner, `${inner}/`, path.join(outer, "none"), path.join(outer, "file")]);
	expect(found.map(({ root, path: file }) => `${root} ${file}`).sort()).toEqual([`${outer} file`, `${inner} file`]);
	expect(await find("file", [])).toEqual([]);
});

test("of many matches the 50 best are told, over all slices of the list", async () => {
	const names = Array.from({ length: 6000 }, (_, index) => `x/${index}/n-e-e-d-l-e`);
	const found = await find("needle", [folder("many", [...names, "z/needle"])]);
	expect(found).toHaveLength(50);
	expect(found[0]).toMatchObject({ path: "z/needle" });
	const scores = found.map(({ score }) => Number(score));
	expect(scores).toEqual([...scores].sort((a, b) => b - a));
});

test("a search with the token of one that is running takes its place", async () => {
	const root = folder("token", ["file"]);
	const [first, second, other] = await Promise.all(
		server.together(() => ["t", "t", "u"].map((cancellationToken) => find("file", [root], { cancellationToken }))),
	);
	expect([first, pathsOf(second), pathsOf(other)]).toEqual([[], ["file"], ["file"]]);
});

test("a session answers each query from its list, until it is stopped", async () => {
	const root = folder("session", ["alpha", "beta"]);
	const sessionId = "s";
	const update = (query: string) => server.request("fuzzyFileSearch/sessionUpdate", { sessionId, query });
	expect(await server.request("fuzzyFileSearch/sessionStart", { sessionId, roots: [root] })).toEqual({});
	for (const [query, paths] of [
		["alpha", ["alpha"]],
		["bet", ["beta"]],
		["bet", ["beta"]],
		["", []],
	] as const) {
		const since = server.messages.length;
		expect(await update(query)).toEqual({});
		expect(await answerOf(sessionId, query, since)).toEqual(paths);
	}
	expect(await server.request("fuzzyFileSearch/sessionStop", { sessionId })).toEqual({});
	expect(await server.request("fuzzyFileSearch/sessionStop", { sessionId })).toEqual({});
	const { error } = await server.ask("fuzzyFileSearch/sessionUpdate", { sessionId, query: "a" });
	expect(error).toEqual({ code: -32600, message: "fuzzy file search session not found: s" });
});

test("a session that is started again has a new list; a query gives way to the next", async () => {
	const root = folder("again", ["one"]);
	const sessionId = "again";
	const since = server.messages.length;
	const start = () => server.request("fuzzyFileSearch/sessionStart", { sessionId, roots: [root] });
	const update = (query: string) => server.request("fuzzyFileSearch/sessionUpdate", { sessionId, query });
	await Promise.all(server.together(() => [start(), update("on"), update("one")]));
	expect(await answerOf(sessionId, "one", since)).toEqual(["one"]);
	const told = server.messages.slice(since).filter(({ method }) => method === "fuzzyFileSearch/sessionUpdated");
	expect(told.map(({ params }) => params?.query)).toEqual(["one"]);
	fs.writeFileSync(path.join(root, "two"), "");
	const again = server.messages.length;
	await start();
	expect(await answerOf(sessionId, "", again)).toEqual([]);
	await update("two");
	expect(await answerOf(sessionId, "two", again)).toEqual(["two"]);
});

test("a session that gives way to another of its id, or is stopped, tells nothing more", async () => {
	const root = folder("ended", ["one", "two"]);
	const start = (sessionId: string) => server.request("fuzzyFileSearch/sessionStart", { sessionId, roots: [root] });
	const update = (sessionId: string, query: string) =>
		server.request("fuzzyFileSearch/sessionUpdate", { sessionId, query });
	const stop = (sessionId: string) => server.request("fuzzyFileSearch/sessionStop", { sessionId });
	const since = server.messages.length;
	await Promise.all(
		server.together(() => [
			...[start("twice"), update("twice", "one"), start("twice"), update("twice", "two")],
			...[start("stopped"), update("stopped", "one"), stop("stopped"), start("last"), update("last", "two")],
		]),
	);
	await answerOf("last", "two", since);
	await answerOf("twice", "two", since);
	const told = server.messages.slice(since).filter(({ method }) => method?.startsWith("fuzzyFileSearch/session"));
	const updated = told.filter(({ method }) => method === "fuzzyFileSearch/sessionUpdated");
	expect(updated.map(({ params }) => `${params?.sessionId} ${params?.query}`).sort()).toEqual([
		"last two",
		"twice two",
	]);
	expect(told).toHaveLength(4);
});

test("an answer comes before what its request has the session tell, also where there is nothing to search", async () => {
	const sessionId = "empty";
	const roots = [folder("empty", [".ignore"])];
	fs.writeFileSync(path.join(String(roots[0]), ".ignore"), ".*\n");
	const first = server.messages.length;
	await server.request("fuzzyFileSearch/sessionStart", { sessionId, roots });
	await answerOf(sessionId, "", first);
	const since = server.messages.length;
	await server.request("fuzzyFileSearch/sessionUpdate", { sessionId, query: "x" });
	expect(await answerOf(sessionId, "x", since)).toEqual([]);
	expect(server.messages.slice(since).map(({ method }) => method)).toEqual([
		undefined,
		"fuzzyFileSearch/sessionUpdated",
		"fuzzyFileSearch/sessionCompleted",
	]);
});

test("a session needs an id and a folder", async () => {
	const failure = async (params: Json) => (await server.ask("fuzzyFileSearch/sessionStart", params)).error;
	expect(await failure({ sessionId: "", roots: [server.workspace] })).toEqual({
		code: -32600,
		message: "sessionId must not be empty",
	});
	expect(await failure({ sessionId: "e", roots: [] })).toEqual({
		code: -32603,
		message: "failed to start fuzzy file search session: at least one search directory is required",
	});
});
