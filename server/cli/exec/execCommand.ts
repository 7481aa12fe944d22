import fs from "node:fs";
import path from "node:path";
import { type ConfigFlags, ConfigStore } from "../../config/configStore.ts";
import { requireUsable } from "../../config/strictConfig.ts";
import type { ParsedArguments } from "../commandLine.ts";
import { configFlags } from "../configOptions.ts";
import { heddleHome } from "../home.ts";
import { LocalClient } from "../localClient.ts";
import { ServerProcess } from "../serverProcess.ts";
import { version } from "../version.ts";
import { ExecRun, UNWANTED_NOTIFICATIONS } from "./execRun.ts";
import { JsonReporter } from "./jsonReporter.ts";
import { chosenModel } from "./localModel.ts";
import { readPrompt } from "./prompt.ts";
import { findThread, lastThread } from "./savedThread.ts";
import { promptTask, reviewTask, type Task } from "./task.ts";
import { TextReporter } from "./textReporter.ts";

/** How long the end of turns and processes may take before the process leaves all the same. */
const SHUTDOWN_LIMIT_MS = 3000;

/** Runs one turn in a new thread, without anybody to ask. Exits with 1 unless the turn ends well. */
export async function runExec(args: ParsedArguments): Promise<void> {
	const [word = null] = args.positionals;
	await run(args, async () => promptTask(args, await readPrompt(word, true)), newThread(args));
}

/** Runs a review in a new thread. */
export async function runReview(args: ParsedArguments): Promise<void> {
	await run(args, () => reviewTask(args), newThread(args));
}

function newThread(args: ParsedArguments): Open {
	return ({ client, params, modelProvider }) => {
		const origin = { ephemeral: args.has("ephemeral"), threadSource: args.text("thread-source") };
		return client.request("thread/start", { ...params, ...origin, modelProvider });
	};
}

/** The same in a thread that there is; in a new one where there is none of that name or none yet, as with the reference. */
export async function runResume(args: ParsedArguments): Promise<void> {
	const isLast = args.has("last");
	const [first = null, second = null] = args.positionals;
	// With --last a single word is what to ask.
	const word = isLast && second === null ? first : second;
	await run(
		args,
		async () => promptTask(args, await readPrompt(word, false)),
		async (opening) => {
			const { client, cwd, params } = opening;
			let threadId: string | null = null;
			if (isLast) threadId = await lastThread(client, args.has("all") ? null : cwd);
			else if (first !== null) threadId = await findThread(client, first);
			if (threadId !== null) return client.request("thread/resume", { ...params, threadId, excludeTurns: true });
			const named = first !== null && !isLast ? `no thread named "${first}"` : "no thread to resume";
			const missing = isLast && !args.has("all") ? `${named} in ${cwd}, and --all looks in every folder` : named;
			process.stderr.write(`warning: There is ${missing}: a new one begins.\n`);
			return newThread(args)(opening);
		},
	);
}

/** The same in a new thread with the history of one that there is. Without anything to ask the thread is all there is to it. */
export async function runFork(args: ParsedArguments): Promise<void> {
	const [source = "", word = null] = args.positionals;
	const open: Open = async ({ client, params }) => {
		const threadId = await findThread(client, source);
		if (threadId === null) throw new Error(`There is no thread named "${source}".`);
		const origin = { ephemeral: args.has("ephemeral"), threadSource: args.text("thread-source") };
		return client.request("thread/fork", { ...params, ...origin, threadId, excludeTurns: true });
	};
	await run(args, async () => (word === null ? null : promptTask(args, await readPrompt(word, false))), open);
}

interface Opening {
	client: LocalClient;
	cwd: string;
	/** The one that the configuration names, known or not; null when it names none. */
	modelProvider: string | null;
	params: { cwd: string; approvalPolicy: "never"; model: string | null };
}

type Open = (opening: Opening) => Promise<Parameters<ExecRun["begin"]>[0]>;

/** @param prepare resolves with null where there is nothing to do but to open the thread */
async function run(args: ParsedArguments, prepare: () => Promise<Task | null>, open: Open): Promise<void> {
	const cwd = workingFolder(args);
	const home = heddleHome();
	const { flags, model } = await chosenModel(args, home, cwd, execFlags(args, home, cwd));
	const config = new ConfigStore(home, flags);
	if (args.has("strict-config")) requireUsable(config);
	const task = await prepare();
	checkFolder(args, config, cwd);
	const lastMessage = openLastMessage(args.text("output-last-message"));
	const server = new ServerProcess(home, flags, { source: "exec", ignoresRules: args.has("ignore-rules") });
	const client = new LocalClient(server);
	const reporter = args.has("json") ? new JsonReporter() : new TextReporter(colorOf(args));
	const execRun = new ExecRun(client, reporter);
	const leave = leaveOnSignals(server, execRun);
	try {
		const clientInfo = { name: "heddle_exec", title: "Heddle exec", version };
		await client.initialize(clientInfo, { optOutNotificationMethods: UNWANTED_NOTIFICATIONS });
		const params = { cwd, approvalPolicy: "never", model } as const;
		const { model_provider: named } = config.effective(cwd).raw;
		const modelProvider = typeof named === "string" ? named : null;
		execRun.begin(await open({ client, cwd, modelProvider, params }), task?.words ?? null);
		if (task !== null) {
			const status = await execRun.turn(task.start);
			const message = execRun.finish(status);
			if (lastMessage) writeLastMessage(lastMessage, message);
			if (status !== "completed") process.exitCode ??= 1;
		}
	} catch (error) {
		console.error(`heddle: ${error instanceof Error ? error.message : String(error)}`);
		process.exitCode ??= 1;
	}
	await leave();
}

