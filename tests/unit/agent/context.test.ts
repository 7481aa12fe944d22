import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { missingContext } from "../../../server/agent/context.ts";
import { userMessage } from "../../../server/agent/userInput.ts";
import { FakeTurnHost } from "../../support/fakeTurnHost.ts";

let cwd: string;
beforeEach(async () => {
	cwd = await mkdtemp(path.join(tmpdir(), "context-"));
});
afterEach(() => rm(cwd, { recursive: true }));

const noon = new Date(2026, 10, 20, 12);

async function tell(host: FakeTurnHost, now = noon): Promise<[role: string, text: string][]> {
	const messages = await missingContext(host, host.items, now);
	host.history.append(...messages);
	return messages.flatMap((message) =>
		message.content.map((part): [string, string] => [message.role, "text" in part ? part.text : ""]),
	);
}

describe("the context of a thread", () => {
	it("is the developer's part, then AGENTS.md and the environment", async () => {
		await writeFile(path.join(cwd, "AGENTS.md"), "Use tabs.");
		const host = new FakeTurnHost({ settings: { cwd, developerInstructions: "Be brief." } });
		const told = await tell(host);
		expect(told.map(([role]) => role)).toEqual(["developer", "developer", "user", "user"]);
		expect(told[0]?.[1]).toBe("Be brief.");
		expect(told[1]?.[1]).toMatch(/^<permissions instructions>\nSandbox: workspace-write/);
		expect(told[2]?.[1]).toBe(`# AGENTS.md instructions for ${cwd}\n\n<INSTRUCTIONS>\nUse tabs.\n</INSTRUCTIONS>`);
		expect(told[3]?.[1]).toContain(`<cwd>${cwd}</cwd>`);
		expect(told[3]?.[1]).toContain("<current_date>2026-11-20</current_date>");
	});

	it("is told again only where it changed, and a change back is a change", async () => {
		const host = new FakeTurnHost({ settings: { cwd } });
		await tell(host);
		expect(await tell(host)).toEqual([]);
		host.settings.sandboxPolicy = { type: "dangerFullAccess" };
		expect((await tell(host)).map(([role]) => role)).toEqual(["developer"]);
		host.settings.sandboxPolicy = { type: "readOnly", networkAccess: false };
		expect(await tell(host)).toHaveLength(1);
		host.settings.sandboxPolicy = { type: "dangerFullAccess" };
		expect(await tell(host)).toHaveLength(1);
		await writeFile(path.join(cwd, "AGENTS.md"), "new");
		expect((await tell(host)).map(([role]) => role)).toEqual(["user"]);
		expect((await tell(host, new Date(2026, 10, 21)))[0]?.[1]).toContain("2026-11-21");
	});
});

/** As much of an image as tells its kind. */
const PNG = "data:image/png;base64,iVBORw0KGgo=";

describe("what a person sends", () => {
	it("keeps text, mentions and images in their order", async () => {
		const file = path.join(cwd, "dot.png");
		await writeFile(file, Buffer.from(PNG.split(",")[1] ?? "", "base64"));
		const warnings: string[] = [];
		const message = await userMessage(
			[
				{ type: "text", text: "look at", text_elements: [] },
				{ type: "mention", name: "dates.js", path: "/w/src/dates.js" },
				{ type: "localImage", path: file, detail: "high" },
				{ type: "image", detail: null, url: PNG },
			],
			(warning) => warnings.push(warning),
		);
		expect(message.content).toEqual([
			{ type: "input_text", text: "look at" },
			{ type: "input_text", text: "[@dates.js](/w/src/dates.js)" },
			{ type: "input_image", image_url: PNG, detail: "high" },
			{ type: "input_image", image_url: PNG },
		]);
		expect(warnings).toEqual([]);
	});

	it("is said in words where the model cannot get it", async () => {
		const warnings: string[] = [];
		const file = path.join(cwd, "words.png");
		await writeFile(file, "words");
		const message = await userMessage(
			[
				{ type: "localImage", path: path.join(cwd, "missing.png"), detail: null },
				{ type: "localImage", path: file, detail: null },
				{ type: "image", url: "data:image/png;base64,AAAA", detail: null },
				{ type: "localAudio", path: "/a.wav" },
			],
			(warning) => warnings.push(warning),
		);
		expect(message.content).toMatchObject([
			{ text: expect.stringContaining("missing.png, which cannot be read") },
			{ text: expect.stringContaining("words.png, which is no PNG") },
			{ text: expect.stringContaining("an image that is no PNG") },
			{ text: expect.stringContaining("a recording") },
		]);
		expect(warnings).toHaveLength(4);
	});
});
