import { resolve } from 'node:path'
import { Writable } from 'node:stream'
import * as Flags from '@oclif/core/flags'
import { Chat } from '../chat/chat.js'
import { commonFlags } from '../cli/base.js'
import { fraction } from '../cli/flags.js'
import { modelFlags, type OpenModel } from '../cli/model.js'
import { RunCommand } from '../cli/run-command.js'
import { loadLexicons } from '../config/lexicon.js'
import { loadQuality } from '../config/quality.js'
import { scorer } from '../conversation/score.js'
import { THRESHOLD } from '../conversation/threshold.js'
import { serve } from '../mcp/server.js'
import { openMemory } from '../memory/open.js'
import { MissingInputError, UsageError } from '../record/errors.js'
import { untilStopped } from '../stream/input.js'
import { isFolder } from '../stream/small-files.js'

export default class Mcp extends RunCommand {
  static override summary = 'Serve the memory to a chat program over MCP'
  static override description =
    `An MCP server on stdin and stdout, for Claude Desktop and other programs, with the tools chat, conversation_stats, recall,
mine_training_data and export_training_data. It only reads, unless started with --allow-write, and ends with its input.`
  static override examples = [
    '<%= config.bin %> mcp --memory memory.jsonl',
    {
      description: 'remember what is worth it, and export to one folder',
      command:
        'mkdir exports; <%= config.bin %> mcp --memory memory.jsonl --allow-write --export-dir exports',
    },
  ]
  static override baseFlags = { ...commonFlags, ...modelFlags }
  static override flags = {
    memory: Flags.string({
      description: 'file of remembered turns; made if missing with --allow-write',
      helpValue: 'FILE',
    }),
    knowledge: Flags.string({
      multiple: true,
      multipleNonGreedy: true,
      description: 'turns (.jsonl), Markdown or text to recall from; may be repeated',
      helpValue: 'FILE',
    }),
    'allow-write': Flags.boolean({ description: 'append to the memory, and export' }),
    'export-dir': Flags.string({ description: 'the one folder that exports go to', helpValue: 'DIR' }),
    threshold: fraction({
      default: THRESHOLD,
      env: 'STROM_THRESHOLD',
      description: 'least importance of signal',
    }),
  }

  async run(): Promise<void> {
    const { flags } = await this.parse(Mcp)
    const { stdin, stdout, stop, abort } = this.world
    if (stdin.isTTY)
      throw new UsageError(
        'mcp: it speaks a protocol on stdin, and stdin is a terminal',
        "the chat program starts it; 'strom chat' is for people",
      )
    const config = await this.configOf(flags)
    const readOnly = !flags['allow-write']
    const memory = openMemory(flags, readOnly)
    const exportFolder = flags['export-dir'] === undefined ? undefined : folder(flags['export-dir'])
    const score = scorer({
      threshold: flags.threshold,
      lexicons: loadLexicons(),
      quality: loadQuality(config.quality),
    })
    const chat = new Chat({ memory, score, origin: 'mcp', readOnly })
    this.extra = () => [`${chat.remembered} remembered`, `${chat.turns - chat.remembered} forgotten`]
    const output = new Writable({
      decodeStrings: false,
      write: (chunk, _encoding, done) => void stdout.write(String(chunk)).then(() => done(), done),
    })
    output.on('error', () => stop.abort('EPIPE'))
    this.told = true
    const work = async (caller?: OpenModel) => {
      const world = { memory, chat, caller, readOnly, exportFolder, abort: abort.signal }
      const input = untilStopped(stdin, '<stdin>', stop.signal)
      await serve(world, input, output, this.config.version, (message) => this.note(message))
      this.tally.read = this.tally.written = chat.turns
      this.summarize(flags)
    }
    // Nothing stands in for a model here: what it said would be remembered.
    await ((await this.hasModel(flags, config)) ? this.withModel(flags, config, work) : work())
  }
}

/** @throws MissingInputError */
function folder(path: string): string {
  if (!isFolder(path))
    throw new MissingInputError(`${path} is no folder`, 'make it first, or name another with --export-dir')
  return resolve(path)
}
