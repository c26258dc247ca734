import { describe, expect, it } from 'vitest'
import { type Ending, endingOf } from '../../src/record/ending.js'

/** Reasons as providers send them, one row a provider. */
const REASONS: [provider: string, reasons: Record<string, Ending>][] = [
  [
    'OpenAI',
    { stop: 'ok', length: 'length', tool_calls: 'ok', content_filter: 'filtered', function_call: 'ok' },
  ],
  [
    'OpenAI Responses',
    { completed: 'ok', incomplete: 'length', max_output_tokens: 'length', failed: 'error' },
  ],
  [
    'Anthropic',
    { end_turn: 'ok', stop_sequence: 'ok', tool_use: 'ok', max_tokens: 'length', refusal: 'refusal' },
  ],
  ['Anthropic, later', { model_context_window_exceeded: 'length', pause_turn: 'interrupted' }],
  [
    'Gemini',
    { STOP: 'ok', MAX_TOKENS: 'length', SAFETY: 'filtered', RECITATION: 'filtered', SPII: 'filtered' },
  ],
  [
    'Gemini, tools',
    { MALFORMED_FUNCTION_CALL: 'error', OTHER: 'unknown', FINISH_REASON_UNSPECIFIED: 'unknown' },
  ],
  ['Mistral', { model_length: 'length', error: 'error' }],
  ['Cohere', { COMPLETE: 'ok', ERROR_TOXIC: 'filtered', ERROR_LIMIT: 'length', ERROR: 'error' }],
  ['DeepSeek', { insufficient_system_resource: 'error' }],
  ['vLLM, SGLang', { abort: 'error', stop: 'ok' }],
  ['Zhipu', { sensitive: 'filtered', network_error: 'error' }],
  ['Bedrock', { guardrail_intervened: 'filtered', content_filtered: 'filtered' }],
  ['Azure', { 'content_filter: prompt': 'filtered' }],
  [
    'ChatGPT export',
    { interrupted: 'interrupted', finished_successfully: 'ok', finished_partial_completion: 'length' },
  ],
  ['nobody', { '': 'unknown', because: 'unknown', null: 'unknown' }],
]

describe('endingOf', () => {
  it.each(REASONS)('knows the reasons of %s', (_provider, reasons) => {
    expect(Object.fromEntries(Object.keys(reasons).map((reason) => [reason, endingOf(reason)]))).toEqual(
      reasons,
    )
  })

  it('reads any spelling', () => {
    expect(['Max Tokens', 'max-tokens', ' MAX_TOKENS '].map(endingOf)).toEqual(['length', 'length', 'length'])
  })
})
