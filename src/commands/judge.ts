import * as Flags from '@oclif/core/flags'
import type { FilterFlags } from '../cli/filter-flags.js'
import { amount, positive } from '../cli/flags.js'
import { ModelCommand } from '../cli/model-command.js'
import { loadCalibration } from '../config/calibration.js'
import { loadLexicons } from '../config/lexicon.js'
import { loadQuality, qualityYaml } from '../config/quality.js'
import { loadRubric } from '../config/rubrics.js'
import { featureReader, learnQuality } from '../conversation/quality/fit.js'
import { Agreement, nameOf, OneJudge } from '../judge/agreement.js'
import { withChance } from '../judge/chance.js'
import { judgeAnswer, judgePair, type Put } from '../judge/judge.js'
import { leftOut, refuseMixed } from '../judge/judged.js'
import { type Label, labelOf } from '../judge/labels.js'
import { agreementNotes, enough, learnedNotes, Samples } from '../judge/learn.js'
import { type Pair, pairOf, type Subject, sourcesOf, sourceText, subjectOf } from '../judge/subject.js'
import { putTo } from '../loop/judge.js'
import { noModel } from '../model/provider.js'
import { DataError, UsageError } from '../record/errors.js'
import { contentId } from '../record/id.js'
import { Judge } from '../record/judge.js'
import { BadRecord, kindOf, parseRecord } from '../record/parse.js'
import type { Rubric } from '../record/rubric.js'
import { fileLines, LineIndex } from '../stream/line-index.js'

export default class JudgeCommand extends ModelCommand {
  static override summary = 'Have a model judge examples, turns, results or pairs by a rubric'
  static override description =
    `Writes each record with 'judge': a score (0..100) and a reason for each criterion of the rubric, and the words of the record
that the reason rests on. A verdict whose quote does not stand in the record to the letter counts for nothing. One call a
record, at temperature 0; with --votes N as many, at 0.7, and the mean. The turn that an example was made of is shown where --turns names its file.

With --pairs, which of two answers is better: of an example with a worse answer, or of a row with prompt, chosen and rejected
(or a and b). Both orders are asked, two calls a vote; a verdict that turns with the order is a tie. The score is 100 where
the first (chosen) is better, 50 for a tie, 0 where the second is.

With --calibrate nobody is asked: the verdicts in the records are compared with what people said, in a file of JSON lines with
the id of a record and 'preferred' (a, b, tie), 'label' (good, bad) or 'feedback' (up, down). Out comes one record: agreement
(accuracy, kappa), bias of place and of length, and two numbers that make a score the chance that a person agrees;
--calibration FILE uses them. With --learn, the weights of quality are fitted to the verdicts: as quality.yaml in your
configuration, 'strom score' uses them. How much better they are is measured on
prompts that are held out.

A rubric is a YAML file; those that come with strom are answer (turns, results), example and pair, in German and English.
The simulated judge draws its verdicts by lot, only where --provider simulated is typed, and marks them.`
  static override examples = [
    '<%= config.bin %> judge --turns turns.jsonl < examples.jsonl > judged.jsonl',
    {
      description: 'only what is worth training on, by the mean of three votes',
      command: '<%= config.bin %> judge --votes 3 --min-score 70 -i examples.jsonl > good.jsonl',
    },
    {
      description: 'preferences that hold in both orders',
      command:
        '<%= config.bin %> augment --kinds negative --only-new -i examples.jsonl | <%= config.bin %> judge --pairs --min-score 100',
    },
    {
      description: 'how far the judge agrees with people, and what its scores are worth',
      command:
        '<%= config.bin %> judge --calibrate labels.jsonl -i judged.jsonl -o calibration.json; <%= config.bin %> judge --calibration calibration.json < examples.jsonl',
    },
    {
      description: 'what it would cost in calls, and no more than you want to spend',
      command:
        '<%= config.bin %> judge --dry-run -i examples.jsonl; <%= config.bin %> judge --max-cost 2 -i examples.jsonl -o judged.jsonl',
    },
  ]
  static override reads = 'any' as const
  static override flags = {
    rubric: Flags.string({
      description: 'one that comes with strom, or a file of yours [default: answer, example or pair]',
      helpValue: 'NAME|FILE',
    }),
    pairs: Flags.boolean({ description: 'judge which of two answers is better' }),
    votes: positive({ default: 1, description: 'how often to ask' }),
    'min-score': amount({ description: 'least score of what is good, 0..100 [default: 50]' }),
    keep: Flags.option({ options: ['all', 'good', 'bad'] as const })({
      description: 'which records are written [default: all; good where --min-score is given]',
    }),
    calibration: Flags.string({
      description: 'file that --calibrate made: adds the chance that a person agrees',
      helpValue: 'FILE',
      exclusive: ['calibrate', 'learn'],
    }),
    calibrate: Flags.string({
      description: 'compare the verdicts in the records with these labels of people, and ask nobody',
      helpValue: 'LABELS',
      exclusive: ['learn'],
    }),
    learn: Flags.boolean({
      description: 'fit the weights of quality to the verdicts in the records, and ask nobody',
    }),
    turns: Flags.string({
      multiple: true,
      multipleNonGreedy: true,
      description: 'file with the turns that examples were made of; may be repeated',
      helpValue: 'FILE',
    }),
  }

