import type { ServerRequestParams, ServerRequestResult } from "#protocol/messages.ts";
import type { ServerRequestMethod } from "#protocol/serverRequests.ts";
import { RequestCleared, RequestRefused, type TurnHost } from "../agent/turnHost.ts";

/** How a question to the person ended without a usable yes. */
export type NoAnswer = "refused" | "cleared";

/** Asks, and tells a refused or cleared request from a decision. Rejects on anything else. */
export async function ask<M extends ServerRequestMethod>(
	host: TurnHost,
	method: M,
	params: Omit<ServerRequestParams<M>, "threadId" | "turnId">,
): Promise<ServerRequestResult<M> | NoAnswer> {
	try {
		return await host.request(method, params);
	} catch (error) {
		if (error instanceof RequestRefused) return "refused";
		if (error instanceof RequestCleared) return "cleared";
		throw error;
	}
}

/** What was allowed for as long as the thread is loaded. */
export class SessionApprovals {
	readonly #commands = new Set<string>();
	readonly #files = new Set<string>();

	/** A yes holds for the same command line in the same folder with the same permissions, and nothing else. */
	allowCommand(argv: readonly string[], cwd: string, permissions: string): void {
		this.#commands.add(JSON.stringify([argv, cwd, permissions]));
	}

	isCommandAllowed(argv: readonly string[], cwd: string, permissions: string): boolean {
		return this.#commands.has(JSON.stringify([argv, cwd, permissions]));
	}

	allowFiles(paths: readonly string[]): void {
		for (const path of paths) this.#files.add(path);
	}

	areFilesAllowed(paths: readonly string[]): boolean {
		return paths.every((path) => this.#files.has(path));
	}
}
