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
