import { invalidRequest } from "#protocol/errors.ts";
import type { ActivePermissionProfile, SandboxMode, SandboxPolicy } from "#protocol/policy.ts";
import type { EffectiveConfig } from "../config/config.ts";
import { isTable } from "../config/document.ts";
import { ProfileError, resolveProfile } from "../config/permissionProfiles.ts";
import { violations } from "../config/requirements.ts";
import { nearestPolicy } from "../policy/permissionRules.ts";
import type { TurnContext } from "../storage/rolloutLine.ts";
import type { ThreadSettings } from "./loadedThread.ts";

/** The part of a thread's settings that says what its commands may do. */
export type Permissions = Pick<ThreadSettings, "sandboxPolicy" | "permissionProfile" | "permissionRules">;

/** What a client may say of it when it starts or resumes a thread. */
export interface PermissionsRequest {
	sandbox: SandboxMode | null;
	/** A permission profile, in place of `sandbox`. */
	permissions: string | null;
}

/** The profiles that need no configuration. */
const BUILT_IN: ReadonlyMap<string, SandboxMode> = new Map([
	[":read-only", "read-only"],
	[":workspace", "workspace-write"],
	[":danger-full-access", "danger-full-access"],
]);

/** The policy that a mode stands for, with the configuration's roots and network. */
export function sandboxPolicy(mode: SandboxMode, config: EffectiveConfig): SandboxPolicy {
	if (mode === "danger-full-access") return { type: "dangerFullAccess" };
	if (mode === "read-only") return { type: "readOnly", networkAccess: false };
	return { type: "workspaceWrite", ...config.sandboxWorkspaceWrite };
}

/** What a policy by itself means. */
export const policyPermissions = (policy: SandboxPolicy): Permissions => ({
	sandboxPolicy: policy,
	permissionProfile: null,
	permissionRules: null,
});

/** The profile that a thread runs under, as its answers show it. */
export function activeProfile(settings: Permissions): ActivePermissionProfile | null {
	const { permissionProfile, permissionRules } = settings;
	return permissionProfile === null ? null : { id: permissionProfile, extends: permissionRules?.extends ?? null };
}

/** @throws WireError when a profile is named that cannot be put into force, or one beside a sandbox mode */
export function permissionsFor(
	request: PermissionsRequest,
	config: EffectiveConfig,
	stored: TurnContext | null,
	isTrusted: boolean,
	cwd: string,
): Permissions {
	if (request.permissions !== null) {
		if (request.sandbox !== null) throw invalidRequest("`permissions` cannot be combined with `sandbox`");
		return profilePermissions(request.permissions, config, cwd);
	}
	if (request.sandbox !== null) return policyPermissions(sandboxPolicy(request.sandbox, config));
	if (stored) return storedPermissions(stored, config, cwd);
	if (config.defaultPermissions === null && config.sandboxMode === null && hasOwnProfiles(config)) {
		throw invalidRequest(
			"failed to load configuration: config defines `[permissions]` profiles but does not set `default_permissions`",
		);
	}
	return configuredPermissions(config, isTrusted ? "workspace-write" : "read-only", cwd);
}

/** What the configuration says; `otherwise` where it says nothing. @throws WireError */
export function configuredPermissions(
	config: EffectiveConfig,
	otherwise: SandboxMode,
	cwd: string,
	failure?: string,
): Permissions {
	if (config.defaultPermissions !== null) return profilePermissions(config.defaultPermissions, config, cwd, failure);
	if (config.sandboxMode !== null) return policyPermissions(sandboxPolicy(config.sandboxMode, config));
	const { profiles } = config.requirements;
	if (profiles) return profilePermissions(profiles.default, config, cwd, failure);
	return profilePermissions(otherwise === "read-only" ? ":read-only" : ":workspace", config, cwd, failure);
}

/** Whether the configuration has profiles, and no administrator a default among them or all of them. */
function hasOwnProfiles({ raw, requirements: { profiles, settings } }: EffectiveConfig): boolean {
	if (!isTable(raw.permissions) || profiles) return false;
	const required = isTable(settings.permissions) ? settings.permissions : {};
	return Object.keys(raw.permissions).some((name) => !(name in required)) || Object.keys(raw.permissions).length === 0;
}

/** What holds where an administrator does not allow what was chosen. @throws WireError when their default cannot be put into force */
export function fallbackPermissions(config: EffectiveConfig, cwd: string): Permissions {
	const { requirements } = config;
	const preferred = profilePermissions(requirements.profiles?.default ?? ":read-only", config, cwd);
	const isAllowed = violations(requirements, preferred).length === 0;
	return isAllowed ? preferred : policyPermissions({ type: "readOnly", networkAccess: false });
}

/** A profile counts as it is configured now, else as it was when the thread last ran. */
function storedPermissions(stored: TurnContext, config: EffectiveConfig, cwd: string): Permissions {
	const permissionProfile = stored.permission_profile ?? null;
	const permissionRules = stored.permission_rules ?? null;
	if (permissionRules !== null && permissionProfile !== null) {
		try {
			return profilePermissions(permissionProfile, config, cwd);
		} catch {
			// The profile is gone from the configuration, or cannot be enforced any more as it is now.
		}
	}
	return { sandboxPolicy: stored.sandbox_policy, permissionProfile, permissionRules };
}

/** What a profile stands for. @throws WireError for one that cannot be put into force; `failure` begins its message */
export function profilePermissions(
	id: string,
	config: EffectiveConfig,
	cwd: string,
	failure = "failed to load configuration",
): Permissions {
	const mode = BUILT_IN.get(id);
	if (mode) return { sandboxPolicy: sandboxPolicy(mode, config), permissionProfile: id, permissionRules: null };
	const { permissions } = config.raw;
	if (id.startsWith(":") && !hasProfile(permissions, id)) {
		throw invalidRequest(`${failure}: default_permissions refers to unknown built-in profile \`${id}\``);
	}
	if (permissions === undefined) {
		throw invalidRequest(`${failure}: default_permissions requires a \`[permissions]\` table`);
	}
	try {
		const rules = resolveProfile(id, permissions);
		return { sandboxPolicy: nearestPolicy(rules, cwd), permissionProfile: id, permissionRules: rules };
	} catch (error) {
		if (error instanceof ProfileError) throw invalidRequest(`${failure}: ${error.message}`);
		throw error;
	}
}

const hasProfile = (profiles: unknown, id: string) =>
	typeof profiles === "object" && profiles !== null && Object.hasOwn(profiles, id);
