import fs from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { heddle, runCommand } from "../support/heddleCommand.ts";
import { scratchFolder } from "../support/scratchFolder.ts";
import { ServerProcess } from "../support/serverProcess.ts";

function place(config: string) {
	const home = scratchFolder();
	const file = path.join(home, "config.toml");
	fs.writeFileSync(file, config);
	return {
		run: (...args: string[]) => runCommand(heddle, args, { home, cwd: home }),
		config: () => fs.readFileSync(file, "utf8"),
	};
}

const listed = (isOn: boolean) =>
	`request_permissions_tool  under development  false\nstep_model_switching      under development  ${isOn}\n`;

test("features are listed as they are, and as the command line has them", async () => {
	const { run } = place("[features]\nstep_model_switching = true\n");
	expect(await run("features", "list")).toEqual({ code: 0, stdout: listed(true), stderr: "" });
	const off = await run("features", "list", "--disable", "step_model_switching");
	expect(off.stdout).toBe(listed(false));
	expect((await run("-c", "features.step_model_switching=false", "features", "list")).stdout).toBe(listed(false));
});

test("switching one keeps the file's comments, and says what is not finished or not here", async () => {
	const { run, config } = place("# mine\n[features] # switches\ngoals = true # why\n");
	const on = await run("features", "enable", "step_model_switching");
	expect([on.code, on.stdout]).toEqual([0, "Enabled feature `step_model_switching` in config.toml.\n"]);
	expect(on.stderr).toContain("under development");
	expect(config()).toBe("# mine\n[features] # switches\ngoals = true # why\nstep_model_switching = true\n");
	const off = await run("features", "disable", "goals");
	expect(off.stdout).toBe("Disabled feature `goals` in config.toml.\n");
	expect(off.stderr).toContain("Heddle has no feature `goals`");
	const refused = await run("-p", "work", "features", "enable", "goals");
	expect([refused.code, refused.stderr]).toEqual([1, expect.stringContaining("--profile")]);
});

test("a name that nobody knows is told of by the server, and refused where everything has to be known", async () => {
	const server = await ServerProcess.start({ config: "[features]\nnosuch = true\ngoals = true\n" });
	const { params } = await server.notification("configWarning");
	expect(params).toMatchObject({ summary: "Unknown setting `features.nosuch`; it is ignored" });
	expect(server.messages.filter(({ method }) => method === "configWarning")).toHaveLength(1);
	await server.close();
	const { run } = place("[features]\nnosuch = true\n");
	const { code, stderr } = await run("exec", "--strict-config", "--skip-git-repo-check", "go");
	expect([code, stderr]).toEqual([1, expect.stringContaining("unknown configuration field `features.nosuch`")]);
	const flag = await run("--enable", "nosuch", "app-server");
	expect([flag.code, flag.stdout, flag.stderr]).toEqual([1, "", "heddle: Unknown feature flag: nosuch\n"]);
});
