/** The steps of the lesson that call a tool, in their order. */
export type LessonStep = "plan" | "test" | "read" | "patch" | "retest" | "close";

/** One answer of the tour: what it says, and the tool it calls, if any. */
export interface LessonAnswer {
	text: string;
	call: { step: LessonStep; name: string; input: string; kind: "function" | "custom" } | null;
}

/** What became of a command, as the text that the model sees tells. */
export type CommandResult =
	| { kind: "exited"; code: number; output: string }
	| { kind: "running"; sessionId: number }
	/** Declined, rejected by policy, or impossible to start. */
	| { kind: "notRun"; why: string };

/** What the lesson knows when it answers. All of it was looked up, nothing assumed. */
export interface LessonState {
	isSampleWorkspace: boolean;
	cwd: string;
	/** The person is asked before commands leave the sandbox. */
	mayAsk: boolean;
	/** Whether the source file holds the bug, the fix, or neither. */
	source: "buggy" | "fixed" | "other";
	/** Whether an answer that stopped the lesson has been given, and the person has written since. */
	resumed: boolean;
	planned: boolean;
	test: CommandResult | null;
	read: CommandResult | null;
	/** What the model saw of the edit; null before it. */
	patch: string | null;
	retest: CommandResult | null;
	closed: boolean;
	/** The final words have been said. */
	finished: boolean;
}

export const SOURCE_FILE = "src/dates.js";
export const BUGGY_LINE = "\treturn year % 4 === 0 && year % 100 !== 0;";
export const FIXED_LINE = "\treturn (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;";
const FAILING_TEST = "every fourth century is a leap year";

const PATCH = `*** Begin Patch
*** Update File: ${SOURCE_FILE}
@@ export function isLeapYear(year) {
-${BUGGY_LINE}
+${FIXED_LINE}
*** End Patch
`;

const GET_A_MODEL =
	"To work with a real model, run **Heddle: Open Configuration** and add a key or a local model server, then start a new thread.";

const INTRODUCTION = `**This is Heddle's offline tour.** There is no model behind it: you see a fixed lesson, and what you type does not change it. Everything else is real. The commands run on your machine, the approvals wait for your answer, and the edit changes a file of this sample project.

The lesson: one of the project's tests fails. I will find out why, fix the cause, and check. Here is my plan.`;

const STEPS = ["Run the tests", "Read the code that fails", "Fix it", "Run the tests again"];

/** The answer to the state of the lesson. */
export function lessonAnswer(state: LessonState): LessonAnswer {
	if (state.finished) return say(AFTER_THE_LESSON);
	if (!state.isSampleWorkspace) return say(notTheSampleWorkspace(state.cwd));
	if (!state.planned) return { text: INTRODUCTION, call: plan("plan", 0) };
	return firstRun(state) ?? reading(state) ?? fixing(state) ?? secondRun(state) ?? closing(state);
}

function firstRun({ test, mayAsk, resumed, source }: LessonState): LessonAnswer | null {
	const how = mayAsk
		? "`npm test` runs programs of this workspace, so I ask you first. Look at the command, then allow it."
		: "Approvals are switched off in this thread, so `npm test` runs at once, in the sandbox.";
	if (test === null) return { text: `First I run the tests. ${how}`, call: npmTest("test", mayAsk) };
	if (test.kind === "running") return poll("test", test.sessionId);
	if (test.kind === "exited" && test.code !== 0 && test.output.includes(FAILING_TEST)) return null;
	if (source === "fixed" && test.kind === "exited" && test.code === 0) {
		return say(
			`All tests pass, so the bug was already fixed, perhaps by an earlier tour. To see the lesson again, undo the change in \`${SOURCE_FILE}\` and start a new thread. ${GET_A_MODEL}`,
		);
	}
	if (resumed) return { text: `Once more, then: \`npm test\`. ${how}`, call: npmTest("test", mayAsk) };
	return say(commandProblem(test));
}

function reading({ read, source, resumed }: LessonState): LessonAnswer | null {
	const call = command("read", { cmd: `cat ${SOURCE_FILE}` });
	if (read === null) {
		return {
			text: `One test fails: *${FAILING_TEST}*. It wants the year 2000 to be a leap year. I read the function it calls. Reading is harmless, so the sandbox is enough for it.`,
			call,
		};
	}
	if (read.kind === "running") return poll("read", read.sessionId);
	if (read.kind === "exited" && read.code === 0) {
		if (source !== "other") return null;
		return say(
			`\`${SOURCE_FILE}\` is not as the lesson expects it: somebody changed it. Restore the sample workspace and start a new thread to take the tour from the beginning.`,
		);
	}
	if (resumed) return { text: `I try again to read \`${SOURCE_FILE}\`.`, call };
	return say(commandProblem(read));
}

