import { filters } from './filters.js'
import { others } from './others.js'
import { queue } from './queue.js'

/** What is fuzzed. `trial` makes an input from chance and throws where a promise is broken. */
export const TARGETS = [...filters, ...others, { name: 'queue', trial: queue, share: 0.3 }]
