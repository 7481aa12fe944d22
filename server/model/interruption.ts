const TAG = "<turn_aborted>";

/** Put into the history when a turn is interrupted, so that the model knows why its work ends so abruptly. */
export const INTERRUPTED_MARKER = `${TAG}\nThe person stopped the previous turn. What was still running was ended and may have been done in part.\n</turn_aborted>`;

/** Whether a text of the history says that a turn was interrupted. */
export const isInterruptedMarker = (text: string) => text.startsWith(TAG);
