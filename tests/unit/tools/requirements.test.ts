import fs from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import type { Requirements } from "../../../server/config/requirements.ts";
import { effectiveConfig } from "../../support/fakeTurnHost.ts";
import { ToolHost } from "./toolHost.ts";

/** A turn under what an administrator requires. */
function required(requirements: Partial<Requirements>, settings: ConstructorParameters<typeof ToolHost>[0] = {}) {
	const { requirements: none } = effectiveConfig();
	return new ToolHost(settings, { requirements: { ...none, file: "/etc/requirements.toml", ...requirements } });
}

const escalated = { sandbox_permissions: "require_escalated", justification: "May I?" };

test("a rule of an administrator stops a command that the person's own rule allows, also by its path", async () => {
	const rule = { pattern: ["touch"], decision: "forbidden" as const, justification: "not here" };
	await using host = required({ rules: [rule] });
	fs.mkdirSync(path.join(host.home, "rules"), { recursive: true });
	fs.writeFileSync(path.join(host.home, "rules/default.rules"), 'prefix_rule(pattern=["touch"], decision="allow")\n');
	for (const command of ["touch made", "/usr/bin/touch made", "true && touch made", "echo $(touch made)"])
		expect((await host.exec(command)).text).toMatch(/rejected: not here$/);
	expect(fs.existsSync(path.join(host.workspace, "made"))).toBe(false);
	expect((await host.exec("echo fine")).success).toBe(true);
});

test("a rule of an administrator has the person asked, and refuses where nobody may be", async () => {
	const rule = { pattern: [["touch", "mkdir"]], decision: "prompt" as const, justification: null };
	await using asking = required({ rules: [rule] });
	asking.answers = ["accept"];
	expect((await asking.exec("mkdir made")).success).toBe(true);
	expect(asking.questions).toHaveLength(1);
	await using never = required({ rules: [rule] }, { approvalPolicy: "never" });
	expect((await never.exec("touch made")).text).toContain("rejected: approval required by policy");
});

describe.skipIf(process.platform !== "linux")("what an administrator denies", () => {
	/** A turn with a secret that must not be read, in a folder that is denied as a whole. */
	function withSecret(settings: ConstructorParameters<typeof ToolHost>[0] = {}) {
		const denied: { type: "path"; path: string }[] = [];
		const host = required({ deniedReads: denied }, settings);
		denied.push({ type: "path", path: path.join(host.workspace, "vault") });
		fs.mkdirSync(path.join(host.workspace, "vault"));
		fs.writeFileSync(path.join(host.workspace, "vault/secret"), "the secret\n");
		return host;
	}

	test("is hidden from commands, also from one that may leave the sandbox", async () => {
		await using host = withSecret({ approvalPolicy: "on-request" });
		host.answers = ["accept"];
		const outside = path.join(path.dirname(host.workspace), "outside");
		const { text } = await host.exec("cat vault/secret");
		expect(text).not.toContain("the secret");
		const free = await host.exec(`cat vault/secret; echo written > ${outside}`, escalated);
		expect(free.text).not.toContain("the secret");
		expect(host.questions).toHaveLength(1);
		expect(fs.readFileSync(outside, "utf8")).toBe("written\n");
		const rule = 'prefix_rule(pattern=["cat"], decision="allow")\n';
		fs.mkdirSync(path.join(host.home, "rules"), { recursive: true });
		fs.writeFileSync(path.join(host.home, "rules/default.rules"), rule);
		expect((await host.exec("cat vault/secret")).text).not.toContain("the secret");
	});

	test("stays hidden inside what a profile grants by name", async () => {
		await using host = withSecret();
		const file = path.join(host.workspace, "vault/secret");
		host.settings.permissionRules = {
			entries: [
				{ path: { type: "special", value: { kind: "root" } }, access: "read" },
				{ path: { type: "path", path: file }, access: "write" },
			],
			...{ network: false, workspaceRoots: [], globScanMaxDepth: null, extends: null },
		};
		expect((await host.exec(`cat ${file}`)).text).not.toContain("the secret");
	});

	test("is neither edited nor looked at, and nobody is asked", async () => {
		await using host = withSecret({ approvalPolicy: "untrusted" });
		const patch = "*** Begin Patch\n*** Update File: vault/secret\n@@\n-the secret\n+no more\n*** End Patch";
		expect((await host.patch(patch)).text).toMatch(/^patch rejected: .*secret is not to be read \(set by /);
		expect((await host.call("view_image", { path: "vault/secret" })).text).toContain("is not to be read");
		expect(host.questions).toEqual([]);
		expect(fs.readFileSync(path.join(host.workspace, "vault/secret"), "utf8")).toBe("the secret\n");
	});
});
