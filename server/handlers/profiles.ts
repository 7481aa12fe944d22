import path from "node:path";
import { WireError } from "#protocol/errors.ts";
import { valueAt } from "../config/check.ts";
import type { EffectiveConfig } from "../config/config.ts";
import { isTable } from "../config/document.ts";
import { violations } from "../config/requirements.ts";
import type { HandlerTable } from "../rpc/peer.ts";
import { profilePermissions } from "../threads/permissions.ts";
import { numberedPage } from "./numberedPage.ts";
import type { Services } from "./services.ts";

const BUILT_IN = [":read-only", ":workspace", ":danger-full-access"];

/** The answer to `permissionProfile/list`: the profiles that there always are, then those of the configuration for a folder. */
export function profileHandlers({ threads, cwd: serverCwd }: Services): Pick<HandlerTable, "permissionProfile/list"> {
	return {
		"permissionProfile/list": ({ cwd, ...page }) => {
			const config = threads.config.effective(path.resolve(serverCwd, cwd ?? ""));
			const { permissions } = config.raw;
			const own = isTable(permissions) ? Object.keys(permissions).toSorted() : [];
			const all = [
				...BUILT_IN.map((id) => ({ id, description: null, allowed: isAllowed(id, config, serverCwd) })),
				...own.map((id) => ({
					id,
					description: described(permissions, id),
					allowed: isAllowed(id, config, serverCwd),
				})),
			];
			return numberedPage(all, page, "permission profiles");
		},
	};
}

/** One that cannot be put into force at all says why to whoever selects it. */
function isAllowed(id: string, config: EffectiveConfig, cwd: string): boolean {
	try {
		return violations(config.requirements, profilePermissions(id, config, cwd)).length === 0;
	} catch (error) {
		if (error instanceof WireError) return true;
		throw error;
	}
}

function described(permissions: unknown, id: string): string | null {
	const description = valueAt(permissions, [id, "description"]);
	return typeof description === "string" ? description : null;
}
