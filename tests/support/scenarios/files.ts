import fs from "node:fs";
import path from "node:path";
import { requests, type Scenario } from "./scenario.ts";

const base64 = (text: string) => Buffer.from(text).toString("base64");

export const fileScenarios: Scenario[] = [
	requests("a file is written and read", (workspace) => [
		["fs/writeFile", { path: `${workspace}/a.txt`, dataBase64: base64("hello\n") }],
		["fs/readFile", { path: `${workspace}/a.txt` }],
		["fs/getMetadata", { path: `${workspace}/a.txt` }],
		["fs/getMetadata", { path: workspace }],
	]),
	{
		name: "folders are made, read, copied and removed",
		run: async (session, workspace) => {
			await session.request("fs/createDirectory", { path: `${workspace}/one/two` });
			await session.request("fs/createDirectory", { path: `${workspace}/x/y`, recursive: false });
			fs.writeFileSync(path.join(workspace, "one/file.txt"), "1");
			await session.request("fs/readDirectory", { path: `${workspace}/one/two` });
			await session.request("fs/copy", { sourcePath: `${workspace}/one`, destinationPath: `${workspace}/copy` });
			await session.request("fs/copy", {
				sourcePath: `${workspace}/one`,
				destinationPath: `${workspace}/copy`,
				recursive: true,
			});
			await session.request("fs/readFile", { path: `${workspace}/copy/file.txt` });
			await session.request("fs/remove", { path: `${workspace}/copy`, recursive: false });
			await session.request("fs/remove", { path: `${workspace}/copy` });
			await session.request("fs/remove", { path: `${workspace}/copy` });
			await session.request("fs/remove", { path: `${workspace}/copy`, force: false });
		},
	},
	requests("mistakes with files", (workspace) => [
		["fs/readFile", { path: `${workspace}/absent` }],
		["fs/readFile", { path: "relative" }],
		["fs/readFile", { path: workspace }],
		["fs/writeFile", { path: `${workspace}/no/such/folder`, dataBase64: base64("x") }],
		["fs/writeFile", { path: `${workspace}/a`, dataBase64: "no base64!" }],
		["fs/readDirectory", { path: `${workspace}/absent` }],
		["fs/getMetadata", { path: `${workspace}/absent` }],
		["fs/copy", { sourcePath: `${workspace}/absent`, destinationPath: `${workspace}/b` }],
		["fs/unwatch", { watchId: "none" }],
		["fs/watch", { watchId: "w", path: "relative" }],
	]),
	requests("paths that are not absolute or not plain", (workspace) => [
		...["", "~", "~/a", "./a", "..", "C:\\a", "file:///a"].map((path): [string, unknown] => [
			"fs/getMetadata",
			{ path },
		]),
		["fs/copy", { sourcePath: workspace, destinationPath: "relative" }],
		["plugin/installed", { cwds: [workspace, "relative"] }],
		["skills/extraRoots/set", { extraRoots: ["relative"] }],
		["turn/start", { threadId: "x", input: [], sandboxPolicy: { type: "workspaceWrite", writableRoots: ["~"] } }],
		["command/exec", { command: ["pwd"], sandboxPolicy: { type: "workspaceWrite", writableRoots: ["relative"] } }],
		["fs/getMetadata", { path: `${workspace}/none/../` }],
		["fs/watch", { watchId: "w", path: `${workspace}/./none/..//` }],
		["fs/readFile", { path: `${workspace}/a\0b` }],
	]),
	{
		name: "links, pipes and what is in the way",
		run: async (session, workspace) => {
			const at = (name: string) => path.join(workspace, name);
			for (const folder of ["d", "tgt/d"]) fs.mkdirSync(at(folder), { recursive: true });
			fs.writeFileSync(at("f"), "1");
			for (const [name, target] of Object.entries({ dangling: "none", loop: "loop2", loop2: "loop", ld: "d", lf: "f" }))
				fs.symlinkSync(target, at(name));
			for (const name of ["f", "d", "dangling", "loop", "ld", "f/x", "dangling/x", "x".repeat(300)]) {
				await session.request("fs/createDirectory", { path: at(name) });
				await session.request("fs/createDirectory", { path: at(name), recursive: false });
			}
			await session.request("fs/createDirectory", { path: "/proc/none" });
			for (const name of ["loop", "lf", "ld", "/dev/null"]) {
				await session.request("fs/readFile", { path: path.resolve(workspace, name) });
				await session.request("fs/getMetadata", { path: path.resolve(workspace, name) });
			}
			for (const name of ["d", "loop", "f/x", "/dev/null"])
				await session.request("fs/writeFile", { path: path.resolve(workspace, name), dataBase64: "" });
			for (const name of ["lf", "dangling", "ld", "loop"]) {
				await session.request("fs/copy", { sourcePath: at(name), destinationPath: at(`${name}-copy`) });
				await session.request("fs/copy", { sourcePath: at(name), destinationPath: at("f") });
				await session.request("fs/remove", { path: at(`${name}-copy`), recursive: false, force: false });
			}
			for (const destination of ["f", "dangling", "loop", "lf", "tgt/d", "d"]) {
				const params = { sourcePath: at("d"), destinationPath: at(destination), recursive: true };
				await session.request("fs/copy", params);
			}
			await session.request("fs/copy", { sourcePath: at("f"), destinationPath: at("d") });
			await session.request("fs/copy", { sourcePath: "/dev/null", destinationPath: at("null") });
			await session.request("fs/remove", { path: at("tgt"), recursive: false });
			await session.request("fs/remove", { path: at("f/x"), force: true });
			await session.request("fs/remove", { path: at("tgt"), force: null, recursive: null });
			await session.request("fs/readDirectory", { path: at("tgt") });
		},
	},
	requests("texts that are no base64", (workspace) =>
		["YQ", "YR==", "Y", "YQ===", "YWI=\n", "_-8=", "YQ==YQ==", ""].map((dataBase64): [string, unknown] => [
			"fs/writeFile",
			{ path: `${workspace}/a`, dataBase64 },
		]),
	),
	{
		name: "what is not there yet is watched",
		run: async (session, workspace) => {
			const file = path.join(workspace, "later");
			await session.request("fs/watch", { watchId: "", path: file });
			await session.request("fs/watch", { watchId: "", path: workspace });
			const made = session.next("fs/changed");
			fs.writeFileSync(file, "1");
			await made;
			await session.request("fs/unwatch", { watchId: "" });
			await session.request("fs/unwatch", { watchId: "" });
		},
	},
	{
		name: "a watched folder tells of a new file",
		run: async (session, workspace) => {
			await session.request("fs/watch", { watchId: "w", path: workspace });
			const changed = session.next("fs/changed");
			fs.writeFileSync(path.join(workspace, "new.txt"), "1");
			await changed;
			await session.request("fs/watch", { watchId: "w", path: workspace });
			await session.request("fs/unwatch", { watchId: "w" });
		},
	},
	{
		name: "files are found by parts of their names",
		run: async (session, workspace) => {
			for (const name of ["alpha.ts", "beta.ts", "src/alphabet.ts", "notes.md"]) {
				fs.mkdirSync(path.dirname(path.join(workspace, name)), { recursive: true });
				fs.writeFileSync(path.join(workspace, name), "");
			}
			await session.request("fuzzyFileSearch", { query: "beta", roots: [workspace] });
			await session.request("fuzzyFileSearch", { query: "notes", roots: [workspace], cancellationToken: "t" });
			await session.request("fuzzyFileSearch", { query: "", roots: [workspace] });
			await session.request("fuzzyFileSearch", { query: "zzzz", roots: [workspace] });
			await session.request("fuzzyFileSearch", { query: "a", roots: [] });
			await session.request("fuzzyFileSearch", { query: "no\ttes", roots: [workspace] });
			await session.request("fuzzyFileSearch", { query: "notes", roots: ["", `${workspace}/notes.md`, "none"] });
		},
	},
];
