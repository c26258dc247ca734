import { z } from 'zod'
import { readText } from './files.js'
import { readYaml } from './yaml.js'

const dollars = z.number().nonnegative()

/** US dollars per million tokens, by model. */
const Prices = z.strictObject({
  models: z.record(
    z.string().min(1),
    z.strictObject({ input: dollars, cached_input: dollars.optional(), output: dollars }),
  ),
})

/**
 * The prices of a file.
 * @throws ConfigError where it cannot be read or is wrong
 */
export function loadPrices(path: string): z.infer<typeof Prices>['models'] {
  return readYaml(path, readText(path), Prices).value.models
}
