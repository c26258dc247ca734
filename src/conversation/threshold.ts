/** Importance from which a turn counts as signal. In a file of its own, for the help of `strom score`. */
export const THRESHOLD = 0.4
