import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { ConfigStore } from "../../../server/config/configStore.ts";

/** A home whose file was changed at this time. */
function homeChangedAt(time: Date) {
	const home = fs.mkdtempSync(path.join(os.tmpdir(), "heddle-config-"));
	onTestFinished(() => fs.rmSync(home, { recursive: true }));
	const store = new ConfigStore(home, { overrides: [], profile: null, ignoreUserConfig: false }, home);
	const write = (text: string) => {
		fs.writeFileSync(path.join(home, "config.toml"), text);
		fs.utimesSync(path.join(home, "config.toml"), time, time);
	};
	return { store, write };
}

test("a change in the same tick as the one before, to as many bytes, is noticed", () => {
	// A clock that will not pass it while the test runs.
	const { store, write } = homeChangedAt(new Date(Date.now() + 3_600_000));
	write('model = "one"\n');
	expect(store.effective(null).model).toBe("one");
	write('model = "two"\n');
	expect(store.effective(null).model).toBe("two");
	const now = store.effective(null);
	write('model = "two"\n');
	expect(store.effective(null)).toBe(now);
});
