import { ROLES } from '../validate/messages.js'
import { hosted } from './hosted.js'
import type { Written } from './trainer.js'

/** Longest example of the models whose limit is known (gpt-4o-mini); longer ones are cut without a word. */
const MAX_TOKENS = 65_536
const CHARACTERS_PER_TOKEN = 4

/** OpenAI and Azure: at least 10 rows, at most 512 MB, no keys but those of the API. */
export const openai = hosted({
  spelling: { content: null },
  rules: {
    roles: { ...ROLES, developer: 'system', function: 'tool' },
    calls: { arguments: 'text', strict: true },
    parts: ['text', 'image_url', 'input_audio'],
    otherKeys: ['name', 'tool_calls', 'tool_call_id', 'function_call', 'refusal', 'audio'],
  },
  check(row, report) {
    const known = [
      'messages',
      'tools',
      'parallel_tool_calls',
      'functions',
      'input',
      'preferred_output',
      'non_preferred_output',
    ]
    for (const key of Object.keys(row))
      if (!known.includes(key))
        report(key, 'a key the API refuses', `keep only ${known.slice(0, 4).join(', ')}`)
    const tokens = Math.round(JSON.stringify(row).length / CHARACTERS_PER_TOKEN)
    if (tokens > MAX_TOKENS)
      report(
        '',
        `about ${tokens} tokens: the rest after ${MAX_TOKENS} is cut off`,
        'split the conversation',
        true,
      )
  },
  limits: { minRows: 10, maxBytes: 512 * 1024 * 1024, array: false },
  config: (written) => ({ 'job.json': `${JSON.stringify(job(written), null, 2)}\n` }),
})

/** The body of POST /v1/fine_tuning/jobs; the ids of the files are known once they are uploaded. */
function job({ task, name, train, validation }: Written): Record<string, unknown> {
  return {
    model: 'MODEL',
    training_file: `FILE_ID of ${train}`,
    ...(validation && { validation_file: `FILE_ID of ${validation}` }),
    suffix: name.slice(0, 64),
    method: { type: task === 'dpo' ? 'dpo' : 'supervised' },
  }
}
