import path from "node:path";
import { TomlError } from "smol-toml";
import type { ConfigEdit, ConfigWriteResponse, OverriddenMetadata } from "#protocol/configWrite.ts";
import { internalError, invalidRequest, type WireError } from "#protocol/errors.ts";
import { changePrivateFile } from "../platform/privateFile.ts";
import { checkConfig, valueAt } from "./check.ts";
import { type ConfigLayer, type ConfigStore, versionOf } from "./configStore.ts";
import { isSame, isTable, merge, parseToml, type Table } from "./document.ts";
import { parseKeyPath } from "./keyPath.ts";
import { rewriteToml } from "./tomlEdit.ts";

type ConfigWriteErrorCode =
	| "configLayerReadonly"
	| "configVersionConflict"
	| "configValidationError"
	| "configPathNotFound"
	| "configRequirementReadonly";

export const refused = (config_write_error_code: ConfigWriteErrorCode, message: string): WireError =>
	invalidRequest(message, { config_write_error_code });
const invalid = (message: string) => refused("configValidationError", message);

export interface ConfigWrite {
	edits: readonly ConfigEdit[];
	filePath: string | null;
	expectedVersion: string | null;
}

/**
 * Writes to the user's `config.toml`: every edit or none. Its comments and its order stay.
 * @throws WireError with `config_write_error_code` when an edit cannot be made
 */
export function writeConfig(
	store: ConfigStore,
	{ edits, filePath, expectedVersion }: ConfigWrite,
): ConfigWriteResponse {
	const file = store.userFile;
	if (filePath !== null && (!path.isAbsolute(filePath) || path.resolve(filePath) !== path.resolve(file)))
		throw refused("configLayerReadonly", "Only writes to the user config are allowed");
	checkNotRequired(edits, store);
	let written: Table = {};
	changePrivateFile(file, (text) => {
		const current = readTable(text, file);
		if (expectedVersion !== null && expectedVersion !== versionOf(current)) {
			const message = "Configuration was modified since last read. Fetch latest version and retry.";
			throw refused("configVersionConflict", message);
		}
		written = edits.map(readEdit).reduce(applyEdit, current);
		const [wrong] = checkConfig(written).mismatches.filter((mismatch) => !mismatch.unknown);
		if (wrong) throw invalid(`Invalid configuration: ${wrong.refusal}\nin \`${wrong.path.join(".")}\`\n`);
		return isSame(written, current) ? null : rewriteToml(text, current, written);
	});
	const overriddenMetadata = overridden(store, written, edits);
	return {
		status: overriddenMetadata === null ? "ok" : "okOverridden",
		version: versionOf(written),
		filePath: file,
		overriddenMetadata,
	};
}

function readTable(text: string, file: string): Table {
	try {
		return parseToml(text);
	} catch (error) {
		const place = error instanceof TomlError ? `:${error.line}:${error.column}` : "";
		const reason = (error instanceof Error ? error.message : String(error)).split("\n")[0];
		throw internalError(`failed to load configuration: ${file}${place}: ${reason}`);
	}
}

/** The keys that only an administrator's file sets, where it sets them. */
const REQUIRED_ALONE = ["model_provider", "model_providers"];

/** @throws WireError for what an administrator has set, in the reference's words */
function checkNotRequired(edits: readonly ConfigEdit[], store: ConfigStore): void {
	const { settings } = store.effective(null).requirements;
	for (const { path: keys } of edits.map(readEdit)) {
		const [key = "", id] = keys;
		const required = REQUIRED_ALONE.includes(key) ? valueAt(settings, [key]) : undefined;
		if (required === undefined || (isTable(required) && id !== undefined && !Object.hasOwn(required, id))) continue;
		const said = isTable(required) && id !== undefined ? `${key}.${id}` : key;
		throw refused("configRequirementReadonly", `\`${said}\` is managed by requirements and cannot be changed`);
	}
}

interface ReadEdit {
	path: string[];
	/** Null takes the key away. */
	value: unknown;
	isUpsert: boolean;
}

function readEdit({ keyPath, value, mergeStrategy }: ConfigEdit): ReadEdit {
	let keys: string[];
	try {
		keys = parseKeyPath(keyPath);
	} catch (error) {
		throw invalid(error instanceof Error ? error.message : String(error));
	}
	const instead = "can no longer be written; use `--profile <name>` with `<name>.config.toml` instead";
	if (keys[0] === "profile") throw invalid(`\`profile\` is a legacy config selector and ${instead}`);
	if (keys[0] === "profiles") throw invalid(`\`profiles\` contains legacy config profile tables and ${instead}`);
	if (value !== null && holdsNull(value))
		throw invalid("invalid value: invalid type: null, expected any valid TOML value");
	if (holdsHuge(value)) throw invalid("invalid value: u64 value was too large");
	return { path: keys, value, isUpsert: mergeStrategy === "upsert" };
}

const holdsNull = (value: unknown): boolean =>
	value === null || (typeof value === "object" && Object.values(value).some(holdsNull));

/** A whole number that neither end would keep as it is. */
const holdsHuge = (value: unknown): boolean =>
	typeof value === "number"
		? Number.isInteger(value) && Math.abs(value) < 1e21 && !Number.isSafeInteger(value)
		: typeof value === "object" && value !== null && Object.values(value).some(holdsHuge);

function applyEdit(table: Table, { path: [key = "", ...rest], value, isUpsert }: ReadEdit): Table {
	const inner = Object.hasOwn(table, key) ? table[key] : undefined;
	const set = (changed: unknown): Table => ({ ...table, [key]: changed });
	if (rest.length > 0) {
		if (value === null && !isTable(inner)) return table;
		if (inner !== undefined && !isTable(inner)) throw invalid("cannot set value on non-table parent");
		return set(applyEdit(inner ?? {}, { path: rest, value, isUpsert }));
	}
	if (value === null) {
		const { [key]: _, ...others } = table;
		return others;
	}
	return set(isUpsert && isTable(inner) && isTable(value) ? merge(inner, value) : value);
}

/** What stands above the user's file and says otherwise than the first such edit. */
function overridden(store: ConfigStore, written: Table, edits: readonly ConfigEdit[]): OverriddenMetadata | null {
	const layers = store.layers(null);
	const own = layers.findIndex(({ name }) => name.type === "user" && name.profile === null);
	const effective = layers.map((layer) => layer.table).reduce(merge, {});
	for (const { keyPath } of edits) {
		const keys = parseKeyPath(keyPath);
		const effectiveValue = valueAt(effective, keys);
		const layer = layers.slice(own + 1).findLast(({ table }) => valueAt(table, keys) !== undefined);
		if (!layer || isSame(effectiveValue, valueAt(written, keys))) continue;
		const overridingLayer = { name: layer.name, version: versionOf(layer.table) };
		return { message: `Overridden by ${called(layer.name)}`, overridingLayer, effectiveValue };
	}
	return null;
}

function called(name: ConfigLayer["name"]): string {
	return name.type === "sessionFlags" ? "session flags" : `user config: ${"file" in name ? name.file : ""}`;
}
