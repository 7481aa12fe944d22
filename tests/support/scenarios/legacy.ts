import { execFileSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { afterTurns, type Scenario } from "./scenario.ts";

const absent = "01990000-0000-7000-8000-000000000000";

/** Runs git with a person and a time that are always the same, so that commits are too. */
function git(folder: string, ...args: string[]): void {
	const date = "2026-01-01T00:00:00Z";
	const env = { ...process.env, GIT_AUTHOR_DATE: date, GIT_COMMITTER_DATE: date, GIT_CONFIG_GLOBAL: "/dev/null" };
	execFileSync("git", ["-c", "user.name=a", "-c", "user.email=a@b", ...args], { cwd: folder, env, stdio: "pipe" });
}

export const legacyScenarios: Scenario[] = [
	{
		name: "who is signed in, as it was asked before",
		run: async (session) => {
			await session.request("getAuthStatus", {});
			await session.request("account/login/start", { type: "apiKey", apiKey: "sk-test" });
			await session.request("getAuthStatus", {});
			await session.request("getAuthStatus", { includeToken: true, refreshToken: null });
			await session.request("getAuthStatus", { includeToken: "yes" });
			await session.request("getAuthStatus");
		},
	},
	afterTurns("the summary of a conversation", 1, async (session, threadId, workspace) => {
		const { summary } = await session.request("getConversationSummary", { conversationId: threadId });
		const rollout = String(Object(summary).path);
		const home = path.join(path.dirname(workspace), "home");
		await session.request("getConversationSummary", { rolloutPath: rollout });
		await session.request("getConversationSummary", { rolloutPath: path.relative(home, rollout), conversationId: "x" });
		for (const none of ["none", "a".repeat(300), "no\0path"]) {
			await session.request("getConversationSummary", { rolloutPath: none });
		}
		await session.request("getConversationSummary", { rolloutPath: workspace });
		await session.request("getConversationSummary", { conversationId: absent });
		await session.request("getConversationSummary", { conversationId: "x" });
		await session.request("getConversationSummary", {});
	}),
	{
		name: "what no remote has of a work tree",
		run: async (session, workspace) => {
			const [origin, clone] = ["origin", "clone"].map((name) => path.join(workspace, name)) as [string, string];
			fs.mkdirSync(origin);
			const ask = (cwd: string) => session.request("gitDiffToRemote", { cwd });
			await ask(origin);
			git(origin, "init", "-q", "-b", "main");
			await ask(origin);
			const write = (name: string, content: string | Buffer) => {
				fs.mkdirSync(path.dirname(path.join(clone, name)), { recursive: true });
				fs.writeFileSync(path.join(clone, name), content);
			};
			fs.writeFileSync(path.join(origin, "file"), "1\n");
			fs.writeFileSync(path.join(origin, "binary"), Buffer.from([0, 1]));
			git(origin, "add", ".");
			git(origin, "commit", "-qm", "one");
			await ask(origin);
			git(workspace, "clone", "-q", origin, clone);
			await ask(clone);
			write("file", "1\n2\n");
			git(clone, "commit", "-qam", "two");
			git(clone, "checkout", "-q", "-b", "topic");
			write("file", "1\n2\n3\n");
			write("binary", Buffer.from([0, 2]));
			write("inner/new", "new\n");
			write("new file", Buffer.from([0, 1]));
			write(".gitignore", "ignored\n");
			write("ignored", "no\n");
			await ask(clone);
			await ask(path.join(clone, "inner"));
			git(clone, "checkout", "-q", "--detach");
			await ask(clone);
			await ask(path.join(workspace, "none"));
			await ask(path.join(clone, "file"));
			await ask("");
			await session.request("gitDiffToRemote", {});
		},
	},
];
