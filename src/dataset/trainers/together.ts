import { PROMPT_COMPLETION, TEXT } from '../validate/shapes.js'
import { hosted } from './hosted.js'
import type { Written } from './trainer.js'

/** The fields of which a row may have exactly one set (together-python, utils/files.py). */
const SETS = [
  ['text'],
  ['messages'],
  ['prompt', 'completion'],
  ['input', 'preferred_output', 'non_preferred_output'],
]

export const together = hosted({
  spelling: { reasoning: 'reasoning_content' },
  rules: {
    otherKeys: ['tool_calls', 'tool_call_id', 'name', 'reasoning', 'reasoning_content'],
    moreKeys: 'warning',
  },
  shapes: [PROMPT_COMPLETION, TEXT],
  check(row, report) {
    const sets = SETS.filter((fields) => fields.every((field) => Object.hasOwn(row, field)))
    if (sets.length > 1)
      report(
        '',
        `of two formats at once: ${sets.map((set) => set.join(' + ')).join(' and ')}`,
        'keep one of them',
      )
    const known = [...(sets[0] ?? []), 'tools']
    for (const key of Object.keys(row))
      if (sets.length === 1 && !known.includes(key)) report(key, 'a key that Together refuses', 'remove it')
  },
  limits: { minRows: 1, maxBytes: 50.1 * 1000 ** 3, array: false },
  config: (written) => ({ 'finetune.sh': script(written) }),
})

function script({ task, name, train, validation }: Written): string {
  const file = (path: string) =>
    `$(together files upload "$here/${path}" | grep -o 'file-[0-9a-f-]*' | head -n 1)`
  return `#!/usr/bin/env bash
# finetune.sh MODEL: uploads the set and starts a job. Needs the together CLI and TOGETHER_API_KEY.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
train=${file(train)}
${validation ? `validation=${file(validation)}\n` : ''}together fine-tuning create --model "$1" --suffix ${name} --training-file "$train"${validation ? ' --validation-file "$validation" --n-evals 5' : ''}${task === 'dpo' ? ' --training-method dpo' : ''}
`
}
