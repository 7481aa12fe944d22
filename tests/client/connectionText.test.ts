import { expect, test } from "vitest";
import { launchEnvironment } from "../../extension/appServer/launchEnvironment.ts";
import { crashLoop } from "../../extension/appServer/namedErrors.ts";
import { writeServerLogLine } from "../../extension/host/serverLog.ts";
import { approvalsText, connectionText } from "../../extension/status/connectionText.ts";

test("the status bar says in words where the connection stands", () => {
	expect(connectionText({ state: "starting" })).toMatchObject({ label: "Heddle is starting", severity: "none" });
	expect(connectionText({ state: "ready", serverVersion: "0.1.0" })).toMatchObject({
		text: "$(comment-discussion) Heddle",
		detail: "Server 0.1.0 is ready.",
	});
	expect(connectionText({ state: "restarting", attempt: 2, inMs: 1_200, why: "signal SIGKILL" })).toMatchObject({
		detail: "The server ended (signal SIGKILL). Attempt 2 follows in 1.2 s.",
		severity: "warning",
	});
	const failed = connectionText({ state: "failed", error: crashLoop(5, 60, "exit code 3") });
	expect(failed.severity).toBe("error");
	expect(failed.label).toBe("Heddle has stopped: Heddle's server keeps stopping");
	expect(failed.detail).toContain("exit code 3");
});

test("pending approvals are counted, and gone when there are none", () => {
	expect(approvalsText(0)).toBeUndefined();
	expect(approvalsText(1)?.text).toBe("$(bell) 1 approval");
	expect(approvalsText(2)).toEqual({
		text: "$(bell) 2 approvals",
		label: "Heddle: 2 approvals waiting. Show them.",
	});
});

test("the server inherits the environment without what concerns only the editor", () => {
	const host = { PATH: "/bin", ELECTRON_RUN_AS_NODE: "1", VSCODE_IPC_HOOK: "x", HOME: "/h", NOTHING: undefined };
	expect(launchEnvironment(host, { HOME: "/other", KEY: "k" })).toEqual({ PATH: "/bin", HOME: "/other", KEY: "k" });
});

test("lines of the server keep the level they name, and any other text is shown as it is", () => {
	const lines: string[] = [];
	const at = (level: string) => (message: string) => lines.push(`${level}: ${message}`);
	const sink = { trace: at("trace"), debug: at("debug"), info: at("info"), warn: at("warn"), error: at("error") };
	writeServerLogLine(sink, '{"level":"warn","timestamp":"now","message":"config","line":3}');
	writeServerLogLine(sink, '{"level":"loud","message":"odd"}');
	writeServerLogLine(sink, "{ not json");
	writeServerLogLine(sink, "Segmentation fault");
	expect(lines).toEqual([
		'warn: config {"line":3}',
		'info: {"level":"loud","message":"odd"}',
		"info: { not json",
		"info: Segmentation fault",
	]);
});
