import path from "node:path";
import { invalidRequest } from "#protocol/errors.ts";
import { valueAt } from "../config/check.ts";
import { isTable } from "../config/document.ts";
import type { HandlerTable } from "../rpc/peer.ts";
import type { Services } from "./services.ts";

const BUILT_IN = [":read-only", ":workspace", ":danger-full-access"];

/** The answer to `permissionProfile/list`: the profiles that there always are, then those of the configuration for a folder. */
export function profileHandlers({ threads, cwd: serverCwd }: Services): Pick<HandlerTable, "permissionProfile/list"> {
	return {
		"permissionProfile/list": ({ cwd, cursor, limit }) => {
			const { permissions } = threads.config.effective(path.resolve(serverCwd, cwd ?? "")).raw;
			const own = isTable(permissions) ? Object.keys(permissions).toSorted() : [];
			const all = [
				...BUILT_IN.map((id) => ({ id, description: null, allowed: true })),
				...own.map((id) => ({ id, description: described(permissions, id), allowed: true })),
			];
			const from = cursor === null ? 0 : Number(cursor);
			if (!Number.isInteger(from) || from < 0 || cursor === "") throw invalidRequest(`invalid cursor: ${cursor}`);
			const to = Math.min(from + (limit === null ? all.length : Math.max(limit, 1)), all.length);
			return { data: all.slice(from, to), nextCursor: to < all.length ? String(to) : null };
		},
	};
}

function described(permissions: unknown, id: string): string | null {
	const description = valueAt(permissions, [id, "description"]);
	return typeof description === "string" ? description : null;
}
