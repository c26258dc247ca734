import { loadLexicons } from '../../../dist/config/lexicon.js'
import { loadQuality } from '../../../dist/config/quality.js'
import { scorer } from '../../../dist/conversation/score.js'
import { MIN_QUALITY } from '../../../dist/conversation/threshold.js'
import { figures } from '../data.js'
import { auc } from '../metrics.js'
import { damagedOf, file, KEPT, pairsOf, preferredOf, SETS, WORDINGS } from '../quality/damages.js'

/**
 * Is an answer one to learn from? True answers are the preferred ones of pairs that people judged, one a prompt; each is
 * damaged in several ways. Auto-J only measures; the weights were fitted on the other two (test/eval/quality/fit.js).
 */
let score
const scored = (turn) => {
  score ??= scorer({ lexicons: loadLexicons(), quality: loadQuality() })
  return score(turn)
}
const quality = (turn) => scored(turn).quality ?? 0
const share = (list, test) => (list.length === 0 ? null : list.filter(test).length / list.length)
const kept = (turns) => share(turns, (turn) => quality(turn) >= MIN_QUALITY)
/** As the default pipe sees it: what mine would take up. */
const signal = (turns) => share(turns, (turn) => scored(turn).signal)

/** Must be known for what they are, whatever the answer was. */
const CAUGHT = ['refusal', 'put off', 'placeholder', 'said eight times', 'words shuffled']
const RANKED = { 'other prompt': 0.9, 'cut in the middle': 0.85 }

function damage(name, turns) {
  const rows = damagedOf(turns, 'check', 2)
  const of = (kind) => rows.map((row) => row[kind])
  const truth = of('true').map(quality)
  const kinds = Object.keys(rows[0]).filter((kind) => kind !== 'true')
  const values = {
    'true ones kept': { value: kept(of('true')), reach: 0.97 },
    'true ones that are signal': signal(of('true')),
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
    if (CAUGHT.includes(kind)) values[`${kind}: caught`] = { value: 1 - kept(of(kind)), reach: 0.95 }
  }
  return figures(name, rows.length, values)
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
