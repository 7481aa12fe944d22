/** The longest that a timer can wait, in milliseconds: some 24 days. One that is asked for more fires at once. */
export const LONGEST_TIMER_MS = 2 ** 31 - 1;
