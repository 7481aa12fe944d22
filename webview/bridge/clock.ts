import { signal } from "@preact/signals";
import { useEffect } from "preact/hooks";

/** The time, to the second; it moves only while somebody looks at it. */
const now = signal(Date.now());
let watchers = 0;
let timer: ReturnType<typeof setInterval> | undefined;

/** Milliseconds since the epoch; the component renders anew each second while `active`. */
export function useNow(active: boolean): number {
	useEffect(() => {
		if (!active) return;
		watchers++;
		now.value = Date.now();
		timer ??= setInterval(() => {
			now.value = Date.now();
		}, 1000);
		return () => {
			if (--watchers > 0) return;
			clearInterval(timer);
			timer = undefined;
		};
	}, [active]);
	return active ? now.value : now.peek();
}
