import { describe, expect, it } from 'vitest'
import { splitReasoning } from '../../src/text/reasoning.js'

/** Answers with thoughts fenced off at their beginning: [what, answer, thoughts, text]. */
const FENCED: [string, string, string | undefined, string][] = [
  [
    'opened and closed',
    '<think>\n7 times 12 is 84.\n</think>\n\nIt is 84.',
    '7 times 12 is 84.',
    'It is 84.',
  ],
  ['with space before', '\n\n<think>hm</think>Yes.', 'hm', 'Yes.'],
  ['empty thoughts', '<think>\n\n</think>\n\nYes.', undefined, 'Yes.'],
  ['several blocks', '<think>one</think>\n<think>two</think>\nYes.', 'one\n\ntwo', 'Yes.'],
  ['never closed', '<think>\nI should plan and plan', 'I should plan and plan', ''],
  ['only closed', 'The user wants a number.\n</think>\n\n84.', 'The user wants a number.', '84.'],
  ['only closed, at the end', 'I wonder.</think>', 'I wonder.', ''],
  ['thinking', '<thinking>hm</thinking>\n\nYes.', 'hm', 'Yes.'],
  ['Kimi', '◁think▷hm◁/think▷Yes.', 'hm', 'Yes.'],
  ['Magistral', '[THINK]hm[/THINK]Yes.', 'hm', 'Yes.'],
  ['Seed', '<seed:think>hm</seed:think>Yes.', 'hm', 'Yes.'],
  ['Gemma', '<|channel>thought\nhm<channel|>Yes.', 'hm', 'Yes.'],
  [
    'harmony',
    '<|channel|>analysis<|message|>hm<|end|><|start|>assistant<|channel|>final<|message|>Yes.<|return|>',
    'hm',
    'Yes.',
  ],
  [
    'OpenThoughts',
    '<|begin_of_thought|>\nhm\n<|end_of_thought|>\n\n<|begin_of_solution|>\nYes.\n<|end_of_solution|>',
    'hm',
    'Yes.',
  ],
  [
    'Open WebUI',
    '<details type="reasoning" done="true" duration="3">\n<summary>Thought for 3 seconds</summary>\n> hm\n</details>\nYes.',
    '> hm',
    'Yes.',
  ],
]

/** Answers that speak of such marks: they stay to the letter. */
const OWN = [
  'It is 84.',
  'A model writes <think>its plan</think> first.',
  'The tag `</think>`\ncloses it.',
  'Close it like this:\n\n```\nplan\n</think>\n```\n',
  'Put `<think>` before the plan and `</think>` behind it.\n</think>\n',
  '`<think>` is the tag of DeepSeek-R1.',
  '<details><summary>More</summary>text</details>',
  'I think so.',
]

describe('splitReasoning', () => {
  it.each(FENCED)('takes thoughts off: %s', (_what, answer, reasoning, text) => {
    expect(splitReasoning(answer)).toEqual({ reasoning, text })
  })

  it.each(OWN)('leaves the text alone: %s', (answer) => {
    expect(splitReasoning(answer)).toEqual({ reasoning: undefined, text: answer })
  })

  it('takes time in line with the length of what it reads', () => {
    const crafted = '<think></think>'.repeat(200_000)
    expect(splitReasoning(crafted)).toEqual({ reasoning: undefined, text: '' })
  })
})
