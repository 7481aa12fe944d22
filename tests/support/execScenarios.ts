import { answer, customToolCall, functionCall, httpError, message, type Reply, reasoning } from "./responsesEvents.ts";

/** Command lines that both programs get, one after the other in one home, with what the model answers in all of them. */
export interface ExecScenario {
	name: string;
	/** Made anew for each program. */
	model?: () => Reply[];
	/** `$ID` stands for the id of the thread of the run before. */
	runs: { args: string[]; stdin?: string }[];
	/** Whether the workspace is no repository. */
	isBare?: boolean;
	/** Whether the words of what fails are each program's own. */
	hasOwnWords?: boolean;
	/** Whether what the model is asked is each program's own. */
	hasOwnQuestion?: boolean;
}

const patch = [
	"*** Begin Patch",
	...["*** Add File: made.txt", "+one"],
	...["*** Update File: old.txt", "@@", "-old", "+new"],
	...["*** Delete File: gone.txt", "*** End Patch", ""],
].join("\n");

const verdict = JSON.stringify({
	findings: [
		{
			title: "[P1] Wrong",
			body: "It is wrong.",
			confidence_score: 0.9,
			priority: 1,
			code_location: { absolute_file_path: "/w/old.txt", line_range: { start: 1, end: 2 } },
		},
	],
	overall_correctness: "patch is incorrect",
	overall_explanation: "It breaks.",
	overall_confidence_score: 0.8,
});

const says = (text: string) => () => [answer(message(text))];
const json = (...args: string[]) => ["exec", "--json", ...args];

