import { loadLexicons } from '../../../dist/config/lexicon.js'
import { loadQuality } from '../../../dist/config/quality.js'
import { scorer } from '../../../dist/conversation/score.js'
import { MIN_QUALITY } from '../../../dist/conversation/threshold.js'
import { synthesize } from '../../../dist/dataset/synthesize.js'
import { mine } from '../../../dist/patterns/mine.js'
import { figures } from '../data.js'
import { auc } from '../metrics.js'
import { damagedOf, file, KEPT, pairsOf, preferredOf, SETS, WORDINGS } from '../quality/damages.js'
import { fitted } from '../quality/fit.js'

/**
 * Is an answer one to learn from? True answers are the preferred ones of pairs that people judged, one a prompt; each is
 * damaged in several ways. Auto-J only measures; the weights were fitted on the other two (test/eval/quality/fit.js).
 */
const scoredBy = (weights) => scorer({ lexicons: loadLexicons(), quality: weights })
let shipped
const scored = (turn) => {
  shipped ??= scoredBy(loadQuality())
  return shipped(turn)
}
const quality = (turn) => scored(turn).quality ?? 0
const share = (list, test) => (list.length === 0 ? null : list.filter(test).length / list.length)
const kept = (turns) => share(turns, (turn) => quality(turn) >= MIN_QUALITY)
/** As the default pipe sees it: what mine would take up. */
const signal = (turns) => share(turns, (turn) => scored(turn).signal)

/** Must be known for what they are, whatever the answer was. */
const CAUGHT = ['refusal', 'put off', 'placeholder', 'said eight times', 'words shuffled']
const RANKED = { 'other prompt': 0.9, 'cut in the middle': 0.85 }

/** Copies of one kind; words that shuffling left as they were, as in an answer of one word, are no damage. */
const copies = (rows, kind) =>
  rows
    .filter(
      ({ true: { assistant }, [kind]: copy }) =>
        kind !== 'words shuffled' || bare(copy.assistant) !== bare(assistant),
    )
    .map((row) => row[kind])
const bare = (text) => text.trim().split(/\s+/).join(' ')

/** Does the default pipe make an example of it? */
function becomesExample(turn, i) {
  const record = {
    schema: 'strom.turn/1',
    id: `t_${i}`,
    conversation: `c_${i}`,
    index: 0,
    ...turn,
    ...scored(turn),
  }
  return record.signal && mine(record).some((pattern) => typeof synthesize(pattern) === 'object')
}

function damage(name, turns) {
  const rows = damagedOf(turns, 'check', 2)
  const of = (kind) => copies(rows, kind)
  const truth = of('true').map(quality)
  const kinds = Object.keys(rows[0]).filter((kind) => kind !== 'true')
  const values = {
    'true ones kept': { value: kept(of('true')), reach: 0.97 },
    'true ones that are signal': signal(of('true')),
    'true ones that become examples': of('true').filter(becomesExample).length / rows.length,
    'shares one value': 1 - new Set(truth).size / truth.length,
  }
  for (const kind of kinds) {
    const bad = of(kind).map(quality)
    values[`${kind}: kept`] = kept(of(kind))
    values[`${kind}: signal`] = signal(of(kind))
    values[`${kind}: AUC`] = {
      value: auc([...truth, ...bad], [...truth.map(() => true), ...bad.map(() => false)]),
      ...(RANKED[kind] && { reach: RANKED[kind] }),
    }
    if (!CAUGHT.includes(kind)) continue
    values[`${kind}: caught`] = { value: 1 - kept(of(kind)), reach: 0.95 }
    const examples = of(kind).filter(becomesExample).length
    values[`${kind}: caught by the default pipe`] = { value: 1 - examples / of(kind).length, reach: 0.95 }
  }
  return figures(name, rows.length, values)
}

/** One of two halves of the prompts. */
const half = ({ user }) =>
  [...user].reduce((sum, char) => (Math.imul(sum, 31) + char.codePointAt(0)) | 0, 7) & 1

