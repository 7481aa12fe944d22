import type { FileSystemSandboxEntry } from "#protocol/permissionProfile.ts";
import type { TurnHost, TurnSettings } from "../agent/turnHost.ts";
import { isUnlimited, type PermissionRules, rulesOf, withholding } from "../policy/permissionRules.ts";

/** What the person has granted beyond the rules. */
export interface Grant {
	entries: FileSystemSandboxEntry[];
	network: boolean;
}

interface TurnGrants {
	turnId: string;
	grants: Grant[];
	/** Whether each command is asked for. */
	isStrict: boolean;
}

/** The folders of a turn's workspace. A policy names those beside the working directory itself. */
export function workspaceOf({ cwd, permissionRules, workspaceRoots }: TurnSettings): string[] {
	return permissionRules ? (workspaceRoots ?? [cwd]) : [cwd];
}

/** What the commands and edits of a thread may do: the turn's rules and what was granted for it or for as long as the thread is loaded. */
export class Rights {
	readonly #session: Grant[] = [];
	#turn: TurnGrants | null = null;

	/** Null where nothing is confined. */
	rules({ turnId, settings }: TurnHost): PermissionRules | null {
		const rules = settings.permissionRules ?? rulesOf(settings.sandboxPolicy, settings.cwd);
		if (rules === null || isUnlimited(rules)) return null;
		const grants = [...this.#session, ...(this.#turn?.turnId === turnId ? this.#turn.grants : [])];
		if (grants.length === 0) return rules;
		return {
			...rules,
			entries: [...rules.entries, ...grants.flatMap(({ entries }) => entries)],
			network: rules.network || grants.some(({ network }) => network),
		};
	}

	/**
	 * What a command is held to, or an edit or a look: the rules unless it may go beyond them, and always what an administrator denies.
	 * Null where nothing is.
	 */
	limits(host: TurnHost, isSandboxed = true): PermissionRules | null {
		return withholding(isSandboxed ? this.rules(host) : null, host.config.requirements.deniedReads);
	}

	/** Whether the person wants to be asked for each command of the turn. */
	isStrict({ turnId }: TurnHost): boolean {
		return this.#turn?.turnId === turnId && this.#turn.isStrict;
	}

	grantForSession(grant: Grant): void {
		this.#session.push(grant);
	}

	grantForTurn({ turnId }: TurnHost, grant: Grant, isStrict: boolean): void {
		if (this.#turn?.turnId !== turnId) this.#turn = { turnId, grants: [], isStrict: false };
		this.#turn.grants.push(grant);
		this.#turn.isStrict ||= isStrict;
	}
}
