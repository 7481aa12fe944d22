import fs from "node:fs/promises";
import path from "node:path";
import { applyPatch, parsePatch, reversePatch } from "diff";
import {
	commands,
	type Disposable,
	EventEmitter,
	type TextDocumentContentProvider,
	Uri,
	window,
	workspace,
} from "vscode";
import type { FileUpdateChange } from "#protocol/item.ts";

const SCHEME = "heddle-diff";
/** How many sides of diffs are kept for editors that are still open. */
const KEPT = 40;

/** Shows edits in the native diff editor: both sides are computed from the item's diff and the file as it is. */
export class DiffView implements TextDocumentContentProvider, Disposable {
	readonly #contents = new Map<string, string>();
	readonly #registration = workspace.registerTextDocumentContentProvider(SCHEME, this);
	readonly #changed = new EventEmitter<Uri>();
	readonly onDidChange = this.#changed.event;

	provideTextDocumentContent(uri: Uri): string {
		return this.#contents.get(uri.toString()) ?? "";
	}

	/** @param applied whether the change is in the file already */
	async show(itemId: string, change: FileUpdateChange, cwd: string, applied: boolean): Promise<void> {
		const file = path.resolve(cwd, change.path);
		const sides = await sidesOf(change, file, applied);
		if (sides === null) {
			void window.showWarningMessage(`${path.basename(file)} has changed since; the file as it is now is shown.`);
			await window.showTextDocument(Uri.file(file));
			return;
		}
		const before = this.#side(itemId, file, "before", sides.before);
		const after = this.#side(itemId, file, "after", sides.after);
		const title = `${path.basename(file)} (${applied ? "edited" : "proposed"} by Heddle)`;
		await commands.executeCommand("vscode.diff", before, after, title, { preview: true });
	}

	dispose(): void {
		this.#registration.dispose();
		this.#changed.dispose();
	}

	#side(itemId: string, file: string, side: string, text: string): Uri {
		const uri = Uri.from({ scheme: SCHEME, path: file, query: `${itemId}&${side}` });
		const key = uri.toString();
		this.#contents.delete(key);
		this.#contents.set(key, text);
		for (const old of this.#contents.keys()) {
			if (this.#contents.size <= KEPT) break;
			this.#contents.delete(old);
		}
		this.#changed.fire(uri);
		return uri;
	}
}

async function sidesOf(
	change: FileUpdateChange,
	file: string,
	applied: boolean,
): Promise<{ before: string; after: string } | null> {
	if (change.kind.type === "add") return { before: "", after: change.diff };
	if (change.kind.type === "delete") return { before: change.diff, after: "" };
	const moved = change.kind.move_path;
	const current = await fs
		.readFile(applied && moved ? path.resolve(path.dirname(file), moved) : file, "utf8")
		.catch(() => "");
	const [patch] = parsePatch(change.diff);
	if (!patch) return null;
	const other = applyPatch(current, applied ? reversePatch(patch) : patch);
	if (other === false) return null;
	return applied ? { before: other, after: current } : { before: current, after: other };
}
