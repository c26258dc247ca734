import { type SynthesizeOptions, synthesize } from '../dataset/synthesize.js'
import type { Step } from '../stream/batch.js'

/** Writes the example of each pattern; the same example is written once, over the whole stream. */
export function step(options: SynthesizeOptions = {}): Step<'pattern'> {
  return (pattern, sink) => {
    const example = synthesize(pattern, options)
    if (typeof example === 'string') sink.reject(example)
    else sink.emit(example, example.id)
  }
}
