import os from "node:os";
import path from "node:path";

/**
 * A folder as a client names it where the protocol has a plain string: absolute, in the server's folder, or with `~` for the home.
 * Paths of the type `AbsolutePathBuf` have none of this.
 */
export function clientFolder(given: string): string {
	return path.resolve(/^~(?:\/|$)/.test(given) ? path.join(os.homedir(), given.slice(1)) : given);
}
