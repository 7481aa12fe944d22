import { execFileSync } from "node:child_process";
import { afterEach, beforeAll, expect, test } from "vitest";
import { Editor, packagedExtension } from "./editor.ts";

let vsix: string;
let editor: Editor | undefined;

beforeAll(async () => {
	vsix = await packagedExtension();
});

afterEach(async ({ task }) => {
	await editor?.close(task.result?.state === "fail" ? task.name : undefined);
	editor = undefined;
});

/** A newcomer's editor: nothing is configured. */
async function open(): Promise<Editor> {
	editor = await Editor.open(vsix, { config: () => "" });
	await editor.workbench.showHeddle();
	return editor;
}

/** Says yes to whatever the lesson asks, by this means, until it has summed up. */
async function toTheEnd({ workbench }: Editor, approve: () => Promise<void>): Promise<void> {
	const done = workbench.items("agentMessage").locator("strong", { hasText: "Done." });
	const asked = workbench.panel.getByRole("region", { name: "Approval" });
	for (;;) {
		await done.or(asked).first().waitFor();
		if ((await done.count()) > 0) return;
		await approve();
		await asked.waitFor({ state: "detached" });
	}
}

function testsPass(folder: string): boolean {
	try {
		execFileSync(process.execPath, ["--test"], { cwd: folder, stdio: "ignore", env: { PATH: process.env.PATH } });
		return true;
	} catch {
		return false;
	}
}

test("the tour runs to its end by clicking", async () => {
	const current = await open();
	const { workbench, workspace } = current;
	expect(testsPass(workspace)).toBe(false);
	await workbench.panel.getByRole("button", { name: /Take the tour/ }).click();
	await workbench.panel.locator(".badge", { hasText: "Tour" }).waitFor();
	await toTheEnd(current, () =>
		workbench.panel
			.getByRole("region", { name: "Approval" })
			.getByRole("button", { name: "Yes 1", exact: true })
			.click(),
	);
	expect(testsPass(workspace)).toBe(true);
	expect(await workbench.items("fileChange").count()).toBeGreaterThan(0);
	expect(await workbench.panel.getByRole("list", { name: "Plan" }).locator("li.completed").count()).toBeGreaterThan(2);
});

test("the tour runs to its end by keyboard only", async () => {
	const current = await open();
	const { workbench, workspace, page } = current;
	await workbench.command("Heddle: Take the Tour");
	await toTheEnd(current, async () => {
		await workbench.quickPick.locator(".monaco-list-row.focused", { hasText: "Yes" }).waitFor();
		await page.keyboard.press("Enter");
	});
	expect(testsPass(workspace)).toBe(true);
});