function fixing({ patch, source, resumed }: LessonState): LessonAnswer | null {
	if (source === "fixed") return null;
	const call = { step: "patch", name: "apply_patch", input: PATCH, kind: "custom" } as const;
	if (patch === null) {
		return {
			text: "Found it. Every hundredth year is no leap year, and the function knows that; but every *four hundredth* year is one again, and that rule is missing. I add it. The change appears as a diff.",
			call,
		};
	}
	if (resumed) return { text: "I propose the same change again.", call };
	return say(
		`The file was not changed. What I was told: “${firstLine(patch)}” That is fine: nothing is written without your consent. Write anything, and I propose the change again.`,
	);
}

function secondRun({ retest, mayAsk, resumed, patch }: LessonState): LessonAnswer | null {
	const call = npmTest("retest", mayAsk);
	if (retest === null) {
		const changed = patch === null ? `\`${SOURCE_FILE}\` has the missing rule now.` : "The rule is in.";
		return { text: `${changed} Whether that was all, the tests must say, so I run them again.`, call };
	}
	if (retest.kind === "running") return poll("retest", retest.sessionId);
	if (retest.kind === "exited" && retest.code === 0) return null;
	if (resumed) return { text: "I run the tests once more.", call };
	return say(commandProblem(retest));
}

function closing({ closed, test, retest }: LessonState): LessonAnswer {
	if (!closed) return { text: "They pass.", call: plan("close", STEPS.length) };
	const before = test?.kind === "exited" ? `exit code ${test.code}` : "a failure";
	const after = retest?.kind === "exited" ? `exit code ${retest.code}` : "success";
	return say(`**Done.** The tests went from ${before} to ${after}, with one changed line in \`${SOURCE_FILE}\`.

What you have seen: a plan, a command that waited for your approval, its output, an edit as a diff, and a check at the end. With a real model it is the same, for your own project and in your own words.

${GET_A_MODEL}`);
}

const AFTER_THE_LESSON = `The lesson is over, and the tour has no model that could answer you. ${GET_A_MODEL}`;

function notTheSampleWorkspace(cwd: string): string {
	return `**This is Heddle's offline tour.** There is no model behind it: it plays a fixed lesson on a small sample project, and \`${cwd}\` is not that project. Nothing was run or changed here.

To take the tour, choose **Take the tour** in Heddle's panel, which opens the sample project. ${GET_A_MODEL}`;
}

function commandProblem(result: CommandResult): string {
	if (result.kind === "notRun") {
		return `The command was not run. What I was told: “${firstLine(result.why)}” That is fine: without your consent nothing runs. In this fixed lesson I cannot do it another way; write anything, and I ask again.`;
	}
	if (result.kind === "running") return "The command is still running.";
	if (
		result.code === 127 ||
		/npm(\.cmd)?: (command )?not found|'npm' is not recognized|npm: The term/i.test(result.output)
	) {
		return "`npm` was not found. The lesson's project needs Node.js 20 or later, which brings npm along: install it from <https://nodejs.org>, reload the window, and write anything to go on.";
	}
	const tail = result.output.trim().split("\n").slice(-8).join("\n");
	return `That is not what the lesson expects: the command ended with exit code ${result.code}.\n\n\`\`\`text\n${tail}\n\`\`\`\n\nI will not pretend otherwise. Once the cause is removed, write anything, and I try again.`;
}

const say = (text: string): LessonAnswer => ({ text, call: null });

function command(step: LessonStep, args: Record<string, unknown>) {
	return {
		step,
		name: "exec_command",
		input: JSON.stringify({ ...args, yield_time_ms: 30_000 }),
		kind: "function",
	} as const;
}

function npmTest(step: "test" | "retest", mayAsk: boolean) {
	return command(step, {
		cmd: "npm test",
		...(mayAsk
			? {
					sandbox_permissions: "require_escalated",
					justification: "May the tests of the sample project run?",
					prefix_rule: ["npm", "test"],
				}
			: {}),
	});
}

function poll(step: LessonStep, sessionId: number): LessonAnswer {
	const input = JSON.stringify({ session_id: sessionId, chars: "", yield_time_ms: 30_000 });
	return { text: "It is still running; I wait.", call: { step, name: "write_stdin", input, kind: "function" } };
}

function plan(step: "plan" | "close", done: number) {
	const steps = STEPS.map((text, i) => ({
		step: text,
		status: i < done ? "completed" : i === done ? "in_progress" : "pending",
	}));
	return { step, name: "update_plan", input: JSON.stringify({ plan: steps }), kind: "function" } as const;
}

const firstLine = (text: string) => text.trim().split("\n", 1)[0] ?? "";
