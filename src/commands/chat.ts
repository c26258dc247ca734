import * as Flags from '@oclif/core/flags'
import { Chat } from '../chat/chat.js'
import { converseInPipe } from '../chat/filter.js'
import { converse } from '../chat/interactive.js'
import { recalledLine } from '../chat/messages.js'
import { openTerminal } from '../chat/terminal.js'
import { commonFlags } from '../cli/base.js'
import type { FilterFlags } from '../cli/filter-flags.js'
import { fraction } from '../cli/flags.js'
import { modelFlags, type OpenModel } from '../cli/model.js'
import { RunCommand } from '../cli/run-command.js'
import { loadLexicons } from '../config/lexicon.js'
import { loadQuality } from '../config/quality.js'
import { scorer } from '../conversation/score.js'
import { THRESHOLD } from '../conversation/threshold.js'
import { openMemory } from '../memory/open.js'
import { ModelError } from '../model/errors.js'
import { noModel } from '../model/provider.js'
import { untilStopped } from '../stream/input.js'
import { lines } from '../stream/lines.js'

const { jobs: _, ...oneCallAtOnce } = modelFlags

export default class ChatCommand extends RunCommand {
  static override summary = 'Talk with a model: what matters is remembered, the rest forgotten'
  static override description =
    `At a terminal: a conversation; /help lists what can be typed beside questions. In a pipe: a message a line on stdin (plain
text, or JSON with user), a scored turn a line on stdout. Signal is appended to --memory at once; what was remembered and
belongs to a question goes to the model with it. Without a model, such passages are the answer, and marked as such.`
  static override examples = [
    '<%= config.bin %> chat --memory memory.jsonl',
    {
      description: 'as a filter, with a file to look things up in',
      command: 'echo "What is Thompson Sampling?" | <%= config.bin %> chat --knowledge turns.jsonl',
    },
  ]
  static override writesRecords = true
  static override baseFlags = { ...commonFlags, ...oneCallAtOnce }
  static override flags = {
    memory: Flags.string({
      description:
        'file of remembered turns, made if missing [default: remembered until the end of the chat]',
      helpValue: 'FILE',
    }),
    knowledge: Flags.string({
      multiple: true,
      multipleNonGreedy: true,
      description: 'turns (.jsonl), Markdown or text to look things up in; may be repeated',
      helpValue: 'FILE',
    }),
    threshold: fraction({
      default: THRESHOLD,
      env: 'STROM_THRESHOLD',
      description: 'least importance of signal',
    }),
  }

  async run(): Promise<void> {
    const { flags } = await this.parse(ChatCommand)
    const config = await this.configOf(flags)
    const memory = openMemory(flags)
    const score = scorer({
      threshold: flags.threshold,
      lexicons: loadLexicons(),
      quality: loadQuality(config.quality),
    })
    const chat = new Chat({ memory, score, origin: 'chat' })
    this.extra = () => [`${chat.remembered} remembered`, `${chat.turns - chat.remembered} forgotten`]
    const talk = this.world.stdin.isTTY ? this.#atTerminal : this.#inPipe
    // Nothing stands in for a model here: what it said would be remembered.
    if (!(await this.hasModel(flags, config))) return talk.call(this, chat, undefined, flags)
    await this.withModel(flags, config, (model) => talk.call(this, chat, model, flags))
  }

  async #atTerminal(chat: Chat, caller: OpenModel | undefined, flags: Flagged): Promise<void> {
    const { stdin, stdout, stderr, stop, abort } = this.world
    this.told = true
    if (!caller) {
      const none = noModel()
      if (!chat.canLookUp) throw none
      this.note(`${none.message}: passages of what is remembered and known are shown instead`, none.hint)
    }
    const terminal = openTerminal(stdin, stderr.stream, '> ')
    stop.signal.addEventListener('abort', () => terminal.close(), { once: true })
    const print = (text: string) => stdout.write(text)
    await converse({ terminal, chat, caller, verbose: flags.verbose, print, abort: abort.signal })
    this.tally.read = this.tally.written = chat.turns
    this.summarize(flags)
  }

  async #inPipe(chat: Chat, caller: OpenModel | undefined, flags: Flagged): Promise<void> {
    const { stdin, stdout, stderr, stop, abort } = this.world
    await this.working(flags, () =>
      converseInPipe(lines('<stdin>', untilStopped(stdin, '<stdin>', stop.signal), 1, stop.signal), {
        chat,
        caller,
        write: (turn) => stdout.write(`${JSON.stringify(turn)}\n`),
        onRecall: (recalled) => {
          if (flags.verbose) stderr.write(recalled.map(recalledLine).join(''))
        },
        onNote: (message) => this.note(message),
        onFailure: (error) => {
          const { message, hint, exitCode } = error
          this.tally.fail(error instanceof ModelError ? error.class : 'no answer')
          if (this.tally.failed === 1) this.note(message, hint)
          else this.note(message)
          if (!caller) this.world.exitCode ||= exitCode
        },
        tally: this.tally,
        stop: stop.signal,
        abort: abort.signal,
      }),
    )
  }
}

type Flagged = Pick<FilterFlags, 'quiet' | 'verbose' | 'no-color' | 'log-format'>
