import type { TextMessage } from '../record/message.js'
import type { ChatAnswer, ChatModel, ChatOptions } from './chat-model.js'
import { cancelled } from './errors.js'
import { type Written, writeAnswer } from './simulated/answer.js'
import { writeProse } from './simulated/answer-phrases.js'
import { writeAugmentation } from './simulated/augment.js'
import { dice } from './simulated/dice.js'
import { writeVerdict } from './simulated/judge.js'
import { writePrompt } from './simulated/prompt-phrases.js'
import { readRequest } from './simulated/request.js'
import { failureAt, passProbability } from './simulated/world.js'

export interface SimulatedOptions {
  /** Of the hidden preferences: another seed is another world, where other styles and wrappers do well. */
  world?: number
  /** The mean of the hidden preferences on the logit scale; 0 is about half, -3.4 about 6 % passing. */
  base?: number
}

/** A world in which about half of all answers pass, with four styles that clearly differ. */
const DEFAULT_WORLD = 14
/** English and German text has about so many characters a token. */
const CHARACTERS_PER_TOKEN = 4
const TOKENS_PER_MESSAGE = 4
/** An answer asked for a second time passes a little less often. */
const REPAIRED = 0.8

/**
 * A model that is no model: it writes prompts where it is asked for one, answers in the headings that a request
 * names, and passes or fails as the hidden preferences of its world say. Offline, free, and always the same for
 * the same messages, seed and world.
 */
export function createSimulated({ world = DEFAULT_WORLD, base = 0 }: SimulatedOptions = {}): ChatModel {
  return {
    async chat(messages, options) {
      if (options.signal?.aborted) throw cancelled('no')
      const answer = shorten(write(messages, options.seed ?? 0, world, base), options)
      options.onText?.(answer.text)
      const prompt = messages.reduce((sum, { content }) => sum + tokens(content) + TOKENS_PER_MESSAGE, 0)
      return {
        ...answer,
        model: 'simulated',
        usage: { prompt_tokens: prompt, completion_tokens: tokens(answer.text || (answer.refusal ?? '')) },
      }
    },
  }
}

function write(messages: readonly TextMessage[], seed: number, world: number, base: number): Written {
  const luck = dice(JSON.stringify(messages.map(({ role, content }) => [role, content])), seed, world)
  const request = readRequest(messages)
  if (request.kind === 'prompt')
    return { text: writePrompt(luck, request.language, request.topic, request.style), finishReason: 'stop' }
  if (request.kind === 'augment') return { text: writeAugmentation(luck, request), finishReason: 'stop' }
  if (request.kind === 'judge') return { text: writeVerdict(luck, request), finishReason: 'stop' }
  if (request.kind === 'chat')
    return { text: writeProse(luck, request.language, undefined), finishReason: 'stop' }
  const passes = luck.next() < (request.again ? REPAIRED : 1) * passProbability(world, base, request.factors)
  const failing = failureAt(luck.next())
  return writeAnswer(luck, request, passes ? undefined : failing)
}

/** The answer as far as the caller's limit of tokens allows. */
function shorten(answer: Written, { maxTokens }: ChatOptions): Omit<ChatAnswer, 'model'> {
  if (maxTokens === undefined || tokens(answer.text) <= maxTokens) return answer
  return { ...answer, text: answer.text.slice(0, maxTokens * CHARACTERS_PER_TOKEN), finishReason: 'length' }
}

const tokens = (text: string) => Math.ceil(text.length / CHARACTERS_PER_TOKEN)
