/** What the command line of a server says. */
export interface ServerArguments {
	/** `key=value` texts of `-c`, in order. */
	overrides: string[];
}

/** A mistake on the command line: one line says what and what to do. */
export class UsageError extends Error {}

/** @throws UsageError */
export function parseServerArguments(args: readonly string[]): ServerArguments {
	const overrides: string[] = [];
	const rest = [...args];
	for (let arg = rest.shift(); arg !== undefined; arg = rest.shift()) {
		if (arg === "--stdio" || arg === "--listen=stdio://") continue;
		if (arg === "-c" || arg === "--config") {
			const value = rest.shift();
			if (value === undefined) throw new UsageError(`${arg} takes key=value`);
			overrides.push(value);
		} else if (arg === "--listen") {
			const address = rest.shift();
			if (address !== "stdio://") throw new UsageError(`--listen takes stdio://, not ${address ?? "nothing"}`);
		} else throw new UsageError(`unknown option ${arg}`);
	}
	return { overrides };
}