/** What weights that were fitted on one half of the prompts reach on the other, both ways. */
function crossed(dir) {
  const sets = ['pandalm', 'oasst']
  const tested = [0, 1].map((part) => {
    const score = scoredBy(fitted(dir, (turn) => half(turn) !== part))
    const value = (turn) => score(turn).quality ?? 0
    const mine = (turn) => half(turn) === part
    const turns = sets.flatMap((set) => preferredOf(dir, set)).filter(mine)
    const rows = damagedOf(turns, 'check', 2)
    const share = (kind) => {
      const some = copies(rows, kind)
      return some.filter((turn) => value(turn) >= MIN_QUALITY).length / some.length
    }
    const truth = rows.map((row) => value(row.true))
    const told = (kind) => {
      const bad = rows.map((row) => value(row[kind]))
      return auc([...truth, ...bad], [...truth.map(() => true), ...bad.map(() => false)])
    }
    return {
      n: rows.length,
      'true ones kept': share('true'),
      ...Object.fromEntries(CAUGHT.map((kind) => [`${kind}: kept`, share(kind)])),
      ...Object.fromEntries(Object.keys(RANKED).map((kind) => [`${kind}: AUC`, told(kind)])),
      'ranked first, mean of the sets':
        sets.reduce(
          (sum, set) =>
            sum +
            first(
              pairsOf(dir, set).filter(({ good }) => mine(good)),
              value,
            ),
          0,
        ) / sets.length,
    }
  })
  const [{ n, ...one }, { n: m, ...other }] = tested
  return figures(
    'quality/crossed',
    n + m,
    Object.fromEntries(Object.keys(one).map((name) => [name, (n * one[name] + m * other[name]) / (n + m)])),
  )
}

const length = ({ assistant }) => assistant.split(/\s+/).length
const first = (pairs, value) =>
  pairs.reduce((sum, { good, bad }) => {
    const d = value(good) - value(bad)
    return sum + (d > 0 ? 1 : d === 0 ? 0.5 : 0)
  }, 0) / pairs.length

const all = SETS.map(file)
const KINDS = {
  'under 20 words': (text) => text.split(/\s+/).length < 20,
  code: (text) => text.includes('```'),
  lists: (text) => /^\s*(?:[-*•]|\d+[.)])\s/m.test(text),
  'told apart': (text) =>
    /\b(?:whereas|while|unlike|on the other hand|in contrast|differs?|difference)\b/i.test(text),
}

export default [
  {
    name: 'quality/damage',
    needs: all,
    run: (dir) =>
      damage(
        'quality/damage',
        SETS.flatMap((set) => preferredOf(dir, set)),
      ),
  },
  ...SETS.map((set) => ({
    name: `quality/damage ${set}`,
    needs: [file(set)],
    run: (dir) => damage(`quality/damage ${set}`, preferredOf(dir, set)),
  })),
  {
    name: 'quality/crossed',
    needs: ['quality/pandalm.jsonl', 'quality/oasst.jsonl', 'chats/oasst.jsonl'],
    run: crossed,
  },
  {
    name: 'quality/kinds',
    needs: all,
    run(dir) {
      const turns = SETS.flatMap((set) => preferredOf(dir, set))
      return Object.entries(KINDS).flatMap(([kind, test]) => {
        const some = turns.filter(({ assistant }) => test(assistant))
        return figures('quality/kinds', some.length, {
          [`${kind}: kept`]: { value: kept(some), reach: 0.95 },
        })
      })
    },
  },
  {
    name: 'quality/own',
    run: () =>
      Object.entries(KEPT).flatMap(([kind, pairs]) => {
        const turns = pairs.map(([user, assistant]) => ({ user, assistant }))
        return figures('quality/own', turns.length, {
          [`${kind}: kept`]: { value: kept(turns), reach: 0.95 },
        })
      }),
  },
  {
    name: 'quality/own wordings',
    run: () =>
      Object.entries(WORDINGS)
        .filter(([kind]) => kind !== 'other language')
        .flatMap(([kind, { check }]) => {
          const turns = KEPT.german
            .slice(0, 8)
            .concat(KEPT.lists)
            .flatMap(([user]) => check.map((text) => ({ user, assistant: text.replace('{x}', 'das Thema') })))
          return figures('quality/own wordings', turns.length, {
            [`${kind}: caught`]: { value: 1 - kept(turns), reach: 0.95 },
          })
        }),
  },
  {
    name: 'quality/preferred',
    needs: all,
    run(dir) {
      const rows = SETS.map((set) => {
        const pairs = pairsOf(dir, set)
        return { set, n: pairs.length, value: first(pairs, quality), baseline: first(pairs, length) }
      })
      const mean = (key) => rows.reduce((sum, row) => sum + row[key], 0) / rows.length
      return [
        ...rows.flatMap(({ set, n, value, baseline }) =>
          figures('quality/preferred', n, {
            [`${set}: ranked first (baseline: the longer one)`]: { value, baseline },
          }),
        ),
        ...figures(
          'quality/preferred',
          rows.reduce((sum, { n }) => sum + n, 0),
          {
            'mean of the sets': { value: mean('value'), baseline: mean('baseline'), reach: 0.7 },
          },
        ),
      ]
    },
  },
]
