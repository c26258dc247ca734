import type { Format } from './index.js'

/** {"instruction", "input", "output"}, as the Stanford Alpaca data and LLaMA-Factory's `alpaca` have it. */
export const alpaca: Format = {
  twoTexts: true,
  row: ({ instruction, input, output }) => JSON.stringify({ instruction, input, output }),
}
