import { KeyedQueue } from "#common/keyedQueue.ts";
import type { HandlerTable } from "../rpc/peer.ts";
import type { FileWatches } from "../workspace/fileWatches.ts";

type FileMethod =
	| "fs/readFile"
	| "fs/writeFile"
	| "fs/createDirectory"
	| "fs/getMetadata"
	| "fs/readDirectory"
	| "fs/remove"
	| "fs/copy"
	| "fs/watch"
	| "fs/unwatch";

const load = () => import("../workspace/files.ts");

/** The answers to `fs/*`. The files are the host's own: no sandbox stands between. */
export function fileHandlers(): Pick<HandlerTable, FileMethod> {
	let loading: Promise<FileWatches> | undefined;
	const watches = () => {
		loading ??= import("../workspace/fileWatches.ts").then(({ FileWatches }) => new FileWatches());
		return loading;
	};
	/** What big files take in memory is bounded: the next one is read when the answer before has left. */
	const bigReads = new KeyedQueue();
	return {
		"fs/readFile": async (params, { afterSent }) => {
			const { told, readableSize, readFile, readBigFile, BIG_BYTES } = await load();
			const size = await told(() => readableSize(params));
			if (size <= BIG_BYTES) return told(() => readFile(params));
			const { promise: sent, resolve: letGo } = Promise.withResolvers<void>();
			const read = async () => {
				try {
					return await told(() => readBigFile(params));
				} catch (error) {
					letGo();
					throw error;
				}
			};
			afterSent(letGo);
			return bigReads.run("", read, sent);
		},
		"fs/writeFile": async (params) => {
			const { told, writeFile } = await load();
			await told(() => writeFile(params));
			return {};
		},
		"fs/createDirectory": async (params) => {
			const { told, createDirectory } = await load();
			await told(() => createDirectory(params));
			return {};
		},
		"fs/getMetadata": async (params) => {
			const { told, metadata } = await load();
			return told(() => metadata(params));
		},
		"fs/readDirectory": async (params) => {
			const { told, readDirectory } = await load();
			return told(() => readDirectory(params));
		},
		"fs/remove": async (params) => {
			const { told, remove } = await load();
			await told(() => remove(params));
			return {};
		},
		"fs/copy": async (params) => {
			const { told, copy } = await load();
			await told(() => copy(params));
			return {};
		},
		"fs/watch": async (params, { peer }) => {
			const { told } = await load();
			return told(async () => (await watches()).watch(params, peer));
		},
		"fs/unwatch": async (params, { peer }) => {
			(await watches()).unwatch(params, peer);
			return {};
		},
	};
}
