import { Config, type ConfigLayerMetadata } from "#protocol/config.ts";
import type { ConfigLayer } from "../config/configStore.ts";
import { isTable } from "../config/document.ts";
import type { HandlerTable } from "../rpc/peer.ts";
import type { Services } from "./services.ts";

/** The answers to `config/*`. */
export function configHandlers({ threads }: Services): Pick<HandlerTable, "config/read"> {
	return {
		"config/read": ({ cwd, includeLayers }) => {
			const layers = threads.config.layers(cwd);
			const { raw } = threads.config.effective(cwd);
			// Values of the wrong type are left out; `configWarning` has named them.
			const parsed = Config().safeParse(raw);
			return {
				config: parsed.success ? parsed.data : Config().parse(withoutWrong(raw, parsed.error.issues)),
				origins: originsOf(layers),
				layers: includeLayers
					? layers.toReversed().map((layer) => ({ ...metadataOf(layer), config: layer.table, disabledReason: null }))
					: null,
			};
		},
	};
}

function metadataOf({ name, version }: ConfigLayer): ConfigLayerMetadata {
	return { name: name.type === "user" ? { ...name, profile: null } : name, version };
}

/** Which layer each value comes from, by dotted path. */
function originsOf(layers: readonly ConfigLayer[]): Record<string, ConfigLayerMetadata> {
	const origins: Record<string, ConfigLayerMetadata> = {};
	const visit = (value: unknown, path: string, origin: ConfigLayerMetadata) => {
		if (isTable(value))
			for (const [key, inner] of Object.entries(value)) visit(inner, path ? `${path}.${key}` : key, origin);
		else origins[path] = origin;
	};
	for (const layer of layers) visit(layer.table, "", metadataOf(layer));
	return origins;
}

function withoutWrong(raw: Record<string, unknown>, issues: readonly { path: readonly PropertyKey[] }[]) {
	const wrong = new Set(issues.map((issue) => String(issue.path[0])));
	return Object.fromEntries(Object.entries(raw).filter(([key]) => !wrong.has(key)));
}
