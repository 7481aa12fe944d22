import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { loadProjectDocs } from "../../../server/agent/projectDocs.ts";

let root: string;
beforeEach(async () => {
	root = await mkdtemp(path.join(tmpdir(), "docs-"));
});
afterEach(() => rm(root, { recursive: true }));

async function write(file: string, text: string): Promise<string> {
	const full = path.join(root, file);
	await mkdir(path.dirname(full), { recursive: true });
	await writeFile(full, text);
	return full;
}

const load = (cwd: string, overrides = {}) =>
	loadProjectDocs(path.join(root, cwd), {
		home: path.join(root, "home"),
		projectDocMaxBytes: 32_768,
		projectDocFallbackFilenames: [],
		// A name that no directory above the temporary one has.
		projectRootMarkers: [".project-of-this-test"],
		...overrides,
	});

describe("AGENTS.md files", () => {
	it("are read from the home, then from the project's root down to the directory", async () => {
		const sources = [
			await write("home/AGENTS.md", "global"),
			await write("repo/AGENTS.md", "top"),
			await write("repo/a/b/AGENTS.md", "deep"),
		];
		await write("AGENTS.md", "above the project");
		await write("repo/.project-of-this-test", "");
		await write("repo/c/AGENTS.md", "beside");
		expect(await load("repo/a/b")).toEqual({
			sources,
			text: "global\n\n--- project-doc ---\n\ntop\n\ndeep",
			cut: null,
		});
	});

	it("are read from the directory alone when there is no project", async () => {
		await write("AGENTS.md", "above");
		await write("dir/AGENTS.md", "here");
		expect((await load("dir")).text).toBe("here");
	});

	it("give way to an override, and stand before fallback names", async () => {
		await write("repo/.project-of-this-test", "");
		await write("repo/AGENTS.md", "plain");
		await write("repo/AGENTS.override.md", "override");
		await write("repo/sub/CLAUDE.md", "fallback");
		const docs = await load("repo/sub", { projectDocFallbackFilenames: ["CLAUDE.md", "../outside.md"] });
		expect(docs.text).toBe("override\n\nfallback");
	});

	it("are cut at the size cap, at the end of a character", async () => {
		await write("repo/.project-of-this-test", "");
		await write("repo/AGENTS.md", "ab€cd");
		await write("repo/sub/AGENTS.md", "never reached");
		expect((await load("repo/sub", { projectDocMaxBytes: 4 })).text).toBe("ab");
		expect((await load("repo/sub", { projectDocMaxBytes: 5 })).text).toBe("ab€");
		expect(await load("repo/sub", { projectDocMaxBytes: 0 })).toEqual({ sources: [], text: null, cut: null });
	});

	it("that are empty or missing say nothing", async () => {
		await write("dir/AGENTS.md", " \n");
		expect(await load("dir")).toEqual({ sources: [], text: null, cut: null });
	});
});
