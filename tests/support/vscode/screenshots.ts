import fs from "node:fs";
import path from "node:path";
import { Editor, packagedExtension } from "../../e2e/editor.ts";
import { answer, customToolCall, functionCall, message, reasoning } from "../responsesEvents.ts";

/** Takes the pictures of the marketplace page and of the README: every theme, two widths. `node screenshots.ts [folder]` */
const root = path.resolve(import.meta.dirname, "../../..");
const folder = process.argv[2] ?? path.join(root, "media/screenshots");
fs.mkdirSync(folder, { recursive: true });
const vsix = await packagedExtension();

const themes = { dark: "Default Dark Modern", light: "Default Light Modern", hc: "Default High Contrast" };

const patch = `*** Begin Patch
*** Update File: src/dates.js
@@
-	return year % 4 === 0 && year % 100 !== 0;
+	return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
*** End Patch
`;

function play(editor: Editor): void {
	const plan = (done: number) => ({
		plan: ["Find the failing test", "Correct the rule", "Run the tests again"].map((step, index) => ({
			step,
			status: index < done ? "completed" : index === done ? "in_progress" : "pending",
		})),
	});
	editor.endpoint.play(
		answer(
			reasoning(["**Looking for the rule of leap years**\n\nThe tests name the year 2000."]),
			functionCall("update_plan", plan(0)),
			functionCall("exec_command", { cmd: "node --test" }),
		),
		answer(
			message("The year 2000 is a leap year: 400 divides it. One line in `src/dates.js` leaves that rule out:"),
			functionCall("update_plan", plan(1)),
			customToolCall("apply_patch", patch),
		),
		answer(
			functionCall("update_plan", plan(2)),
			functionCall("exec_command", {
				cmd: "npm test",
				sandbox_permissions: "require_escalated",
				justification: "Confirms the fix",
				prefix_rule: ["npm", "test"],
			}),
		),
		answer(
			message(
				"The tests pass now. The rule as it stands:\n\n```js\nconst leap = (year) => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;\n```",
			),
			functionCall("update_plan", plan(3)),
		),
		answer(message("Anything else?")),
	);
}

async function widen(editor: Editor, to: number): Promise<void> {
	const sash = await editor.page.locator(".part.sidebar").boundingBox();
	if (!sash) return;
	const x = sash.x + sash.width;
	await editor.page.mouse.move(x, 400);
	await editor.page.mouse.down();
	await editor.page.mouse.move(sash.x + to, 400, { steps: 8 });
	await editor.page.mouse.up();
}

for (const [name, theme] of Object.entries(themes)) {
	for (const width of [300, 600]) {
		const settings = { "workbench.colorTheme": theme };
		const editor = await Editor.open(vsix, { settings, viewport: { width: 1280, height: 900 } });
		try {
			const { workbench, page } = editor;
			await workbench.showHeddle();
			await widen(editor, width);
			const shoot = (what: string) =>
				page.locator(".part.sidebar").screenshot({ path: path.join(folder, `${what}-${name}-${width}.png`) });
			play(editor);
			await workbench.say("run the tests and fix what fails");
			await workbench.approval("npm test");
			await page.keyboard.press("Escape");
			await workbench.panel.getByRole("region", { name: "Approval" }).waitFor();
			await shoot("approval");
			await workbench.panel.getByRole("region", { name: "Approval" }).getByRole("button").first().click();
			await workbench.items("agentMessage").getByText("Anything else?").waitFor();
			await workbench
				.items("agentMessage")
				.locator(".code-block .tok-token-function, .code-block .tok-token-keyword")
				.first()
				.waitFor();
			await shoot("conversation");
			await workbench.panel.getByRole("log").evaluate((element) => element.scrollTo(0, 0));
			await shoot("beginning");
		} finally {
			await editor.close();
		}
	}
}
