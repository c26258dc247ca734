/** Importance from which a turn counts as signal. In a file of its own, for the help of `strom score`. */
export const THRESHOLD = 0.4
/** Quality from which an answer counts as one to learn from. */
export const MIN_QUALITY = 0.27
