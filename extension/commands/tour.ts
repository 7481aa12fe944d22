import fs from "node:fs/promises";
import path from "node:path";
import { type ExtensionContext, Uri, workspace } from "vscode";

const FILES = ["package.json", "src", "test"];

/** The lesson's folder: the open one when it is the sample, else a fresh copy of the sample in the extension's own storage. */
export async function tourFolder(context: ExtensionContext): Promise<string> {
	const open = workspace.workspaceFolders?.[0]?.uri.fsPath;
	if (open !== undefined && workspace.isTrusted && (await isSample(open))) return open;
	const folder = path.join(context.globalStorageUri.fsPath, `tour-${Date.now().toString(36)}`);
	await fs.mkdir(path.dirname(folder), { recursive: true });
	await fs.cp(Uri.joinPath(context.extensionUri, "media/tour").fsPath, folder, { recursive: true });
	return folder;
}

async function isSample(folder: string): Promise<boolean> {
	try {
		const manifest: unknown = JSON.parse(await fs.readFile(path.join(folder, "package.json"), "utf8"));
		const named =
			typeof manifest === "object" && manifest !== null && "name" in manifest && manifest.name === "heddle-tour";
		await Promise.all(FILES.map((file) => fs.access(path.join(folder, file))));
		return named;
	} catch {
		return false;
	}
}
