/** Every exit code and its meaning: shown by `strom help exit-codes`. */
export const EXIT = {
  done: [0, 'done, or the reader downstream closed the pipe'],
  someFailed: [1, 'done, but some records failed (or a check found something)'],
  usage: [64, 'the command line is wrong'],
  data: [65, 'a line or record of the input is wrong'],
  noInput: [66, 'an input file is missing or cannot be read'],
  provider: [69, 'the model provider refuses the request'],
  bug: [70, 'a bug in strom'],
  cannotWrite: [73, 'the output cannot be written'],
  tryLater: [75, 'try again later: rate limit, lock held, budget reached'],
  access: [77, 'a key is missing or not accepted'],
  config: [78, 'a configuration file is wrong'],
  interrupted: [130, 'ended by SIGINT (Ctrl-C)'],
  terminated: [143, 'ended by SIGTERM'],
} as const satisfies Record<string, readonly [number, string]>
