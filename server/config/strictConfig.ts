import { checkConfig, type Mismatch } from "./check.ts";
import type { ConfigLayer, ConfigStore } from "./configStore.ts";
import { placeOf, type Range } from "./place.ts";

/**
 * Refuses a configuration with anything that cannot be used: of the user's files and of the command line. A project's own file is not
 * a matter of whoever starts the process.
 * @throws Error that names the first of it with its file, line and column
 */
export function requireUsable(config: ConfigStore): void {
	for (const layer of config.layers(null)) refuse(layer, () => true);
}

/** The same, but for keys that nobody knows: what is known has to fit. @throws Error */
export function requireReadable(config: ConfigStore): void {
	for (const layer of config.layers(null)) refuse(layer, ({ unknown }) => !unknown);
}

function refuse({ document, table }: ConfigLayer, counts: (mismatch: Mismatch) => boolean): void {
	const mismatches = checkConfig(table).mismatches.filter(counts);
	if (document === null) {
		const [first] = mismatches;
		if (first) throw new Error(first.unknown ? `${first.refusal} in -c/--config override` : described(first));
		return;
	}
	// A profile that is not there is told of as ever.
	const [unparsed] = document.exists ? document.problems : [];
	if (unparsed) throw new Error(`${at(document.path, unparsed.range)}: ${unparsed.details ?? unparsed.summary}`);
	const places = mismatches.map((mismatch) => {
		return { mismatch, range: placeOf(document.text, mismatch.path, mismatch.unknown ? "key" : "value") };
	});
	const [first] = places.sort((one, other) => {
		// A value that does not fit is told of before any key that nobody knows.
		return Number(one.mismatch.unknown) - Number(other.mismatch.unknown) || order(one.range) - order(other.range);
	});
	if (first) throw new Error(`${at(document.path, first.range)}: ${first.mismatch.refusal}`);
}

const described = ({ refusal, path }: Mismatch) => `${refusal}\nin \`${path.join(".")}\``;

/** Lines first; no line has that many columns. */
const order = (range: Range | null) => (range ? range.start.line * 1e6 + range.start.column : 0);

const at = (file: string, range: Range | null) => (range ? `${file}:${range.start.line}:${range.start.column}` : file);
