import fs from "node:fs";
import { afterEach, beforeAll, expect, test, vi } from "vitest";
import { answer, created, functionCall, Gate, message, messageParts, stream } from "../support/responsesEvents.ts";
import { Editor, packagedExtension } from "./editor.ts";

/** People are promised that nothing is left after this. */
const GONE_MS = 5_000;

let vsix: string;
let editor: Editor | undefined;

beforeAll(async () => {
	vsix = await packagedExtension();
});

afterEach(async ({ task }) => {
	await editor?.close(task.result?.state === "fail" ? task.name : undefined);
	editor = undefined;
});

const read = (pid: string, file: string) => {
	try {
		return fs.readFileSync(`/proc/${pid}/${file}`, "utf8");
	} catch {
		return "";
	}
};

/** Ids of the processes whose command line or environment holds this text. */
function processesWith(text: string, where: "cmdline" | "environ"): number[] {
	const pids = fs.readdirSync("/proc").filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid);
	return pids.filter((pid) => read(pid, where).includes(text)).map(Number);
}

const parentOf = (pid: number) => Number(/^PPid:\s+(\d+)/m.exec(read(String(pid), "status"))?.[1]);

/** The app-servers of this home. */
const serversOf = (home: string) =>
	processesWith(`HEDDLE_HOME=${home}`, "environ").filter((pid) => read(String(pid), "cmdline").includes("app-server"));

test.each([
	"the server",
	"the extension host",
])("kill -9 of %s in mid-turn leaves nothing behind and loses nothing", async (victim) => {
	editor = await Editor.open(vsix);
	const { workbench, endpoint, home } = editor;
	await workbench.showHeddle();
	const seconds = String(800_000 + (process.pid % 100_000));
	const parts = messageParts(["Half a sen"]);
	endpoint.play(
		answer(message("First I look."), functionCall("exec_command", { cmd: `sleep ${seconds}`, yield_time_ms: 250 })),
		stream(created(), parts.start, ...parts.deltas, new Gate()),
	);
	await workbench.say("Look");
	await workbench.items("agentMessage").getByText("Half a sen").waitFor();
	const [server] = serversOf(home);
	if (server === undefined) throw new Error("no server runs");
	expect(processesWith(`sleep\0${seconds}`, "cmdline").length).toBeGreaterThan(0);

	process.kill(victim === "the server" ? server : parentOf(server), "SIGKILL");
	await vi.waitFor(() => expect(processesWith(`sleep\0${seconds}`, "cmdline")).toEqual([]), { timeout: GONE_MS });
	await vi.waitFor(() => expect(serversOf(home)).not.toContain(server), { timeout: GONE_MS });

	if (victim === "the extension host") await editor.reload().then(() => workbench.showHeddle());
	await workbench.transcript.getByText("Stopped. What was finished is kept.").waitFor();
	await workbench.items("agentMessage").getByText("First I look.").waitFor();
	endpoint.play(answer(message("And on it goes.")));
	await workbench.say("Go on");
	await workbench.items("agentMessage").getByText("And on it goes.").waitFor();
});
