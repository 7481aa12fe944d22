import * as z from "zod";
import type { TurnHost } from "../agent/turnHost.ts";
import { outputBudget } from "./execCommand.ts";
import { clamp, formatReport } from "./outputLimits.ts";
import type { ToolContext } from "./session.ts";
import type { ToolOutput, ToolSpec } from "./tool.ts";
import { optionalCount, parseArguments } from "./toolArguments.ts";

/** After a write the reaction is waited for; a poll waits for news, longer. In milliseconds. */
const write = { least: 250, usual: 250, most: 30_000 };
const poll = { least: 5000, usual: 5000, most: 300_000 };
const interruptCharacter = "\u0003";

const Arguments = z.object({
	session_id: z.number(),
	chars: z.string().nullish(),
	yield_time_ms: optionalCount(),
	max_output_tokens: optionalCount(),
});

export const writeStdinSpec: ToolSpec = {
	type: "function",
	name: "write_stdin",
	description: "Writes to a command that still runs, or just waits for it, and returns the new output.",
	strict: false,
	parameters: {
		type: "object",
		properties: {
			session_id: { type: "number", description: "The session ID that exec_command returned." },
			chars: { type: "string", description: "What to write; empty to wait only. \\u0003 interrupts the command." },
			yield_time_ms: {
				type: "number",
				description:
					"How long to wait: 250 to 30000 after a write (default 250), 5000 to 300000 otherwise (default 5000).",
			},
			max_output_tokens: { type: "number", description: "Output longer than this loses its middle. Default 10000." },
		},
		required: ["session_id"],
		additionalProperties: false,
	},
};

/** Goes on with a running command. An interruption ends the wait and leaves the command running. */
export async function writeStdin(context: ToolContext, input: string, host: TurnHost): Promise<ToolOutput> {
	const args = parseArguments(Arguments, input);
	const chars = args.chars ?? "";
	const command = context.processes.get(args.session_id);
	if (!command) return failure(`no running command has the session ID ${args.session_id}`);
	const from = performance.now();
	if (chars !== "" && command.exitCode === null) {
		if (!command.write(chars)) {
			if (chars !== interruptCharacter) {
				return failure("the standard input of this command is closed; run it again with tty: true to keep it open");
			}
			command.interrupt();
		}
		host.notify("item/commandExecution/terminalInteraction", {
			itemId: command.itemId,
			processId: String(command.id),
			stdin: chars,
		});
	}
	const { least, usual, most } = chars === "" ? poll : write;
	await command.wait(clamp(args.yield_time_ms ?? usual, least, most), host);
	if (command.exitCode !== null) context.processes.remove(command.id);
	const text = formatReport({
		wallMs: performance.now() - from,
		exitCode: command.exitCode,
		sessionId: command.id,
		output: command.takeUnread(),
		maxTokens: outputBudget(args.max_output_tokens, host),
	});
	return { text, success: command.exitCode === null || command.exitCode === 0 };
}

function failure(message: string): ToolOutput {
	return { text: `write_stdin failed: ${message}`, success: false };
}
