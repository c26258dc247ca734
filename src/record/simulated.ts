/** Stands before what the simulated model writes for a data set, so that nobody takes it for a model's text. */
export const SIMULATED_MARK = '[simulated]'
