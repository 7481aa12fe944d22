import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { commands, extensions, Uri, window, workspace } from "vscode";

const EXTENSION = "heddle.heddle";

function extension() {
	const found = extensions.getExtension(EXTENSION);
	assert.ok(found, "the extension is installed");
	return found;
}

/** Resolves once `holds` does; looks again at each change of the open editors and, between them, each frame of the host. */
async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
	while (!(await holds())) await new Promise((resolve) => setImmediate(resolve));
}

/** Defines every suite; the globals are those of mocha's "tdd" interface. */
export function defineSuites(): void {
	suite("the extension", () => {
		test("is activated in the background and stays so", async () => {
			await extension().activate();
			assert.equal(extension().isActive, true);
		});

		test("has every command of its manifest", async () => {
			await extension().activate();
			const declared: { command: string }[] = extension().packageJSON.contributes.commands;
			const known = new Set(await commands.getCommands(true));
			assert.deepEqual(
				declared.map(({ command }) => command).filter((command) => !known.has(command)),
				[],
			);
			assert.ok(declared.length >= 15);
		});

		test("lets no workspace choose the server or the approval mode", () => {
			const configuration = workspace.getConfiguration("heddle");
			for (const key of ["server.path", "approvalMode"]) {
				assert.equal(configuration.inspect(key)?.workspaceValue, undefined);
			}
			const { properties } = extension().packageJSON.contributes.configuration;
			assert.equal(properties["heddle.server.path"].scope, "machine");
			assert.equal(properties["heddle.approvalMode"].scope, "application");
		});
	});

	suite("commands", () => {
		test("open configuration makes a first file that only its owner reads", async () => {
			await commands.executeCommand("heddle.openConfiguration");
			const file = path.join(process.env.HEDDLE_HOME ?? "", "config.toml");
			await until(() => window.activeTextEditor?.document.uri.fsPath === file);
			assert.match(window.activeTextEditor?.document.getText() ?? "", /model_providers/);
			assert.equal(fs.statSync(file).mode & 0o777, 0o600);
		});

		test("focus chat shows the panel", async () => {
			await commands.executeCommand("heddle.focusChat");
			await commands.executeCommand("heddle.newThread");
		});

		test("restart server leaves one server behind, not two", async () => {
			await commands.executeCommand("heddle.restartServer");
			await until(() => serversOf(process.pid).length === 1);
			const [before] = serversOf(process.pid);
			await commands.executeCommand("heddle.restartServer");
			await until(() => serversOf(process.pid).length === 1 && serversOf(process.pid)[0] !== before);
		});

		test("mention the selection puts the place into the composer without an error", async () => {
			const file = Uri.joinPath(workspace.workspaceFolders?.[0]?.uri ?? Uri.file("/"), "src/dates.js");
			await window.showTextDocument(file);
			await commands.executeCommand("heddle.addSelection");
		});
	});
}

/** Process ids of the app-servers that this extension host has started. */
function serversOf(parent: number): number[] {
	const children = fs.readFileSync(`/proc/${parent}/task/${parent}/children`, "utf8").trim().split(" ").filter(Boolean);
	return children.map(Number).filter((pid) => {
		try {
			return fs.readFileSync(`/proc/${pid}/cmdline`, "utf8").includes("app-server");
		} catch {
			return false;
		}
	});
}
