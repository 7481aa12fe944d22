/*
 * What endpoints have told of their models' context windows, for this process: it is asked again by the next one, because
 * a server of one's own may be started with another window.
 */

/** In tokens, by provider and model. */
const windows = new Map<string, number>();

const keyOf = (providerId: string, model: string) => JSON.stringify([providerId, model]);

export function tellWindow(providerId: string, model: string, tokens: number | null): void {
	if (tokens !== null && tokens > 0) windows.set(keyOf(providerId, model), tokens);
}

/** In tokens; null when nobody has told. */
export const toldWindow = (providerId: string, model: string): number | null =>
	windows.get(keyOf(providerId, model)) ?? null;
