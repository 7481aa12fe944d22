import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { expect, test } from "vitest";
import { CommandProcess } from "../../../server/exec/commandProcess.ts";
import { isAlive } from "../../support/processAlive.ts";

/** Gives this process no time until `holds`, and for so many milliseconds at least. */
function standStill(ms: number, holds: () => boolean): void {
	const until = performance.now() + ms;
	while (performance.now() < until || !holds()) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);
}

test.skipIf(process.platform === "win32")(
	"what a command's job prints behind its end is waited for, though a busy machine lets the server look at it late",
	async () => {
		const cwd = fs.mkdtempSync(path.join(os.tmpdir(), "heddle-exec-"));
		const hasEnded = () => !isAlive(Number(fs.readFileSync(path.join(cwd, "job"), "utf8")));
		let output = "";
		const command = await CommandProcess.start({
			argv: ["/bin/sh", "-c", "(sleep 0.05; echo late) & echo $! > job; echo now"],
			cwd,
			environment: { PATH: process.env.PATH ?? "" },
			streams: { terminal: null, hasStdin: false, outputs: "merged" },
			endsWithParent: false,
			owner: "test",
			onOutput: (chunk) => {
				output += chunk;
				// By then the command itself has ended; the job ends soon, and longer than it is waited for nobody looks.
				if (output === "now\n") setTimeout(() => standStill(200, hasEnded), 20);
			},
		});
		expect(await command.exited).toBe(0);
		expect([output, command.isDrained]).toEqual(["now\nlate\n", true]);
		fs.rmSync(cwd, { recursive: true });
	},
);