  async run(): Promise<void> {
    const { flags } = await this.parse(JudgeCommand)
    if (flags.calibrate !== undefined) return this.#calibrate(flags, flags.calibrate)
    if (flags.learn) return this.#learn(flags)
    const { pairs, votes, jobs, 'min-score': least, keep = least === undefined ? 'all' : 'good' } = flags
    const config = await this.configOf({ ...flags, 'min-score': undefined })
    if (!(await this.hasModel(flags, config))) throw noModel()
    const calibration = flags.calibration === undefined ? undefined : loadCalibration(flags.calibration)
    const named = flags.rubric === undefined ? undefined : loadRubric(flags.rubric)
    const rubrics = new Map<string, Rubric>()
    const rubricFor = (kind: string): Rubric => {
      const name = pairs ? 'pair' : kind === 'example' ? 'example' : 'answer'
      const rubric = named ?? rubrics.get(name) ?? loadRubric(name)
      rubrics.set(name, rubric)
      return rubric
    }
    const index = await this.#index(flags.turns ?? [])
    const { signal } = this.world.abort
    try {
      await this.withModel(flags, config, async (model) => {
        const simulated = model.provider === 'simulated'
        return this.filterAsync(
          'any',
          flags,
          async (record, text) => {
            const subject = subjectIn(record, pairs, sourceIn(index, record))
            refuseMixed(record, simulated)
            const requestId = typeof record.id === 'string' ? record.id : contentId('v', text)
            const put = putTo(model, { requestId, votes, temperature: flags.temperature, signal })
            const said = subject && (await verdict(subject, rubricFor(kindOf(record) ?? ''), put, votes))
            const marked = said && { ...said, ...(simulated && { simulated: true as const }) }
            const judge = marked && calibration ? withChance(marked, calibration) : marked
            const reason = leftOut(judge, { keep, minScore: least ?? 50 })
            return (sink) => {
              if (reason !== undefined) sink.reject(reason, judge ? { judge } : {})
              else if (judge) sink.extend({ judge })
              else sink.pass()
            }
          },
          { jobs: Math.max(1, Math.floor(jobs / (votes * (pairs ? 2 : 1)))) },
        )
      })
    } finally {
      index?.close()
    }
  }

