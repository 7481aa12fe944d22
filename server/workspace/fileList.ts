import { spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { internalError } from "#protocol/errors.ts";
import { shippedFile } from "../platform/shippedFile.ts";
import { isFolder } from "./isFolder.ts";

/** A file or a folder below one of the roots that were asked for. */
export interface ListedEntry {
	/** As the client wrote it. */
	readonly root: string;
	/** From the root on. */
	readonly path: string;
	readonly isDirectory: boolean;
}

/** @throws WireError -32603 when ripgrep is not where the product puts it */
export function findRipgrep(): string {
	const name = process.platform === "win32" ? "rg.exe" : "rg";
	const file = shippedFile(name, `@vscode/ripgrep-${process.platform}-${process.arch}/bin/${name}`);
	if (file === null)
		throw internalError(`the file search needs ${name}, which is not beside the server: install it again`);
	return file;
}

/**
 * Every file below `roots`, hidden ones too, but for what ignore files leave out, and the folders they lie in. A file that
 * several roots hold is listed under the innermost; a root that is no folder holds nothing.
 * @returns what was found so far when `signal` aborts
 * @throws WireError -32603 when ripgrep does not start
 */
export async function listEntries(
	ripgrep: string,
	roots: readonly string[],
	signal: AbortSignal,
): Promise<ListedEntry[]> {
	const folders = new Map<string, string>();
	for (const root of roots) {
		const folder = path.resolve(root);
		if (root !== "" && !folders.has(folder) && isFolder(folder)) folders.set(folder, root);
	}
	const entries: ListedEntry[] = [];
	for (const [folder, root] of folders) {
		const inner = [...folders.keys()].map((other) => path.relative(folder, other)).filter(isBelow);
		const known = new Set<string>();
		const add = (file: string, isDirectory: boolean) => {
			if (file === "." || known.has(file)) return;
			known.add(file);
			if (inner.some((other) => file === other || file.startsWith(other + path.sep))) return;
			entries.push({ root, path: file, isDirectory });
			add(path.dirname(file), true);
		};
		for await (const file of filesIn(ripgrep, folder, signal)) add(file, false);
	}
	return entries;
}

const isBelow = (relative: string) => relative !== "" && !relative.startsWith("..") && !path.isAbsolute(relative);

/** Unreadable folders are passed over. */
async function* filesIn(ripgrep: string, cwd: string, signal: AbortSignal): AsyncGenerator<string> {
	if (signal.aborted) return;
	const child = spawn(ripgrep, ["--no-config", "--files", "--hidden", "--follow", "--null"], {
		cwd,
		stdio: ["ignore", "pipe", "ignore"],
		windowsHide: true,
	});
	const stop = () => child.kill("SIGKILL");
	signal.addEventListener("abort", stop);
	try {
		await once(child, "spawn");
		let rest = "";
		for await (const text of child.stdout.setEncoding("utf8")) {
			const names = (rest + text).split("\0");
			rest = names.pop() ?? "";
			// A name that is not UTF-8 cannot be told, so that nobody could ask for the file.
			yield* names.filter((name) => !name.includes("\ufffd"));
		}
	} catch (error) {
		throw internalError(`cannot list the files in ${cwd}: ${error instanceof Error ? error.message : error}`);
	} finally {
		signal.removeEventListener("abort", stop);
		stop();
	}
}
