import { describe, expect, test } from "vitest";
import type { AskForApproval } from "#protocol/policy.ts";
import { type CommandRequest, decideCommand } from "../../../server/policy/commandDecision.ts";
import { isOverBroadPrefix, type PrefixRule } from "../../../server/policy/prefixRule.ts";

const allow = (...pattern: string[]): PrefixRule => ({ pattern, decision: "allow", justification: null });

function decide(script: string, approvalPolicy: AskForApproval, more: Partial<CommandRequest> = {}) {
	return decideCommand({
		script,
		display: script,
		cwd: "/srv/project",
		approvalPolicy,
		isRestricted: true,
		sandboxWorks: true,
		escalation: null,
		rules: [],
		...more,
	});
}

/** "run", "run free" (outside the sandbox), "ask", "ask free" or "reject". */
function verdict(...args: Parameters<typeof decide>): string {
	const decision = decide(...args);
	return decision.kind === "reject" ? "reject" : `${decision.kind}${decision.isSandboxed ? "" : " free"}`;
}

const granular = (sandbox_approval: boolean, rules: boolean): AskForApproval => ({
	granular: { sandbox_approval, rules, mcp_elicitations: true, request_permissions: false, skill_approval: false },
});

describe("without rules", () => {
	test.each([
		["ls -la src", "run", "run", "run"],
		["git status && rg foo | head -n 3", "run", "run", "run"],
		["npm test", "ask", "run", "run"],
		["ls; rm -rf ~", "ask", "ask", "reject"],
		["ls $(rm -rf ~)", "ask", "ask", "reject"],
		["bash -c 'rm -fr x'", "ask", "ask", "reject"],
		["sudo rm -f x", "ask", "ask", "reject"],
		["find . -delete", "ask", "run", "run"],
		["rg --pre sh foo", "ask", "run", "run"],
		["sed -i s/a/b/ f", "ask", "run", "run"],
		["cat a > b", "ask", "run", "run"],
		["LD_PRELOAD=./x ls", "ask", "run", "run"],
		["CI=1 ls", "run", "run", "run"],
	])("%s: untrusted %s, on-request %s, never %s", (script, untrusted, onRequest, never) => {
		expect([verdict(script, "untrusted"), verdict(script, "on-request"), verdict(script, "never")]).toEqual([
			untrusted,
			onRequest,
			never,
		]);
	});

	test("full access runs all but asks for what destroys, and never still runs it", () => {
		const free = { isRestricted: false };
		expect(verdict("npm test", "on-request", free)).toBe("run free");
		expect(verdict("rm -rf x", "on-request", free)).toBe("ask free");
		expect(verdict("rm -rf x", "never", free)).toBe("run free");
	});

	test("where no sandbox works nothing runs unasked", () => {
		const none = { sandboxWorks: false };
		for (const policy of ["untrusted", "on-request"] as const) expect(verdict("pwd", policy, none)).toBe("ask free");
		expect(verdict("pwd", "never", none)).toBe("reject");
	});

	test("escalation is asked with the model's question, and refused where asking is forbidden", () => {
		const escalation = { justification: "May I install?", prefixRule: ["npm", "install"] };
		expect(decide("npm install left-pad", "on-request", { escalation })).toEqual({
			kind: "ask",
			isSandboxed: false,
			reason: "May I install?",
			amendment: ["npm", "install"],
		});
		expect(verdict("npm install", "never", { escalation })).toBe("reject");
		expect(verdict("npm install", granular(false, true), { escalation })).toBe("reject");
	});

	test("the proposed rule is the first part that is asked about, and never a blank cheque", () => {
		const amendment = (script: string, prefixRule: string[] | null = null) => {
			const decision = decide(script, "untrusted", { escalation: prefixRule && { justification: null, prefixRule } });
			return decision.kind === "ask" ? decision.amendment : "not asked";
		};
		expect(amendment("ls && npm test && touch x")).toEqual(["npm", "test"]);
		expect(amendment("python3 -c 'print(1)'", ["python3"])).toEqual(["python3", "-c", "print(1)"]);
		expect(amendment("npm test && touch x", ["npm", "test"])).toEqual(["npm", "test"]);
		expect(amendment("rm -rf x")).toBeNull();
		expect(amendment("npm test > log")).toBeNull();
	});

	test.each([
		["bash"],
		["bash", "-lc"],
		["sudo"],
		["git"],
		["/usr/bin/python3"],
		["node", "-e"],
		["npm", "run"],
		["env"],
	])("%s %s is too broad a prefix", (...prefix) => {
		expect(isOverBroadPrefix(prefix)).toBe(true);
	});
	test("a script of its own is no broad prefix", () => expect(isOverBroadPrefix(["npm", "run", "lint"])).toBe(false));
});

describe("with an allow rule for npm test", () => {
	const rules = [allow("npm", "test")];
	test.each([
		"npm test",
		"npm test -- --watch=false",
		"cd packages/a && npm test",
		"CI=1 npm test",
		"npm test | tail -n 20",
		"npm test && npm test",
		"bash -lc 'npm test'",
	])("%s runs outside the sandbox, unasked", (script) => {
		expect(verdict(script, "untrusted", { rules })).toBe("run free");
		expect(verdict(script, "never", { rules, sandboxWorks: false })).toBe("run free");
	});
	test.each([
		"npm test; rm -rf ~",
		"npm test && touch x",
		"npm test > log",
		"npm test `id`",
		"cd /elsewhere && npm test",
		"cd .. && npm test",
		"PATH=. npm test",
		"npm test & id",
		"npm tests",
	])("%s is asked for", (script) => expect(verdict(script, "untrusted", { rules })).toMatch(/^ask/));
});

test("a stricter rule wins, also inside an opaque script", () => {
	const rules: PrefixRule[] = [
		allow("git"),
		{ pattern: ["git", ["push", "fetch"]], decision: "prompt", justification: "it leaves the machine" },
		{ pattern: ["git", "push", "--force"], decision: "forbidden", justification: null },
	];
	expect(verdict("git log", "untrusted", { rules })).toBe("run free");
	expect(decide("git push", "on-request", { rules })).toMatchObject({
		kind: "ask",
		reason: "`git push` requires approval: it leaves the machine",
	});
	expect(verdict("git push", "never", { rules })).toBe("reject");
	expect(verdict("git push", granular(true, false), { rules })).toBe("reject");
	expect(decide("git push --force", "on-request", { rules })).toEqual({
		kind: "reject",
		message: "`git push --force` rejected: policy forbids commands starting with `git push --force`",
	});
	expect(verdict('git push --force "$REMOTE"', "on-request", { rules })).toBe("reject");
});
