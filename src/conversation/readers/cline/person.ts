import type { ToolResult } from '../../../record/step.js'
import { authored } from '../../authorship.js'
import { type ChatMessage, chatMessage } from '../../conversation.js'
import type { CallLinks } from '../calls.js'
import type { Content } from '../content.js'
import { fields, name, paragraphs } from '../fields.js'

/** Tools that end in a text for the person: it is the answer. */
export const ANSWERS: Record<string, string> = {
  attempt_completion: 'result',
  plan_mode_respond: 'response',
  plan_mode_response: 'response',
}

interface Result {
  call: string
  result: ToolResult
}

/** What came under the person's role in one message. */
export class Brought {
  #results: Result[] = []
  /** The person's words, and the call whose result they stand in. */
  #said: { text: string; via?: string | undefined }[] = []
  #notes: { name: string; text: string }[] = []
  #steps: { name: string; text: string }[] = []

  /** @param answers ids of calls that became the answer: what is said to them is no result */
  constructor(
    readonly links: CallLinks,
    readonly answers: ReadonlySet<string>,
  ) {}

  /** Does a note hold this text? */
  notes(part: string): boolean {
    return this.#notes.some(({ text }) => text.includes(part))
  }

  takeContent({ results, texts }: Content): void {
    for (const { call, result } of results) {
      const found = { call: this.links.answered(call), result }
      if (!this.answers.has(call)) this.#results.push(found)
      this.#takeOutput(result.text, found)
    }
    let open: Result | undefined
    for (const block of texts) open = this.#takeText(block, open)
    for (const { result } of this.#results) if (FAILED.test(result.text)) result.error = true
  }

  /** @returns the result that the next text may go on with */
  #takeText(block: string, open: Result | undefined): Result | undefined {
    const found = authored(block, 'cline')
    const { rule, body = '', unwrapped } = found
    for (const note of found.notes) this.#notes.push({ name: note.rule.name, text: note.text })
    if (rule?.becomes === 'result') {
      const [header = '', tool = ''] = HEADER.exec(body) ?? []
      const begun = { call: this.links.answered(undefined, tool), result: { text: '' } }
      if (ANSWERS[tool] === undefined) this.#results.push(begun)
      const output = body.slice(header.length).trim()
      if (output) this.#goOn(output, begun)
      return begun
    }
    if (rule) this.#steps.push({ name: rule.name, text: body })
    else if (open && (found.text || unwrapped)) this.#goOn(block, open)
    else if (found.text) this.#said.push({ text: found.text })
    return open
  }

  #goOn(output: string, open: Result): void {
    open.result.text = paragraphs(open.result.text, output)
    this.#takeOutput(output, open)
  }

  /** The person's words in what a tool gave back, and what came back to an answer. */
  #takeOutput(output: string, open: Result): void {
    const words = wordsIn(output)
    const isKept = this.#results.includes(open)
    if (words) {
      this.#said.push({ text: words, ...(isKept && { via: open.call }) })
      if (isKept) open.result.author = 'human'
    } else if (!isKept && output.trim()) {
      this.#notes.push({ name: 'answered', text: output })
    }
  }

  messages(base: ChatMessage, media: string[]): ChatMessage[] {
    const words = paragraphs(...this.#said.map(({ text }) => text))
    // The model was told to go on, and by nobody but the program.
    if (!words)
      this.#steps.push(...this.#notes.filter(({ name }) => name === 'resumption' || name === 'no-message'))
    const steps = new Set(this.#steps)
    const notes = this.#notes.filter((note) => !steps.has(note))
    const messages: ChatMessage[] = []
    const add = (role: ChatMessage['role'], text: string, blocks: ChatMessage['blocks']) => {
      const id = messages.length ? `${base.id}#${messages.length}` : base.id
      messages.push({ ...chatMessage(id, undefined, role, text), time: base.time, blocks })
    }
    if (this.#results.length) add('other', '', { results: this.#results })
    for (const { name: named, text } of steps) add('other', text.trim(), { from: 'runtime', name: named })
    const via = this.#said.find((each) => each.via !== undefined)?.via
    if (words) add('user', words, via === undefined ? undefined : { via })
    if (words && media.length) messages.at(-1)!.media = [...new Set(media)]
    const [first] = messages
    if (!first)
      return [
        {
          ...base,
          text: paragraphs(...notes.map(({ text }) => text)),
          rejected: notes.length ? 'injected' : 'empty',
        },
      ]
    if (notes.length)
      first.blocks = {
        ...first.blocks,
        stripped: notes.map(({ text }) => ({ reason: 'injected' as const, text })),
      }
    return messages
  }
}

const HEADER = /^\[(\w+)[^\n]{0,1000}?\] Result:/
const FAILED =
  /^(?:\[[^\n]{0,1000}?\] Result:\s*)?(?:The tool execution failed|The user denied this operation|\{"status":"(?:error|denied)")/

/** An answer to a question, or why a call was refused. */
function wordsIn(output: string): string | undefined {
  const body = output.replace(HEADER, '').trim()
  if (body.startsWith('{"status":')) {
    try {
      return name(fields(JSON.parse(body)).feedback)
    } catch {
      return undefined
    }
  }
  const { text: said, unwrapped } = authored(body, 'cline')
  return unwrapped !== undefined && unwrapped !== 'task' ? said || undefined : undefined
}
