import type { Call } from '../../../record/step.js'
import type { ChatMessage, Conversation } from '../../conversation.js'
import { CallLinks } from '../calls.js'
import { type Content, contentOf, type LoggedCall, textOf } from '../content.js'
import { type Fields, fields, isFields, list, name, paragraphs, text } from '../fields.js'
import { holdsMessages, MessageFile, requestOf } from '../message-file.js'
import { answerMessage, baseMessage, isBareMessage } from '../messages.js'
import type { Reader } from '../reader.js'
import { ANSWERS, Brought } from './person.js'
import { xmlCalls } from './xml-calls.js'

/** Task histories of Cline and its descendants, such as Roo Code and Kilo Code. */
export const cline: Reader = {
  name: 'cline',
  title: 'Cline and Roo task histories (api_conversation_history.json, or a folder of them)',
  looksLike: (value) => {
    if (!isFields(value)) return false
    if (isBareMessage(value)) return opens(value, /^\s*<(?:task|environment_details)>/)
    if (!holdsMessages(value)) return false
    const isSession = typeof value.sessionId === 'string' && 'agent' in value
    return isSession || opens(fields(list(requestOf(value).messages)[0]), /^\s*<environment_details>/)
  },
  start: () => new MessageFile(() => new TaskReader()),
}

function opens({ role, content }: Fields, mark: RegExp): boolean {
  return role === 'user' && list(content).some((part) => mark.test(text(fields(part).text)))
}

/** Reads the messages of one task: Anthropic's, in which the program writes under the person's role. */
class TaskReader {
  readonly #links = new CallLinks()
  readonly #tools = new Set<string>()
  /** Calls that became the answer. */
  readonly #answers = new Set<string>()
  #count = 0
  #isRoo = false

  read(message: Fields, messages: ChatMessage[]): void {
    messages.push(...this.#any(message))
  }

  #any(message: Fields): ChatMessage[] {
    const base = baseMessage(String(this.#count++), message)
    const content = contentOf(message.content)
    if (message.isSummary === true) {
      base.text = paragraphs(...content.texts).trim()
      base.blocks = { from: 'runtime', name: 'compaction' }
      return [base]
    }
    if (message.role === 'assistant') return [this.#answer(base, content)]
    if (message.role === 'user') {
      const brought = new Brought(this.#links, this.#answers)
      brought.takeContent(content)
      this.#isRoo ||= brought.notes('<slug>')
      return brought.messages(base, content.media)
    }
    return [{ ...base, role: 'system', text: paragraphs(...content.texts).trim() }]
  }

  finish(conversation: Conversation): Conversation {
    const tools = [...this.#tools].map((each) => ({ name: each }))
    return {
      ...conversation,
      agent: { name: this.#isRoo ? 'roo-code' : 'cline' },
      tools: conversation.tools ?? (tools.length ? tools : undefined),
    }
  }

  #answer(base: ChatMessage, content: Content): ChatMessage {
    const texts: string[] = []
    const calls: Call[] = []
    const take = (call: LoggedCall) => {
      const shown = ANSWERS[call.name]
      const answer = shown === undefined ? '' : textOf(fields(call.arguments)[shown])
      if (answer) {
        texts.push(answer)
        if (name(call.id)) this.#answers.add(text(call.id))
        return
      }
      this.#tools.add(call.name)
      calls.push(this.#links.call(call.id, call.name, call.arguments))
    }
    for (const said of content.texts) {
      const found = xmlCalls(said)
      texts.push(found.text)
      for (const call of found.calls) take(call)
    }
    for (const call of content.calls) take(call)
    return answerMessage(base, paragraphs(...texts), { ...content, calls })
  }
}