export const execScenarios: ExecScenario[] = [
	{ name: "an answer, as text", model: says("Hello"), runs: [{ args: ["exec", "hi"] }] },
	{ name: "an answer, as events", model: says("Hello"), runs: [{ args: json("hi") }] },
	{
		name: "reasoning, commands and an edit",
		model: () => [
			answer(reasoning(["Looking", "Thinking"]), functionCall("exec_command", { cmd: "echo hi" })),
			answer(message("First", { phase: "commentary" }), functionCall("exec_command", { cmd: "exit 3" })),
			answer(customToolCall("apply_patch", patch)),
			answer(message("Done", { phase: "final_answer" })),
		],
		runs: [{ args: json("-s", "workspace-write", "-o", "last.txt", "go") }],
	},
	{
		name: "a command that the sandbox refuses",
		model: () => [answer(functionCall("exec_command", { cmd: "touch made.txt 2>/dev/null" })), ...says("No")()],
		runs: [{ args: json("go") }],
	},
	{
		name: "what would need somebody's word",
		model: () => [
			answer(
				functionCall("exec_command", {
					cmd: "touch ../x",
					sandbox_permissions: "require_escalated",
					justification: "because",
				}),
			),
			answer(functionCall("exec_command", { cmd: "rm -rf old.txt" })),
			answer(customToolCall("apply_patch", patch)),
			...says("No")(),
		],
		runs: [{ args: json("go") }],
	},
	{
		name: "everything is allowed where that is asked for",
		model: () => [answer(functionCall("exec_command", { cmd: "echo out > ../out.txt" })), ...says("Done")()],
		runs: [{ args: json("--dangerously-bypass-approvals-and-sandbox", "go") }],
	},
	{
		name: "a command that outlives the turn",
		model: () => [
			answer(functionCall("exec_command", { cmd: "sleep 60; echo late", yield_time_ms: 250 })),
			...says("Not waiting")(),
		],
		runs: [{ args: json("go") }],
	},
	{
		name: "a failed turn, as events",
		model: () => [httpError(400, "bad thing")],
		runs: [{ args: json("go") }],
		hasOwnWords: true,
	},
	{ name: "a failed turn, as text", model: () => [httpError(400, "bad thing")], runs: [{ args: ["exec", "go"] }] },
	{ name: "a prompt from stdin", model: says("Read"), runs: [{ args: json("-"), stdin: "from stdin" }] },
	{ name: "stdin without a word", model: says("Read"), runs: [{ args: json(), stdin: "from stdin" }] },
	{ name: "stdin behind a word", model: says("Read"), runs: [{ args: ["exec", "word"], stdin: "one\ntwo" }] },
	{ name: "blank stdin behind a word", model: says("Read"), runs: [{ args: ["exec", "word"], stdin: " \n" }] },
	{ name: "nothing to ask", runs: [{ args: ["exec"] }, { args: json("-"), stdin: " \n" }] },
	{ name: "no repository", isBare: true, runs: [{ args: ["exec", "go"] }, { args: json("go") }] },
	{
		name: "no repository, wanted so",
		isBare: true,
		model: says("Fine"),
		runs: [{ args: ["exec", "--skip-git-repo-check", "go"] }],
	},
	{ name: "a repository above", model: says("Fine"), runs: [{ args: ["exec", "-C", "inner", "go"] }] },
	{
		name: "a saved thread goes on, by its id and as the last one",
		model: () => [...says("One")(), ...says("Two")(), ...says("Three")()],
		runs: [
			{ args: json("one") },
			{ args: json("resume", "$ID", "two") },
			{ args: json("resume", "--last"), stdin: "three" },
		],
	},
	{
		name: "nothing to go on with yet",
		model: () => [...says("One")(), ...says("Two")(), ...says("Three")()],
		runs: [
			{ args: json("resume", "--last", "one") },
			{ args: json("resume", "no such name", "two") },
			{ args: json("resume"), stdin: "three" },
		],
	},
	{ name: "a thread that is not there", runs: [{ args: json("resume", "01990000-0000-7000-8000-000000000000", "x") }] },
	{
		name: "a new thread with the history of a saved one",
		model: () => [...says("One")(), ...says("Two")()],
		runs: [{ args: json("one") }, { args: json("fork", "$ID", "two") }],
	},
	{
		name: "a copy of a thread that is not there",
		runs: [{ args: json("fork", "01990000-0000-7000-8000-000000000000", "x") }, { args: json("fork") }],
	},
	{
		name: "options before the command",
		model: says("Fine"),
		runs: [{ args: ["-c", "model_reasoning_effort=high", "-m", "gpt-6-astra", "exec", "--json", "go"] }],
	},
	{
		name: "a schema for the last message",
		model: says('{"a":1}'),
		runs: [
			{ args: ["exec", "--output-schema", "schema.json", "go"] },
			{ args: ["exec", "--output-schema", "absent.json", "go"] },
			{ args: ["exec", "--output-schema", "old.txt", "go"] },
		],
	},
	{
		name: "a picture",
		model: says("Seen"),
		runs: [{ args: json("-i", "dot.png", "--", "look") }],
	},
	{ name: "a last message that cannot be written", runs: [{ args: ["exec", "-o", "absent/last.txt", "go"] }] },
	{ name: "no last message", model: () => [answer()], runs: [{ args: ["exec", "-o", "last.txt", "go"] }] },
	{ name: "a provider that is not there", runs: [{ args: ["exec", "-c", "model_provider=absent", "go"] }] },
	{
		name: "a review of each target",
		model: () => [verdict, "Looks fine.", verdict, verdict].map((text) => answer(message(text))),
		runs: [
			{ args: json("review", "--uncommitted", "-o", "last.txt") },
			{ args: ["exec", "review", "--base", "main"] },
			{ args: ["-m", "gpt-5.5", "exec", "review", "--ephemeral", "--commit", "HEAD", "--title", "Second"] },
			{ args: ["review", "--uncommitted"] },
		],
		hasOwnQuestion: true,
	},
	{
		name: "a review in one's own words",
		model: () => [answer(message(verdict)), answer(message(verdict))],
		runs: [
			{ args: json("--skip-git-repo-check", "review", "look at old.txt"), stdin: "not read" },
			{ args: ["exec", "review", "-"], stdin: "look at gone.txt" },
		],
	},
	{
		name: "a review of nothing",
		runs: [
			{ args: ["exec", "review"] },
			{ args: ["exec", "review", ""] },
			{ args: ["exec", "review", "-"], stdin: " " },
			{ args: json("review", "--base", " ") },
			{ args: ["exec", "review", "--base", "main", "--commit", "HEAD"] },
			{ args: ["exec", "review", "--uncommitted", "words"] },
			{ args: ["exec", "review", "--title", "Second"] },
			{ args: ["review", "--json", "--uncommitted"] },
		],
	},
	{
		name: "a review that fails",
		model: () => [httpError(400, "bad thing")],
		runs: [{ args: ["exec", "review", "go"] }],
	},
	{ name: "a review outside of a repository", isBare: true, runs: [{ args: ["exec", "review", "go"] }] },
	{
		name: "a model of this machine, where there is none",
		runs: [
			{ args: ["exec", "--oss", "go"] },
			{ args: ["exec", "--oss", "--local-provider", "nosuch", "go"] },
			{ args: ["exec", "--oss", "-c", "oss_provider=nosuch", "go"] },
		],
	},
	{
		name: "a local provider that nobody asked for",
		model: says("Hi"),
		runs: [{ args: ["exec", "--local-provider", "ollama", "go"] }],
	},
	{ name: "a feature that nobody knows", runs: [{ args: ["exec", "--enable", "nosuch", "go"] }] },
	{
		name: "an older name of a feature",
		model: says("Fine"),
		runs: [{ args: ["exec", "--enable", "web_search", "go"] }],
	},
	{ name: "a value that is none of its option's", runs: [{ args: ["exec", "-s", "all", "go"] }] },
];
