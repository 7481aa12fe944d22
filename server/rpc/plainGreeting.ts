import type { InitializeCapabilities, InitializeParams } from "#protocol/initialize.ts";

/**
 * The parameters of an `initialize` in its plain form. It is the one message that is read by hand: what checks all others takes longer
 * to load than the rest of the server's start, and the first answer would wait for it. Null for any other form, mistakes included:
 * that goes the way of all messages.
 */
export function plainGreeting(params: unknown): InitializeParams | null {
	if (!isObject(params) || !isObject(params.clientInfo)) return null;
	const { name, title = null, version } = params.clientInfo;
	if (typeof name !== "string" || typeof version !== "string") return null;
	if (title !== null && typeof title !== "string") return null;
	const clientInfo = { name, title, version };
	const given = params.capabilities ?? null;
	if (given === null) return { clientInfo, capabilities: null };
	const capabilities = isObject(given) ? plainCapabilities(given) : null;
	return capabilities && { clientInfo, capabilities };
}

/** Null when a member is of a kind that is not plain. */
function plainCapabilities(given: Record<string, unknown>): InitializeCapabilities | null {
	const { experimentalApi = false, requestAttestation = false, optOutNotificationMethods = null } = given;
	if ((given.extensions ?? null) !== null || RARE.some((name) => given[name] !== undefined)) return null;
	if (typeof experimentalApi !== "boolean" || typeof requestAttestation !== "boolean") return null;
	if (optOutNotificationMethods !== null && !isTexts(optOutNotificationMethods)) return null;
	return { experimentalApi, requestAttestation, optOutNotificationMethods, extensions: null };
}

/** Members that few clients send. */
const RARE = ["explicitGatewayOauth", "mcpServerOpenaiFormElicitation", "requiredHumanApproval"];

const isTexts = (value: unknown): value is string[] =>
	Array.isArray(value) && value.every((each) => typeof each === "string");

const isObject = (value: unknown): value is Record<string, unknown> =>
	typeof value === "object" && value !== null && !Array.isArray(value);
