/**
 * The tokens by which chat templates mark where a turn, a tool or a thought begins and ends. A tokenizer that meets one
 * in a text takes it for the mark itself, so that a text could end its turn and begin another in a name of its choice.
 * Each pattern is bounded, and matches whole tokens.
 */
const TEMPLATE_TOKENS = [
  // ChatML, Llama 3 and 4, Phi, GLM, Granite, Command, gpt-oss, Kimi; DeepSeek and Hunyuan with wide bars
  String.raw`<[|｜][^\s<>|｜]{1,64}[|｜]>`,
  String.raw`<\|(?:turn|channel|tool|tool_call|tool_response|think)>|<(?:turn|channel|tool|tool_call|tool_response)\|>`, // Gemma 4
  '<(?:start_of_turn|end_of_turn|start_of_image|end_of_image)>', // Gemma
  '</?s>|<(?:bos|eos|eot|eoh|eoa|pad)>', // Llama 2, Mistral, Gemma, InternLM
  String.raw`\[/?(?:INST|SYSTEM_PROMPT|AVAILABLE_TOOLS|TOOL_RESULTS|TOOL_CALLS|TOOL_CONTENT|THINK|ARGS|CALL_ID)\]|<</?SYS>>`, // Mistral, Llama 2
  String.raw`\[\|[^\s\[\]|]{1,64}\|\]`, // EXAONE
  String.raw`<(?:extra_id_\d{1,3}|SPECIAL_\d{1,4}|reserved_\d{1,4}|TOKENS_UNUSED_\d{1,4}|seed:[a-z_]{1,32})>`, // Nemotron, Baichuan, Seed
  String.raw`\]~b\]|\]~!b\[|\[e~\[`, // MiniMax
].join('|')

/** The first character of each token, so that one that begins inside another is found too. */
const BEGINNING = new RegExp(String.raw`[<[\]](?<=(?=${TEMPLATE_TOKENS})[<[\]])`, 'g')
const ANY = new RegExp(TEMPLATE_TOKENS)

/** The text with a space in each token of a chat template, which makes it plain text: `<|im_end|>` is `< |im_end|>`. */
export function breakTemplateTokens(text: string): string {
  return text.replace(BEGINNING, '$& ')
}

/** The first token of a chat template in a text. */
export function templateTokenIn(text: string): string | undefined {
  return ANY.exec(text)?.[0]
}

/** How deep in a record texts are looked for. */
const DEEPEST = 32

/**
 * A record with the tokens in all its texts broken up; the same object where it has none.
 * @param count told of each text that was changed
 */
export function breakTokensIn<T>(value: T, count: () => void, depth = 0): T {
  if (typeof value === 'string') {
    const text = breakTemplateTokens(value)
    if (text !== value) count()
    return text as T
  }
  if (typeof value !== 'object' || value === null || depth > DEEPEST) return value
  let changed = false
  const inner = (item: unknown) => {
    const next = breakTokensIn(item, count, depth + 1)
    changed ||= next !== item
    return next
  }
  const copy = Array.isArray(value)
    ? value.map(inner)
    : Object.fromEntries(Object.entries(value).map(([key, item]) => [key, inner(item)]))
  return changed ? (copy as T) : value
}

/** Where a row holds a token, as a path such as `messages[0].content`, and which; undefined where it holds none. */
export function tokenPlace(
  row: unknown,
  skip: ReadonlySet<string> = new Set(),
): { path: string; token: string } | undefined {
  const stack: { value: unknown; path: string; depth: number }[] = [{ value: row, path: '', depth: 0 }]
  for (let at = stack.pop(); at; at = stack.pop()) {
    const { value, path, depth } = at
    const token = typeof value === 'string' ? templateTokenIn(value) : undefined
    if (token) return { path, token }
    if (typeof value !== 'object' || value === null || depth > DEEPEST) continue
    const inner = Array.isArray(value)
      ? value.map((item, i) => ({ value: item, path: `${path}[${i}]`, depth: depth + 1 }))
      : Object.entries(value)
          .filter(([key]) => !skip.has(key))
          .map(([key, item]) => ({ value: item, path: path ? `${path}.${key}` : key, depth: depth + 1 }))
    stack.push(...inner.reverse())
  }
  return undefined
}
