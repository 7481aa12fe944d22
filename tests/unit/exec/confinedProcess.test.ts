import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { expect, test } from "vitest";
import { CommandProcess } from "../../../server/exec/commandProcess.ts";
import { rulesOf } from "../../../server/policy/permissionRules.ts";
import { confine, sandboxTier } from "../../../server/sandbox/sandbox.ts";
import { processesWith } from "../../support/processList.ts";

const tier = await sandboxTier();

test.skipIf(tier.kind === "none")("a command that is ended while its sandbox is made leaves nothing", async () => {
	if (tier.kind === "none") return;
	const cwd = fs.mkdtempSync(path.join(os.tmpdir(), "heddle-exec-"));
	const commandLine = `sleep 600.${Math.random().toString().slice(2)}`;
	const rules = rulesOf({ type: "readOnly", networkAccess: false }, cwd);
	if (rules === null) throw new Error("nothing is confined");
	const started = Array.from({ length: 30 }, async (_, milliseconds) => {
		const confined = confine(tier, rules, commandLine.split(" "), { cwd, roots: [cwd], hasTerminal: false });
		const command = await CommandProcess.start({
			argv: confined.argv,
			cwd,
			environment: { ...process.env, ...confined.environment } as Record<string, string>,
			streams: { terminal: null, hasStdin: false, outputs: "merged" },
			endsWithParent: confined.endsWithParent,
			owner: "test",
			onOutput: () => {},
		});
		// Each one at another moment of its beginning.
		await delay(milliseconds);
		await command.kill();
		confined.release();
	});
	await Promise.all(started);
	expect(processesWith(commandLine)).toEqual([]);
	fs.rmSync(cwd, { recursive: true });
});
