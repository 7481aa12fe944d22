import { execFileSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { afterEach, expect, test } from "vitest";
import { ServerProcess } from "../support/serverProcess.ts";

let server: ServerProcess | undefined;
afterEach(() => server?.close());

/** What an archive holds: name → text, as another program reads it. It fails on a wrong checksum, size or header. */
function contents(archive: string): Map<string, string> {
	const script =
		"import json,sys,zipfile; z=zipfile.ZipFile(sys.argv[1]); assert z.testzip() is None; " +
		"print(json.dumps([[i.filename, z.read(i).decode()] for i in z.infolist()]))";
	return new Map<string, string>(JSON.parse(execFileSync("python3", ["-c", script, archive], { encoding: "utf8" })));
}

test("a report holds the log and the thread's rollout without keys, and the files that the client names", async () => {
	const config =
		'model_provider = "own"\nmodel = "m"\n[model_providers.own]\nname = "Own"\nbase_url = "http://127.0.0.1:1/"\n' +
		'http_headers = { "x-key" = "a-configured-secret" }\n';
	server = await ServerProcess.start({ config });
	const threadId = await server.startThread();
	await server.request("thread/shellCommand", {
		threadId,
		command: "echo kept a-configured-secret sk-looks-like-a-key é",
	});
	await server.notification("turn/completed");
	server.write({ method: "sk-not-a-method" });
	const extra = path.join(server.workspace, "extra.log");
	fs.writeFileSync(extra, "as it is: sk-looks-like-a-key\n");
	const savePath = path.join(server.workspace, "report.zip");

	expect(
		await server.request("feedback/save", {
			classification: "bad_result",
			savePath: path.join(server.workspace, "none/../report.zip").replace(/\/report/, "/./report"),
			includeLogs: true,
			threadId,
			reason: "wrong file",
			tags: { editor: "any", thread_id: "another" },
			extraLogFiles: [extra, extra],
		}),
	).toEqual({ savedPath: savePath, threadId, promptHash: null });
	expect(fs.statSync(savePath).mode & 0o777).toBe(0o600);

	const found = contents(savePath);
	const rollout = [...found.keys()].find((name) => name.endsWith(".jsonl")) ?? "";
	expect([...found.keys()]).toEqual([
		"report.json",
		"attachments/0000/heddle-logs.log",
		expect.stringMatching(new RegExp(`^attachments/0001/rollout-.*-${threadId}\\.jsonl$`)),
		"attachments/0002/extra.log",
		"manifest.json",
	]);
	const title = `[Bad result]: Heddle session ${threadId}`;
	expect(JSON.parse(found.get("report.json") ?? "")).toMatchObject({
		event_id: expect.stringMatching(/^[0-9a-f]{32}$/),
		message: title,
		exception: { values: [{ type: title, value: "wrong file" }] },
		tags: { editor: "any", classification: "bad_result", reason: "wrong file", thread_id: threadId },
	});
	expect(found.get("attachments/0000/heddle-logs.log")).toContain('"method":"[redacted]"');
	expect(found.get(rollout)).toContain("kept [redacted] [redacted] é");
	expect(found.get(rollout)).not.toMatch(/a-configured-secret|sk-looks/);
	expect(found.get("attachments/0002/extra.log")).toBe("as it is: sk-looks-like-a-key\n");
	expect(JSON.parse(found.get("manifest.json") ?? "")).toEqual(
		[...found.keys()].slice(1, -1).map((entry) => ({
			entry,
			filename: path.basename(entry),
			contentType: "text/plain",
		})),
	);
});

test("without a thread and without logs there is the report alone", async () => {
	server = await ServerProcess.start();
	const savePath = path.join(server.workspace, "a.zip");
	const { threadId } = await server.request("feedback/save", { classification: "idea", savePath });
	expect(threadId).toMatch(/^no-active-thread-[0-9a-f-]{36}$/);
	const found = contents(savePath);
	expect([...found.keys()]).toEqual(["report.json", "manifest.json"]);
	expect(JSON.parse(found.get("report.json") ?? "")).toMatchObject({
		level: "info",
		message: `[Other]: Heddle session ${threadId}`,
	});
	expect(found.get("manifest.json")).toBe("[]");
});
