import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { importAll } from '../chats.js'
import { figures } from '../data.js'
import { auc, calibration } from '../metrics.js'

const load = (file) => import(join(import.meta.dirname, '..', '..', '..', 'dist', file))
const judged = (name) =>
  readFileSync(join(import.meta.dirname, '..', 'judged', `${name}.jsonl`), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
const share = (list, test) => (list.length === 0 ? null : list.filter(test).length / list.length)

/**
 * What the default pipe makes of whole chats. Of each exchange that is signal: does it give a Q&A; is the instruction the
 * message, and the output the answer, to the letter; does a text beside the answer hold what only the answer holds?
 */
const whole = {
  name: 'examples/oasst',
  needs: ['chats/oasst.jsonl'],
  async run(dir) {
    const { mine } = await load('patterns/mine.js')
    const { synthesize } = await load('dataset/synthesize.js')
    const turns = (await importAll(dir, 'chats/oasst.jsonl')).filter(({ signal }) => signal)
    const made = turns.map((turn) =>
      mine(turn)
        .map((pattern) => synthesize(pattern))
        .filter((example) => typeof example === 'object'),
    )
    const pairs = turns.flatMap((turn, i) => made[i].map((example) => ({ turn, example })))
    return figures('examples/oasst', turns.length, {
      'exchanges that give a Q&A': { value: share(made, (examples) => examples.length > 0), reach: 0.97 },
      'question is the whole message': {
        value: share(pairs, ({ turn, example }) => example.instruction === turn.user),
        reach: 0.98,
      },
      'answer is the whole answer': share(pairs, ({ turn, example }) => example.output === turn.assistant),
      'leak beside the answer': share(pairs, leaks),
      'carry history': share(pairs, ({ example }) => example.messages),
    })
  },
}

const words = (text) => text.toLowerCase().match(/\p{L}{4,}/gu) ?? []

function leaks({ turn, example }) {
  const known = new Set(words([turn.user, turn.system ?? '', ...(turn.context ?? [])].join(' ')))
  const beside = (example.messages ?? []).slice(0, -1).map(({ content }) => content)
  return [example.instruction, example.input, example.system ?? '', ...beside]
    .flatMap(words)
    .some((word) => !known.has(word))
}

/**
 * Exchanges and examples that a strict reader judged: would he train on them? Does a confidence of .7 mean 70 %? Only what
 * the pipe still makes is counted.
 */
const sure = {
  name: 'examples/judged',
  needs: ['chats/oasst.jsonl'],
  async run(dir) {
    const { mine } = await load('patterns/mine.js')
    const { synthesize } = await load('dataset/synthesize.js')
    const { PATTERN_KINDS } = await load('record/pattern-kinds.js')
    const turns = await importAll(dir, 'chats/oasst.jsonl')
    const byPlace = new Map(turns.map((turn) => [`${turn.conversation} ${turn.index}`, turn]))
    const scores = []
    const gold = []
    const fresh = [[], []] // those that the confidence was not fitted to
    for (const { conversation, index, fit, fitted } of judged('qa')) {
      const turn = byPlace.get(`${conversation} ${index}`)
      const [pair] = turn ? mine(turn, { kinds: ['qa_pair'] }) : []
      if (!pair) continue
      scores.push(pair.confidence)
      gold.push(fit)
      if (fitted) continue
      fresh[0].push(pair.confidence)
      fresh[1].push(fit)
    }
    const { bands, error } = calibration(scores, gold, 5)
    const still = new Set(
      turns
        .flatMap((turn) => mine(turn))
        .map((pattern) => synthesize(pattern, { kinds: PATTERN_KINDS }))
        .map(({ id }) => id),
    )
    const others = judged('kinds').filter(({ example }) => still.has(example))
    return [
      ...bands
        .filter(({ n }) => n > 0)
        .map(({ from, to, n, share: value, mean }) => ({
          task: 'examples/judged',
          n,
          figure: `Q&A of confidence ${from.toFixed(1)} to ${to.toFixed(1)} that are fit (baseline: mean confidence)`,
          value,
          baseline: mean,
        })),
      ...figures('examples/judged', gold.length, {
        'Q&A that are fit': share(gold, Boolean),
        'calibration error': error,
        AUC: auc(scores, gold),
      }),
      ...figures('examples/judged, not fitted to', fresh[1].length, {
        'Q&A that are fit': share(fresh[1], Boolean),
        'calibration error': calibration(...fresh, 5).error,
        AUC: auc(...fresh),
      }),
      ...PATTERN_KINDS.flatMap((kind) => {
        const of = others.filter((one) => one.kind === kind)
        return of.length === 0
          ? []
          : figures('examples/judged', of.length, { [`${kind} that are fit`]: share(of, ({ fit }) => fit) })
      }),
    ]
  },
}

export default [whole, sure]
