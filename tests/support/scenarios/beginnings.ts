import fs from "node:fs";
import path from "node:path";
import { answer, message } from "../responsesEvents.ts";
import { runTurn, type Scenario, startThread } from "./scenario.ts";

const absent = "01990000-0000-7000-8000-000000000000";
const PIXEL =
	"data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

const said = (role: string, type: string, ...texts: string[]) => ({
	type: "message",
	role,
	content: texts.map((text) => ({ type, text })),
});
const asked = (...texts: string[]) => said("user", "input_text", ...texts);

/** How threads begin, and what lists show of the beginning. */
export const beginningScenarios: Scenario[] = [
	{
		name: "a conversation that the client brings along",
		experimental: true,
		model: () => [answer(message("Answer"))],
		run: async (session, cwd) => {
			const given = { threadId: absent, cwd, approvalPolicy: "never", sandbox: "workspace-write" };
			const history = [asked("Question"), said("assistant", "output_text", "Answer")];
			const resume = (params: object) => session.request("thread/resume", { ...given, ...params });
			const threadId = String(Object((await resume({ history })).thread).id);
			await session.request("thread/read", { threadId });
			await session.request("thread/turns/list", { threadId });
			await session.request("thread/list", {});
			await runTurn(session, threadId, "Go on");
			await session.request("thread/turns/list", { threadId });
			await session.request("thread/list", {});
			for (const words of [history, []]) await resume({ threadId, history: words });
			await resume({ history: [] });
			const cleared = session.next("thread/goal/cleared");
			await resume({ threadId: "none", path: "/nowhere", history, excludeTurns: true, initialTurnsPage: {} });
			await cleared;
		},
	},
	{
		name: "previews of conversations that the client brings along",
		experimental: true,
		run: async (session, cwd) => {
			const context = asked("<environment_context>\n</environment_context>");
			const image = { type: "input_image", image_url: PIXEL };
			const histories = [
				[asked("one", " two"), asked("three")],
				[context, asked("  words\nmore ")],
				[asked(""), said("assistant", "output_text", "x")],
				[{ type: "message", role: "user", content: [image] }],
				[{ type: "message", role: "user", content: [image, { type: "input_text", text: "what is it?" }] }],
			];
			for (const history of histories) {
				const cleared = session.next("thread/goal/cleared");
				await session.request("thread/resume", { threadId: absent, cwd, history });
				await cleared;
			}
		},
	},
	{
		name: "a thread begins with a plan that was approved in another one",
		experimental: true,
		model: () => [answer(message("Done"))],
		run: async (session, cwd) => {
			const file = path.join(cwd, "plan.md");
			fs.writeFileSync(file, "# Plan\n");
			const threadId = await startThread(session, cwd);
			const prepare = (markdown: string, more: object = {}) =>
				session.request("thread/prepareApprovedPlan", { threadId, markdown, ...more });
			await prepare("# Plan\n- Weave", { attachmentPath: file });
			await runTurn(session, threadId, "Implement the plan.");
			await session.request("thread/read", { threadId, includeTurns: true });
			const long = "x".repeat(40_001);
			for (const attachmentPath of [null, file, cwd, path.join(cwd, "absent")]) await prepare(long, { attachmentPath });
			fs.writeFileSync(file, long);
			await prepare(long, { attachmentPath: file });
			await prepare(long.slice(1));
			await prepare(" \n");
			await prepare("", { attachmentPath: "plan.md" });
			await session.request("thread/prepareApprovedPlan", { threadId: absent, markdown: "" });
		},
	},
	{
		name: "threads in which nobody has said anything",
		experimental: true,
		model: () => [answer(message("One")), answer(message("Two"))],
		run: async (session, cwd) => {
			const list = () => session.request("thread/list", {});
			const injected = await startThread(session, cwd);
			await session.request("thread/inject_items", { threadId: injected, items: [asked("Between us")] });
			await list();
			const shell = await startThread(session, cwd);
			const done = session.next("turn/completed");
			await session.request("thread/shellCommand", { threadId: shell, command: "true" });
			await done;
			await list();
			const spoken = await startThread(session, cwd);
			const turn = async (input: object[]) => {
				const ended = session.next("turn/completed");
				await session.request("turn/start", { threadId: spoken, input });
				await ended;
			};
			await turn([{ type: "image", url: PIXEL }]);
			await list();
			await runTurn(session, injected, " Hello\nthere ");
			await list();
		},
	},
];
