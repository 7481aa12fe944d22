import { randomUUID } from "node:crypto";
import fs from "node:fs/promises";
import path from "node:path";
import { withoutKeys } from "#common/keyPattern.ts";
import { internalError, invalidRequest, WireError } from "#protocol/errors.ts";
import type { RequestParams, RequestResult } from "#protocol/messages.ts";
import { isSystemError, systemErrorText } from "../common/systemError.ts";
import { withoutSecrets } from "../model/credentials.ts";
import { decoded, linesOfFile } from "../storage/lineSpans.ts";
import { storedStat } from "../storage/storedFile.ts";
import { checkId } from "../threads/threadErrors.ts";
import { uuidv7 } from "../threads/uuid.ts";
import { zipArchive } from "../workspace/zipArchive.ts";
import type { Services } from "./services.ts";

type Params = RequestParams<"feedback/save">;

interface Attachment {
	filename: string;
	contentType: string;
	content: Buffer;
}

/** How many bytes all attachments may have together. */
const MAX_ATTACHED_BYTES = 256 * 1024 * 1024;

/** How the report's title names a classification; others are `Other`. */
const TITLES: Readonly<Record<string, string>> = {
	bug: "Bug",
	bad_result: "Bad result",
	good_result: "Good result",
	safety_check: "Safety check",
};
const PROBLEMS: ReadonlySet<string> = new Set(["bug", "bad_result", "safety_check"]);

/**
 * Writes a report as a new zip archive that only its owner may read: `report.json`, what is attached, `manifest.json`.
 * @throws WireError -32600 for a path that is not absolute, -32603 `failed to save feedback: …` for what cannot be read or written
 */
export async function saveReport(params: Params, services: Services): Promise<RequestResult<"feedback/save">> {
	if (!path.isAbsolute(params.savePath)) throw invalidRequest("feedback savePath must be an absolute host path");
	if (params.threadId !== null) checkId(params.threadId);
	const savedPath = path.resolve(params.savePath);
	if (await exists(savedPath)) throw cannotSave("feedback save path already exists");
	const threadId = params.threadId ?? `no-active-thread-${uuidv7()}`;
	const attachments = await told(() => attached(params, services));
	const named = attachments.map((each, index) => ({
		...each,
		entry: `attachments/${String(index).padStart(4, "0")}/${each.filename}`,
	}));
	const manifest = named.map(({ entry, filename, contentType }) => ({ entry, filename, contentType }));
	const archive = await zipArchive(
		[
			{ name: "report.json", content: json(report(params, threadId, services)) },
			...named.map(({ entry, content }) => ({ name: entry, content })),
			{ name: "manifest.json", content: json(manifest) },
		],
		new Date(),
	);
	await told(() => writeNew(savedPath, archive));
	return { savedPath, threadId, promptHash: null };
}

function report({ classification, reason, tags }: Params, threadId: string, { source, version }: Services) {
	const title = `[${TITLES[classification] ?? "Other"}]: Heddle session ${threadId}`;
	return {
		event_id: randomUUID().replaceAll("-", ""),
		...(PROBLEMS.has(classification) ? {} : { level: "info" }),
		message: title,
		timestamp: Date.now() / 1000,
		...(reason === null ? {} : { exception: { values: [{ type: title, value: reason }] } }),
		tags: {
			...tags,
			classification,
			cli_version: version,
			...(reason === null ? {} : { reason }),
			session_source: typeof source === "string" ? source : "custom",
			thread_id: threadId,
		},
	};
}

/** With `includeLogs` the log and the thread's rollout, keys taken out; then the files the client names, as they are. */
async function attached({ includeLogs, threadId, extraLogFiles }: Params, services: Services): Promise<Attachment[]> {
	const attachments: Attachment[] = [];
	let left = MAX_ATTACHED_BYTES;
	const read = async (file: string): Promise<Buffer> => {
		const stat = await fs.stat(file).catch((error: unknown) => {
			throw cannotSave(`failed to read selected attachment ${file}: ${reasonOf(error)}`);
		});
		if (!stat.isFile() || stat.size > left) throw tooLong(file);
		left -= stat.size;
		return fs.readFile(file);
	};
	if (includeLogs) {
		const clean = await redactor(services);
		attachments.push(textFile("heddle-logs.log", Buffer.from(clean(services.recentLog()))));
		const rollout = threadId === null ? null : (await services.threads.store.get(threadId))?.path;
		if (rollout) {
			const size = storedStat(rollout)?.size ?? 0;
			if (size > left) throw tooLong(rollout);
			left -= size;
			const text = Array.from(linesOfFile(rollout), ({ raw }) => `${decoded(raw)}\n`).join("");
			attachments.push(textFile(path.basename(rollout), Buffer.from(clean(text))));
		}
	}
	for (const file of new Set(extraLogFiles ?? [])) attachments.push(textFile(path.basename(file), await read(file)));
	return attachments;
}

const tooLong = (file: string) =>
	cannotSave(`selected attachment ${file} is missing, nonregular, or exceeds the remaining decoded size limit`);

const textFile = (filename: string, content: Buffer): Attachment => ({ filename, contentType: "text/plain", content });

/** Takes out the keys of the providers, what the environment calls one, and whatever looks like one. */
async function redactor({ threads, env, cwd }: Services): Promise<(text: string) => string> {
	const providers = [...threads.config.effective(cwd).providers.values()];
	const secrets = [
		...(await Promise.all(providers.map(({ signedInKey }) => keyOf(signedInKey)))),
		...providers.flatMap(({ httpHeaders }) => Object.values(httpHeaders)),
		...Object.entries(env).flatMap(([name, value]) => (/KEY|SECRET|TOKEN|PASSWORD/i.test(name) ? [value ?? ""] : [])),
		...providers.flatMap(({ envHttpHeaders }) => Object.values(envHttpHeaders).map((name) => env[name] ?? "")),
	];
	return (text) => withoutKeys(withoutSecrets(text, secrets));
}

/** A keyring that cannot be read holds no key that the text could have. */
async function keyOf(signedInKey: () => Promise<string | null>): Promise<string> {
	try {
		return (await signedInKey()) ?? "";
	} catch {
		return "";
	}
}

async function exists(file: string): Promise<boolean> {
	return fs.access(file).then(
		() => true,
		() => false,
	);
}

async function writeNew(file: string, content: Buffer): Promise<void> {
	const handle = await fs.open(file, "wx", 0o600);
	try {
		await handle.writeFile(content);
	} catch (error) {
		await fs.rm(file, { force: true });
		throw error;
	} finally {
		await handle.close();
	}
}

async function told<T>(task: () => Promise<T>): Promise<T> {
	try {
		return await task();
	} catch (error) {
		throw error instanceof WireError ? error : cannotSave(reasonOf(error));
	}
}

/** Why a file could not be used. @throws what is no refusal of the system or of Node's own check for NUL */
function reasonOf(error: unknown): string {
	if (isSystemError(error)) return systemErrorText(error);
	const isNul = error instanceof TypeError && "code" in error && error.code === "ERR_INVALID_ARG_VALUE";
	if (isNul) return "file name contained an unexpected NUL byte";
	throw error;
}

const json = (value: unknown) => Buffer.from(JSON.stringify(value));
const cannotSave = (reason: string) => internalError(`failed to save feedback: ${reason}`);
