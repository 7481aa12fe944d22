import { expect, test } from "vitest";
import type { ShellEnvironmentPolicy } from "../../../server/config/config.ts";
import { commandEnvironment } from "../../../server/exec/environment.ts";
import { HeadTailBuffer } from "../../../server/exec/headTailBuffer.ts";

const inherited = { PATH: "/bin", HOME: "/h", API_KEY: "k", github_token: "t", EDITOR: "vi", TERM: "xterm" };
const usual: ShellEnvironmentPolicy = {
	inherit: "all",
	ignoreDefaultExcludes: true,
	exclude: [],
	set: {},
	includeOnly: [],
};

function names(policy: Partial<ShellEnvironmentPolicy>): string[] {
	const environment = commandEnvironment({ ...usual, ...policy }, inherited, "t");
	return Object.keys(environment)
		.filter((name) => name in inherited || name === "ADDED")
		.sort();
}

test("the environment follows the policy, in its order", () => {
	expect(names({})).toEqual(["API_KEY", "EDITOR", "HOME", "PATH", "TERM", "github_token"]);
	expect(names({ ignoreDefaultExcludes: false })).toEqual(["EDITOR", "HOME", "PATH", "TERM"]);
	expect(names({ inherit: "core" })).toEqual(["HOME", "PATH", "TERM"]);
	expect(names({ inherit: "none", set: { ADDED: "1" } })).toEqual(["ADDED", "TERM"]);
	expect(names({ exclude: ["api_*"], set: { API_KEY: "mine" } })).toContain("API_KEY");
	expect(names({ set: { ADDED: "1" }, includeOnly: ["p?th", "ADD*"] })).toEqual(["ADDED", "PATH", "TERM"]);
	expect(commandEnvironment(usual, inherited, "t")).toMatchObject({
		TERM: "dumb",
		PAGER: "cat",
		HEDDLE_THREAD_ID: "t",
	});
});

test("the buffer keeps everything up to its capacity, and both ends beyond it", () => {
	const buffer = new HeadTailBuffer(10);
	for (const part of ["01", "23456", "789"]) buffer.push(Buffer.from(part));
	expect(buffer.text()).toEqual({ head: "0123456789", tail: "", omittedBytes: 0 });
	for (const part of ["ab", "c"]) buffer.push(Buffer.from(part));
	expect(buffer.text()).toEqual({ head: "01234", tail: "89abc", omittedBytes: 3 });
	buffer.push(Buffer.from("é€"));
	expect(buffer.text()).toMatchObject({ head: "01234", tail: "é€" });
	buffer.push(Buffer.from("x"));
	expect(buffer.text().tail).toBe("€x");
});
