import path from "node:path";
import type { ConfigLayerMetadata } from "#protocol/config.ts";
import { ConfigRequirements } from "#protocol/configRequirements.ts";
import { type ConfigLayer, versionOf } from "../config/configStore.ts";
import { isTable } from "../config/document.ts";
import { checkUsable, type Requirements } from "../config/requirements.ts";
import type { HandlerTable } from "../rpc/peer.ts";
import type { Services } from "./services.ts";

type ConfigMethods = "config/read" | "config/value/write" | "config/batchWrite" | "configRequirements/read";

/** The answers to `config/*` and `configRequirements/*`. */
export function configHandlers({ threads, cwd: serverCwd }: Services): Pick<HandlerTable, ConfigMethods> {
	return {
		"config/read": async ({ cwd, includeLayers }) => {
			const { readView } = await import("../config/readView.ts");
			const folder = cwd === null ? null : path.resolve(serverCwd, cwd);
			const layers = threads.config.layers(folder);
			return {
				config: readView(threads.config.effective(folder).raw),
				origins: originsOf(layers),
				layers: includeLayers
					? layers.toReversed().map(({ name, table, document, disabledReason }) => {
							const config = document?.table ?? table;
							return { name, version: versionOf(config), config, disabledReason };
						})
					: null,
			};
		},
		"config/value/write": async ({ keyPath, value, mergeStrategy, filePath, expectedVersion }) => {
			const { writeConfig } = await import("../config/write.ts");
			return writeConfig(threads.config, { edits: [{ keyPath, value, mergeStrategy }], filePath, expectedVersion });
		},
		// Loaded threads ask for the configuration at every turn, so `reloadUserConfig` has nothing left to do.
		"config/batchWrite": async ({ edits, filePath, expectedVersion }) => {
			const { writeConfig } = await import("../config/write.ts");
			return writeConfig(threads.config, { edits, filePath, expectedVersion });
		},
		"configRequirements/read": () => {
			const { requirements } = threads.config.effective(null);
			checkUsable(requirements);
			const isNone = Object.keys(requirements.table).length === 0;
			return { requirements: isNone ? null : view(requirements), supportsIndependentSpeedModes: true };
		},
	};
}

/** `granular` in the list means any: its parts are for whoever chooses it. */
const GRANULAR = {
	mcp_elicitations: true,
	request_permissions: true,
	rules: true,
	sandbox_approval: true,
	skill_approval: true,
};

function view(requirements: Requirements) {
	const { approvalPolicies, approvalsReviewers, developerInstructions, modelProvider, settings, table } = requirements;
	const searches = table.allowed_web_search_modes;
	return ConfigRequirements().parse({
		additionalDeveloperInstructions: developerInstructions,
		allowAppshots: table.allow_appshots,
		allowBrowserAndComputerUse: table.allow_browser_and_computer_use,
		allowLoginShell: table.allow_login_shell,
		allowManagedHooksOnly: table.allow_managed_hooks_only,
		allowRemoteControl: table.allow_remote_control,
		// A key is the only kind of sign-in there is.
		allowedLoginMethods: settings.forced_login_method === "chatgpt" ? [] : ["api"],
		// To search nowhere is always allowed.
		allowedWebSearchModes: Array.isArray(searches) ? [...new Set([...searches, "disabled"])] : null,
		checkForUpdateOnStartup: table.check_for_update_on_startup,
		cliAuthCredentialsStore: table.cli_auth_credentials_store,
		featureRequirements: table.features,
		allowedApprovalPolicies: approvalPolicies?.map((kind) => (kind === "granular" ? { granular: GRANULAR } : kind)),
		allowedApprovalsReviewers: approvalsReviewers,
		allowedPermissionProfiles: table.allowed_permission_profiles,
		allowedSandboxModes: table.allowed_sandbox_modes,
		defaultPermissions: table.default_permissions,
		enforceResidency: table.enforce_residency,
		modelProvider,
		modelProviders: settings.model_providers,
	});
}

function metadataOf({ name, table }: ConfigLayer): ConfigLayerMetadata {
	return { name, version: versionOf(table) };
}

/** Which layer each value comes from, by dotted path; the elements of a list are counted from 0. */
function originsOf(layers: readonly ConfigLayer[]): Record<string, ConfigLayerMetadata> {
	const origins: Record<string, ConfigLayerMetadata> = {};
	// A list replaces the one below it.
	const forget = (keys: string[]) => {
		for (const path of Object.keys(origins)) if (path.startsWith(`${keys.join(".")}.`)) delete origins[path];
	};
	const visit = (value: unknown, keys: string[], origin: ConfigLayerMetadata) => {
		if (isTable(value) || Array.isArray(value)) {
			if (Array.isArray(value)) forget(keys);
			for (const [key, inner] of Object.entries(value)) visit(inner, [...keys, key], origin);
		} else origins[keys.join(".")] = origin;
	};
	for (const layer of layers) visit(layer.table, [], metadataOf(layer));
	return origins;
}