function workingFolder(args: ParsedArguments): string {
	const cwd = path.resolve(args.text("cd") ?? "");
	if (!fs.statSync(cwd, { throwIfNoEntry: false })?.isDirectory()) throw new Error(`${cwd} is not a folder`);
	return cwd;
}

/** What the options say as configuration: above the `-c` of the same command line. */
function execFlags(args: ParsedArguments, home: string, cwd: string): ConfigFlags {
	const flags = configFlags(args);
	const isFree = args.has("dangerously-bypass-approvals-and-sandbox");
	const mode = isFree ? "danger-full-access" : args.text("sandbox");
	const overrides = [...flags.overrides, ...(mode === null ? [] : [`sandbox_mode=${JSON.stringify(mode)}`])];
	const added = args.texts("add-dir").map((folder) => path.resolve(cwd, folder));
	if (added.length > 0) {
		const { sandboxWorkspaceWrite } = new ConfigStore(home, flags).effective(cwd);
		const roots = JSON.stringify([...sandboxWorkspaceWrite.writableRoots, ...added]);
		overrides.push(`sandbox_workspace_write.writable_roots=${roots}`);
	}
	return { ...flags, overrides };
}

/** @throws Error where nothing could be taken back: outside a repository, unless that is wanted */
function checkFolder(args: ParsedArguments, config: ConfigStore, cwd: string): void {
	if (args.has("trust")) config.trust(cwd);
	const isWanted = args.has("skip-git-repo-check") || args.has("dangerously-bypass-approvals-and-sandbox");
	if (isWanted || isInRepository(cwd) || config.isTrusted(cwd)) return;
	throw new Error("Not inside a trusted directory and --skip-git-repo-check was not specified.");
}

function isInRepository(folder: string): boolean {
	if (fs.existsSync(path.join(folder, ".git"))) return true;
	const above = path.dirname(folder);
	return above !== folder && isInRepository(above);
}

interface LastMessageFile {
	path: string;
	descriptor: number;
}

/** Opened first: a turn is not begun whose message could not be written. */
function openLastMessage(file: string | null): LastMessageFile | null {
	if (file === null) return null;
	try {
		return { path: file, descriptor: fs.openSync(file, "w") };
	} catch (error) {
		throw new Error(`Failed to open last message file "${file}": ${reasonOf(error)}`);
	}
}

function writeLastMessage({ path: file, descriptor }: LastMessageFile, message: string | null): void {
	if (message === null) console.error(`Warning: no last agent message; wrote empty content to ${file}`);
	else fs.writeFileSync(descriptor, message);
	fs.closeSync(descriptor);
}

function colorOf(args: ParsedArguments): "always" | "never" | "auto" {
	const color = args.text("color");
	return color === "always" || color === "never" ? color : "auto";
}

/**
 * The first Ctrl-C interrupts the turn, which then ends as every turn does; another one, or any other signal, ends the process with
 * everything it started. A reader of stdout that leaves ends it too.
 * @returns what ends the server, for the regular end
 */
function leaveOnSignals(server: ServerProcess, execRun: ExecRun): () => Promise<void> {
	let leaving: Promise<void> | null = null;
	const leave = () => {
		leaving ??= Promise.all([server.close(), written()]).then(() => process.exit());
		setTimeout(() => process.exit(), SHUTDOWN_LIMIT_MS);
		return leaving;
	};
	let isInterrupted = false;
	process.on("SIGINT", () => {
		process.exitCode = 1;
		if (isInterrupted || !execRun.interrupt()) void leave();
		isInterrupted = true;
	});
	for (const signal of ["SIGTERM", "SIGHUP"] as const) {
		process.on(signal, () => {
			process.exitCode = 128 + (signal === "SIGTERM" ? 15 : 1);
			void leave();
		});
	}
	process.stdout.on("error", () => {
		process.exitCode = 1;
		void leave();
	});
	return leave;
}

/** Resolves when stdout has taken everything, or takes no more. */
const written = () => new Promise<void>((resolve) => process.stdout.write("", () => resolve()));

const reasonOf = (error: unknown) => (error instanceof Error ? error.message : String(error));
