import { mine } from '../../../dist/patterns/mine.js'
import { figures, groupBy, readRows } from '../data.js'
import { classification } from '../metrics.js'

/** As long as a discussion is on average. */
const WINDOW = 30

/**
 * Discussions of meetings in which something was decided, against stretches of the same meetings in which nothing
 * was. Baseline: a word such as decide, agree, let's, go with.
 */
export default {
  name: 'decision/ami_discussions',
  needs: ['decision/ami_discussions.jsonl', 'signal/ami.jsonl'],
  run(dir) {
    const decided = readRows(dir, 'decision/ami_discussions.jsonl').map(({ turns }) =>
      turns.map(({ text }) => text),
    )
    const texts = [...decided, ...others(dir)].map((lines) =>
      lines.filter((line) => line.trim() !== '').join('\n'),
    )
    const gold = texts.map((_, i) => i < decided.length)
    const found = texts.map((user) => mine({ user, assistant: '' }, { kinds: ['decision'] }))
    const { precision, recall, f1 } = classification(
      found.map((patterns) => patterns.length > 0),
      gold,
    )
    const baseline = classification(
      texts.map((text) => /decid|decision|go with|go for|let's|agreed?\b/i.test(text)),
      gold,
    )
    return figures('decision/ami_discussions', texts.length, {
      precision: { value: precision, baseline: baseline.precision },
      recall: { value: recall, baseline: baseline.recall },
      F1: { value: f1, baseline: baseline.f1 },
    })
  },
}

function others(dir) {
  const rows = readRows(dir, 'signal/ami.jsonl').filter((row) => row.in_decision_discussion === false)
  const windows = []
  for (const meeting of groupBy(rows, (row) => row.dialogue).values()) {
    meeting.sort((a, b) => a.turn - b.turn)
    for (let i = 0; i + WINDOW <= meeting.length; i += WINDOW)
      windows.push(meeting.slice(i, i + WINDOW).map(({ text }) => text))
  }
  return windows
}
