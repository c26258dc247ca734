/**
 * How an answer ended, in words of strom's own. Only `ok` is scored, cached, learned from, remembered and exported.
 * `unknown`: a provider gave a reason that nobody has told us the meaning of, which is never silently ok.
 */
export const ENDINGS = ['ok', 'length', 'refusal', 'filtered', 'interrupted', 'error', 'unknown'] as const
export type Ending = (typeof ENDINGS)[number]

/**
 * The words of all providers, in lower case with `_` between words and without a leading `finish_reason_`. Sources: the
 * API references of OpenAI (chat, Responses), Anthropic, Google Gemini and Vertex AI, Mistral, Cohere, DeepSeek, AWS
 * Bedrock, vLLM, SGLang, llama.cpp, Ollama, OpenRouter, Zhipu, DashScope; ChatGPT's export (`finish_details.type`).
 */
const WORDS: Record<Exclude<Ending, 'unknown'>, string> = {
  ok: `stop stop_sequence stop_token end_turn end eos eos_token complete completed done finished finished_successfully
    tool_calls tool_call tool_use tool function_call normal`,
  length: `length max_tokens max_output_tokens max_completion_tokens max_length token_limit token_limit_reached
    model_length model_context_window_exceeded context_length_exceeded context_window_exceeded error_limit incomplete
    finished_partial_completion max_new_tokens`,
  refusal: 'refusal refused',
  filtered: `safety recitation blocklist blocked prohibited_content spii sensitive image_safety image_prohibited_content
    image_recitation model_armor guardrail_intervened error_toxic data_inspection_failed filtered moderation`,
  interrupted: 'interrupted cancelled canceled user_cancelled client_stopped user_interrupt pause_turn',
  error: `error network_error server_error failed failure insufficient_system_resource abort aborted timeout overloaded
    malformed_function_call unexpected_tool_call malformed_response engine_overloaded internal_error expired`,
}

const MEANING = new Map<string, Ending>(
  Object.entries(WORDS).flatMap(([ending, words]) =>
    words.split(/\s+/).map((word): [string, Ending] => [word, ending as Ending]),
  ),
)

/** @param reason why an answer ended, as a provider says it: `stop`, `MAX_TOKENS`, `content_filter`, ... */
export function endingOf(reason: string): Ending {
  const word = reason
    .trim()
    .toLowerCase()
    .replace(/[\s-]+/g, '_')
    .replace(/^finish_reason_/, '')
  return MEANING.get(word) ?? (word.startsWith('content_filter') ? 'filtered' : 'unknown')
}
