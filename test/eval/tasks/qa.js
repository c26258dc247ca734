import { mine } from '../../../dist/patterns/mine.js'
import { figures, groupBy, readRows } from '../data.js'
import { auc, classification } from '../metrics.js'

/** How sure `mine` is that the second text answers the first; 0 where it finds no pair. */
function certainty(user, assistant) {
  const pairs = mine({ user, assistant }, { kinds: ['qa_pair'], minConfidence: 0 })
  return Math.max(0, ...pairs.map(({ confidence }) => confidence))
}

function judged(task, n, scores, gold, baseline, others = {}) {
  const { precision, recall, f1 } = classification(
    scores.map((score) => score >= 0.5),
    gold,
  )
  const base = classification(baseline, gold)
  return figures(task, n, {
    precision: { value: precision, baseline: base.precision },
    recall: { value: recall, baseline: base.recall },
    F1: { value: f1, baseline: base.f1 },
    ...others,
  })
}

/** Adjacent acts of meetings. Baseline: the first one ends in a question mark. */
const pairs = {
  name: 'qa/ami_pairs',
  needs: ['qa/ami_pairs.jsonl'],
  run(dir) {
    const rows = readRows(dir, 'qa/ami_pairs.jsonl')
    const gold = rows.map((row) => row.is_qa)
    const scores = rows.map((row) => certainty(row.source_text, row.target_text))
    const marks = rows.map((row) => row.source_text.includes('?'))
    return judged('qa/ami_pairs', rows.length, scores, gold, marks, {
      AUC: { value: auc(scores, gold), baseline: auc(marks.map(Number), gold) },
    })
  },
}

/** Comments in a forum thread: does this one answer? Baselines: every comment does; for AUC the length. */
const comments = {
  name: 'qa/cqa',
  needs: ['qa/cqa.jsonl'],
  run(dir) {
    const rows = readRows(dir, 'qa/cqa.jsonl')
    const gold = rows.map((row) => row.is_answer)
    const scores = rows.map((row) => certainty(row.question, row.answer))
    const all = rows.map(() => true)
    return judged('qa/cqa', rows.length, scores, gold, all, {
      AUC: {
        value: auc(scores, gold),
        baseline: auc(
          rows.map((row) => row.answer.length),
          gold,
        ),
      },
    })
  },
}

/**
 * Chat of many: a question and the message that replies to it, against the other messages of the ten lines after the
 * question. Names of people are taken out. Baseline: the fewer lines between, the better.
 */
const links = {
  name: 'qa/irc_reply_links',
  needs: ['qa/irc_reply_links.jsonl'],
  run(dir) {
    const rows = readRows(dir, 'qa/irc_reply_links.jsonl')
    const docs = groupBy(rows, (row) => row.doc)
    const [scores, distances, gold] = [[], [], []]
    for (const doc of docs.values()) {
      const names = new Set(doc.map((row) => row.speaker.toLowerCase()))
      const bare = (text) =>
        text.replace(/^\S+[:,] /, (name) => (names.has(name.slice(0, -2).toLowerCase()) ? '' : name))
      for (const [i, question] of doc.entries()) {
        if (!question.text.includes('?')) continue
        const after = doc
          .slice(i + 1, i + 11)
          .filter((row) => row.annotated && row.speaker !== question.speaker)
        if (!after.some((row) => row.reply_to.includes(question.line))) continue
        for (const row of after) {
          scores.push(certainty(bare(question.text), bare(row.text)))
          distances.push(question.line - row.line)
          gold.push(row.reply_to.includes(question.line))
        }
      }
    }
    return figures('qa/irc_reply_links', gold.length, {
      AUC: { value: auc(scores, gold), baseline: auc(distances, gold) },
      'AUC with the distance': auc(
        scores.map((score, i) => score + distances[i] / 10),
        gold,
      ),
    })
  },
}

export default [pairs, comments, links]
