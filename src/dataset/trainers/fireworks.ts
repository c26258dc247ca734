import { hosted } from './hosted.js'
import type { Written } from './trainer.js'

/** Fireworks: at least 3 rows and at most 3 million, a system message only at the front. */
export const fireworks = hosted({
  spelling: { reasoning: 'reasoning_content' },
  rules: { otherKeys: ['tool_calls', 'tool_call_id', 'name', 'reasoning_content'], moreKeys: 'warning' },
  limits: { minRows: 3, maxRows: 3_000_000, array: false },
  config: (written) => ({ 'finetune.sh': script(written) }),
})

function script({ task, name, train, validation }: Written): string {
  const id = name.toLowerCase().replaceAll('_', '-')
  const create = task === 'dpo' ? 'dpo-job' : 'supervised-fine-tuning-job'
  return `#!/usr/bin/env bash
# finetune.sh MODEL: uploads the set and starts a job. Needs firectl, signed in.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
firectl dataset create ${id} "$here/${train}"
${validation ? `firectl dataset create ${id}-validation "$here/${validation}"\n` : ''}firectl ${create} create --base-model "$1" --dataset ${id}${validation ? ` --evaluation-dataset ${id}-validation` : ''} --output-model ${id}-model
`
}
