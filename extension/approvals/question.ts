import type { ServerRequestParams } from "#protocol/messages.ts";
import type { ApprovalChoice, PendingApproval } from "../../webview/shared/bridge.ts";
import { plainCommand } from "../../webview/shared/plainCommand.ts";

type Choices = ApprovalChoice[];

/** How much of a command a question shows; the card shows it whole. */
const QUESTION_CHARS = 120;

const oneLine = (text: string) => text.replaceAll(/\s+/g, " ").trim();

function shortened(text: string): string {
	const line = oneLine(text);
	return line.length > QUESTION_CHARS ? `${line.slice(0, QUESTION_CHARS - 1)}…` : line;
}

/** The words of a prefix rule as a person would type them. */
export function prefixText(tokens: readonly string[]): string {
	return tokens
		.map((token) => (/^[\w@%+=:,./-]+$/.test(token) ? token : `'${token.replaceAll("'", "'\\''")}'`))
		.join(" ");
}

/** What a quick pick and a card ask about a command. `where` names the directory as a person knows it. */
export function commandQuestion(
	key: string,
	params: ServerRequestParams<"item/commandExecution/requestApproval">,
	where: (cwd: string) => string,
): PendingApproval {
	const { command, cwd, reason, networkApprovalContext: network, proposedExecpolicyAmendment: prefix } = params;
	const choices: Choices = [{ id: "accept", label: "Yes" }];
	if (prefix && prefix.length > 0) {
		const label = `Yes, and don't ask again for commands that start with \`${prefixText(prefix)}\``;
		choices.push({ id: "acceptPrefix", label });
	}
	choices.push(
		{ id: "acceptForSession", label: "Yes, for this session" },
		{ id: "decline", label: "No, and tell Heddle what to do differently" },
		{ id: "cancel", label: "Stop the turn" },
	);
	const facts = [reason, cwd ? `In ${where(cwd)}` : null].filter((fact) => fact != null);
	const question =
		network && !command
			? `Do you want to allow Heddle to reach ${network.host}?`
			: `Do you want to allow Heddle to run \`${shortened(plainCommand(command ?? ""))}\` in this workspace?`;
	return {
		key,
		threadId: params.threadId,
		question,
		facts,
		request: { method: "item/commandExecution/requestApproval", params },
		choices,
	};
}

/** What is asked about an edit. `files` are the paths it touches, as far as they are known. */
export function fileQuestion(
	key: string,
	params: ServerRequestParams<"item/fileChange/requestApproval">,
	files: readonly string[],
	where: (path: string) => string,
): PendingApproval {
	const [first] = files;
	const what =
		files.length === 1 && first !== undefined
			? `\`${where(first)}\``
			: files.length > 1
				? `${files.length} files`
				: "files";
	const facts = [
		params.reason,
		params.grantRoot ? `Asks to write below ${params.grantRoot}` : null,
		...(files.length > 1 ? [files.map(where).join(", ")] : []),
	];
	return {
		key,
		threadId: params.threadId,
		question: `Do you want to allow Heddle to edit ${what}?`,
		facts: facts.filter((fact) => fact != null),
		request: { method: "item/fileChange/requestApproval", params },
		choices: [
			{ id: "accept", label: "Yes" },
			{ id: "showDiff", label: "Show the changes first" },
			{ id: "acceptForSession", label: "Yes, for this session" },
			{ id: "decline", label: "No, and tell Heddle what to do differently" },
			{ id: "cancel", label: "Stop the turn" },
		],
	};
}
