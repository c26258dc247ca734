import { request } from './conversation.js'
import type { Format } from './index.js'

/** {"prompt", "completion"}: TRL trains on the completion only. */
export const promptCompletion: Format = {
  twoTexts: true,
  row: (example) => JSON.stringify({ prompt: request(example), completion: example.output }),
}
