const MAX_CONSECUTIVE = 3;
const MAX_RECENT = 10;
const RECENT = 50;

/** How often reviews of one turn said no: whoever keeps trying is stopped. The limits are the reference's. */
export class DenialCount {
	readonly turnId: string;
	#consecutive = 0;
	/** Whether each of the last reviews said no. */
	readonly #recent: boolean[] = [];

	constructor(turnId: string) {
		this.turnId = turnId;
	}

	/** Counts a yes or a no. Returns what the person is told if the turn is to end; else null. */
	add(isDenied: boolean): string | null {
		this.#consecutive = isDenied ? this.#consecutive + 1 : 0;
		this.#recent.push(isDenied);
		if (this.#recent.length > RECENT) this.#recent.shift();
		const denials = this.#recent.filter((each) => each).length;
		if (!isDenied || (this.#consecutive < MAX_CONSECUTIVE && denials < MAX_RECENT)) return null;
		return `Automatic approval review rejected too many approval requests for this turn (${this.#consecutive} consecutive, ${denials} in the last ${RECENT} reviews); interrupting the turn.`;
	}
}
