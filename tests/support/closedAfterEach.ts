import { afterEach } from "vitest";

/** Where a test puts what is to be closed when it ends, the last thing first; what `close` finds wrong fails the test. */
export function closedAfterEach(): { close(): Promise<void> }[] {
	const open: { close(): Promise<void> }[] = [];
	afterEach(async () => {
		for (const each of open.splice(0).reverse()) await each.close();
	});
	return open;
}
