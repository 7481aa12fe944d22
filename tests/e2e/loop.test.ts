import { afterEach, beforeAll, expect, test } from "vitest";
import {
	answer,
	created,
	customToolCall,
	functionCall,
	Gate,
	message,
	messageParts,
	stream,
} from "../support/responsesEvents.ts";
import { Editor, type EditorOptions, packagedExtension } from "./editor.ts";

let vsix: string;
let editor: Editor | undefined;

beforeAll(async () => {
	vsix = await packagedExtension();
});

afterEach(async ({ task }) => {
	await editor?.close(task.result?.state === "fail" ? task.name : undefined);
	editor = undefined;
});

async function open(options?: EditorOptions): Promise<Editor> {
	editor = await Editor.open(vsix, options);
	await editor.workbench.showHeddle();
	return editor;
}

/** A command that the sandbox would allow, for which the model asks for more. */
const escalated = (cmd: string) =>
	functionCall("exec_command", {
		cmd,
		sandbox_permissions: "require_escalated",
		justification: "Needs the whole machine",
	});

test("an answer streams in", async () => {
	const { endpoint, workbench } = await open();
	const gate = new Gate();
	const parts = messageParts(["Hello ", "from **Heddle**."]);
	endpoint.play(
		stream(
			created(),
			parts.start,
			...parts.deltas.slice(0, 1),
			gate,
			...parts.deltas.slice(1),
			parts.done,
			...answerEnd(),
		),
	);
	await workbench.say("Say hello");
	await workbench.items("agentMessage").getByText("Hello").waitFor();
	expect(await workbench.items("agentMessage").textContent()).not.toContain("Heddle");
	gate.release();
	await workbench.items("agentMessage").locator("strong", { hasText: "Heddle" }).waitFor();
	expect(await workbench.items("userMessage").textContent()).toContain("Say hello");
	endpoint.verify();
});

test("a command is approved by quick pick while the panel is hidden", async () => {
	const { endpoint, workbench, page } = await open();
	const gate = new Gate();
	endpoint.play(
		stream(created(), gate, ...escalated("echo approved by a person"), ...answerEnd()),
		answer(message("Ran it.")),
	);
	await workbench.say("Run something");
	await gate.reached;
	await workbench.showExplorer();
	gate.release();
	const pick = await workbench.approval(
		"Do you want to allow Heddle to run `echo approved by a person` in this workspace?",
	);
	const rows = await pick.locator(".monaco-list-row").allInnerTexts();
	expect(rows[0]).toBe("Yes");
	expect(rows.at(-2)).toBe("No, and tell Heddle what to do differently");
	expect(rows.at(-1)).toBe("Stop the turn");
	await page.locator(".statusbar-item", { hasText: "1 approval" }).waitFor();
	await page.keyboard.press("Enter");
	await endpoint.received(2);
	await workbench.showHeddle();
	await workbench.items("agentMessage").getByText("Ran it.").waitFor();
	await workbench.items("commandExecution").getByRole("button", { name: "echo approved by a person" }).click();
	await workbench.items("commandExecution").locator(".terminal", { hasText: "approved by a person" }).waitFor();
	endpoint.verify();
});

test("declining tells Heddle what to do instead", async () => {
	const { endpoint, workbench, page } = await open();
	endpoint.play(answer(escalated("rm -r everything")), {
		expect: {
			check: ({ body }) => (JSON.stringify(body.input).includes("leave it alone") ? undefined : "the note is missing"),
		},
		reply: answer(message("As you wish.")),
	});
	await workbench.say("Clean up");
	await workbench.approval("rm -r everything");
	await workbench.choose("No, and tell Heddle what to do differently");
	await workbench.quickPickTitled("What should Heddle do differently?");
	await workbench.quickPick.locator("input[type=text]").fill("leave it alone");
	await page.keyboard.press("Enter");
	await workbench.items("agentMessage").getByText("As you wish.").waitFor();
	await workbench.items("commandExecution").getByText("declined").waitFor();
	expect(await workbench.items("userMessage").last().textContent()).toContain("leave it alone");
});

test("stop ends the turn and says so", async () => {
	const { endpoint, workbench } = await open();
	const parts = messageParts(["Once upon"]);
	endpoint.play(stream(created(), parts.start, ...parts.deltas, new Gate()));
	await workbench.say("Tell me a story");
	await workbench.items("agentMessage").getByText("Once upon").waitFor();
	await workbench.panel.getByRole("button", { name: "Stop" }).click();
	await workbench.transcript.getByText("Stopped. What was finished is kept.").waitFor();
	endpoint.play(answer(message("Another one.")));
	await workbench.say("Go on");
	await workbench.items("agentMessage").getByText("Another one.").waitFor();
});

test("an approval comes back after the window is loaded anew", async () => {
	const current = await open();
	const { endpoint, workbench, page } = current;
	endpoint.play(answer(escalated("echo after the reload")));
	await workbench.say("Run it");
	await workbench.approval("echo after the reload");
	endpoint.play(answer(escalated("echo after the reload")), answer(message("Ran it at last.")));
	await current.reload();
	await workbench.approval("echo after the reload");
	await page.keyboard.press("Enter");
	await workbench.showHeddle();
	await workbench.items("agentMessage").getByText("Ran it at last.").waitFor();
	await workbench.items("userMessage").getByText("Run it").waitFor();
	endpoint.verify();
});

test("an edit is shown as a diff and changes the file", async () => {
	const current = await open();
	const { endpoint, workbench, page } = current;
	const before = current.read("src/dates.js");
	const line = before.split("\n").find((each) => each.includes("return")) ?? "";
	const patch = `*** Begin Patch\n*** Update File: src/dates.js\n@@\n-${line}\n+${line} // checked\n*** End Patch\n`;
	endpoint.play(answer(customToolCall("apply_patch", patch)), answer(message("Edited.")));
	await workbench.say("Add a comment");
	await workbench.items("agentMessage").getByText("Edited.").waitFor();
	expect(current.read("src/dates.js")).toBe(before.replace(line, `${line} // checked`));
	const edit = workbench.items("fileChange");
	await edit.getByText("// checked").first().waitFor();
	await edit.getByRole("button", { name: "Open diff of src/dates.js" }).click();
	await page.locator(".monaco-diff-editor").waitFor();
	await page.locator(".tab", { hasText: "dates.js (edited by Heddle)" }).waitFor();
});

test("a missing key is named, with buttons", async () => {
	const { workbench } = await open({
		config: (endpoint) => endpoint.configToml("", "gpt-5.5", 'env_key = "SHOP_MODEL_KEY"'),
	});
	await workbench.say("Hello");
	const notice = workbench.transcript.getByRole("alert");
	await notice.getByText("SHOP_MODEL_KEY").waitFor();
	await notice.getByRole("button", { name: "Add a model key" }).waitFor();
});

function answerEnd() {
	return [
		{
			type: "response.completed",
			response: { id: "resp_end", usage: { input_tokens: 1, output_tokens: 1, total_tokens: 2 } },
		},
	];
}
