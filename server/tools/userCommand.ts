import { randomUUID } from "node:crypto";
import { LONGEST_TIMER_MS } from "#common/timer.ts";
import type { TurnHost } from "../agent/turnHost.ts";
import { CommandProcess } from "../exec/commandProcess.ts";
import { commandEnvironment } from "../exec/environment.ts";
import { loginShell, shellCommand } from "../exec/shell.ts";
import { CommandItem } from "./commandItem.ts";
import { outputBudget } from "./execCommand.ts";
import { truncateMiddle } from "./outputLimits.ts";
import { RunningCommand } from "./runningCommand.ts";
import type { ToolContext } from "./session.ts";

/** By this a command of the person's own is known in the history. */
export const USER_COMMAND_TAG = "<user_shell_command>";
/** How long what it leaves behind may still add to its output, in milliseconds. */
const DRAIN_MS = 2000;
/** As `timeout` reports it. */
const TIMED_OUT = 124;

/**
 * Runs a command that the person themselves gave, in their shell and without a sandbox, as an item of the turn. It ends with the turn.
 * Resolves with what the model is to be told. Rejects with an AbortError when the turn is interrupted.
 */
export async function userCommand(
	context: ToolContext,
	script: string,
	timeoutMs: number,
	host: TurnHost,
): Promise<string> {
	const { cwd } = host.settings;
	const argv = shellCommand(loginShell(), script, host.config.allowLoginShell);
	const item = new CommandItem(randomUUID(), argv, script, cwd, host, "userShell");
	const command = new RunningCommand({ id: 0, itemId: item.id, script, cwd }, (delta) => item.addOutput(delta));
	item.start(null);
	try {
		const process_ = await CommandProcess.start({
			argv,
			cwd,
			environment: commandEnvironment(host.config.shellEnvironmentPolicy, process.env, context.threadId),
			streams: { terminal: null, hasStdin: false, outputs: "merged" },
			endsWithParent: false,
			owner: context.threadId,
			drainMs: DRAIN_MS,
			onOutput: (chunk) => command.push(chunk),
		});
		command.attach(process_, () => {});
	} catch (error) {
		const aggregatedOutput = `the command could not be started: ${error instanceof Error ? error.message : String(error)}`;
		item.complete("failed", { aggregatedOutput, exitCode: -1, durationMs: 0 });
		return report(script, -1, 0, aggregatedOutput);
	}
	let isStopped = false;
	try {
		await command.wait(Math.min(timeoutMs, LONGEST_TIMER_MS), host);
		isStopped = command.exitCode === null;
	} finally {
		// It has ended, or the time or the turn is over.
		await command.kill();
		const { aggregatedOutput, durationMs } = command;
		if (isStopped) item.complete("failed", { aggregatedOutput, exitCode: TIMED_OUT, durationMs });
		else item.completeWith(command);
	}
	const said = command.aggregatedOutput ?? "";
	const output = isStopped ? `${said}\n(stopped after ${timeoutMs} ms)` : said;
	const shown = truncateMiddle(output, outputBudget(null, host));
	return report(script, isStopped ? TIMED_OUT : (command.exitCode ?? -1), command.durationMs ?? 0, shown);
}

function report(script: string, exitCode: number, durationMs: number, output: string): string {
	return [
		USER_COMMAND_TAG,
		"The person ran this themselves:",
		"<command>",
		script,
		"</command>",
		`Exit code: ${exitCode}`,
		`Duration: ${(durationMs / 1000).toFixed(4)} seconds`,
		"Output:",
		output,
		"</user_shell_command>",
	].join("\n");
}
