/** A length of time for people: "0.4 s", "12 s", "3 min 5 s". */
export function durationText(ms: number): string {
	if (ms < 10_000) return `${(ms / 1000).toFixed(1)} s`;
	const seconds = Math.round(ms / 1000);
	if (seconds < 60) return `${seconds} s`;
	return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}

/** How long ago something was, in few letters. */
export function agoText(seconds: number, nowMs: number): string {
	const minutes = Math.floor((nowMs / 1000 - seconds) / 60);
	if (minutes < 1) return "now";
	if (minutes < 60) return `${minutes} min`;
	if (minutes < 24 * 60) return `${Math.floor(minutes / 60)} h`;
	return new Date(seconds * 1000).toLocaleDateString(undefined, { day: "numeric", month: "short" });
}