  /** Compares verdicts that are there with what people said. */
  async #calibrate(flags: FilterFlags, path: string): Promise<void> {
    const labels = new Map<string, Label>()
    for await (const { text, at } of fileLines(path, this.world.stop.signal)) {
      const parsed = parseRecord('any', text)
      if (parsed.problem) throw new DataError(`${at}: ${parsed.problem.message}`, parsed.problem.hint)
      const { id } = parsed.record
      const label = labelOf(parsed.record)
      if (typeof id === 'string' && label !== undefined) labels.set(id, label)
    }
    const agreement = new Agreement()
    await this.filter('any', flags, {
      step: (record, sink) => {
        const { judge, subject } = judgedIn(record)
        const label = labels.get(String(record.id))
        if (label === undefined) sink.reject('no label')
        else agreement.add(judge, label, subject)
      },
      finish: (sink) => {
        if (this.tally.read === 0) return
        const made = agreement.calibration()
        this.extra = () => agreementNotes(made)
        sink.emit(made)
      },
    })
  }

  /** Fits the weights of quality to verdicts that are there. */
  async #learn(flags: FilterFlags & { config?: string | undefined }): Promise<void> {
    const { quality } = await this.configOf({ config: flags.config })
    const weights = loadQuality(quality)
    const one = new OneJudge()
    const samples = new Samples(featureReader(weights, loadLexicons()))
    this.world.publishes = false
    await this.filter('any', flags, {
      step: (record, sink) => {
        const { judge, subject } = judgedIn(record)
        if (one.admit(judge).simulated)
          throw new BadRecord({
            message: 'its verdict was drawn by lot, by the simulated judge',
            hint: 'learn from the verdicts of a model',
          })
        if (!samples.add(judge, subject)) sink.reject('no verdict')
      },
      finish: (sink) => {
        if (this.tally.read === 0) return
        const learned = learnQuality(weights, enough(samples))
        const told = learnedNotes(learned)
        if (learned.after <= learned.before)
          throw new DataError(`the verdicts do not make quality better: ${told}`, 'more of them may')
        this.extra = () => [told]
        const by = `Weights of quality, fitted by 'strom judge --learn' to ${learned.samples} verdicts of ${nameOf(one.who!)}:`
        sink.write(qualityYaml(learned.weights, `${by}\n${told}.`).trimEnd())
      },
    })
  }

  async #index(files: readonly string[]): Promise<LineIndex | undefined> {
    if (files.length === 0) return undefined
    if (files.includes('-')) throw new UsageError('--turns needs a file', 'stdin holds what is to be judged')
    const index = new LineIndex()
    await index.add(
      files,
      ({ text, at }) => {
        const parsed = parseRecord('turn', text)
        if (parsed.problem) throw new DataError(`${at}: ${parsed.problem.message}`, parsed.problem.hint)
        return parsed.record.id
      },
      this.world.stop.signal,
    )
    return index
  }
}

/** The verdict in a record, and what it is about. @throws BadRecord where there is none */
function judgedIn(record: Record<string, unknown>): { judge: Judge; subject: Subject | Pair } {
  const parsed = Judge.safeParse(record.judge)
  if (!parsed.success)
    throw new BadRecord({
      message: 'it has no verdict in the field judge',
      hint: 'strom judge puts it there',
    })
  const subject = subjectIn(record, parsed.data.orders !== undefined, undefined)
  if (!subject) throw new BadRecord({ message: 'it has a verdict, and nothing that could be judged' })
  return { judge: parsed.data, subject }
}

/** What is to be judged; undefined where the record has no answer, or no two. @throws BadRecord for another record */
function subjectIn(
  record: Record<string, unknown>,
  pairs: boolean,
  source: string | undefined,
): Subject | Pair | undefined {
  const kind = kindOf(record)
  if (pairs) {
    const pair = pairOf(record, source)
    if (pair || kind === 'example') return pair
    throw new BadRecord({
      message: 'expected an example, or a row with prompt, chosen and rejected (or a and b)',
      hint: 'strom augment --kinds negative and strom export --format dpo make them',
    })
  }
  const subject = subjectOf(record, source)
  if (subject) return subject === 'none' ? undefined : subject
  throw new BadRecord({
    message: `expected turn, example or result records, got ${kind ? `a ${kind} record` : 'something else'}`,
    hint: 'strom import, synthesize and consume make them; --pairs judges pairs of answers',
  })
}

function verdict(subject: Subject | Pair, rubric: Rubric, put: Put, votes: number): Promise<Judge> {
  return 'answer' in subject
    ? judgeAnswer(subject, rubric, put, votes)
    : judgePair(subject, rubric, put, votes)
}

/** The turns that a record was made of, as one text; undefined where none of them is known. */
function sourceIn(index: LineIndex | undefined, record: Record<string, unknown>): string | undefined {
  const texts = index
    ? sourcesOf(record).flatMap((id) => {
        const line = index.get(id)
        return line === undefined ? [] : [sourceText(JSON.parse(line))]
      })
    : []
  return texts.length ? texts.join('\n\n') : undefined
}
