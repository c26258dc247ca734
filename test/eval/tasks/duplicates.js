import { join } from 'node:path'
import { figures, readRows } from '../data.js'

const near = [0.5, 0.72]

/**
 * Pairs that people labelled as saying the same. They are mostly paraphrases, which shingles are not meant to find: what
 * counts here is precision, that what is dropped is really a duplicate. `edited` measures what they are meant to find:
 * real answers with every tenth, twentieth or fortieth word changed.
 */
export default [
  pairs('duplicates/mrpc', 'duplicates/mrpc.jsonl', ({ is_duplicate }) => is_duplicate),
  pairs('duplicates/cqa_questions', 'duplicates/cqa_questions.jsonl', ({ is_similar }) => is_similar),
  {
    name: 'duplicates/edited',
    needs: ['chats/oasst.jsonl'],
    async run(dir) {
      const { Duplicates } = await program()
      const texts = readRows(dir, 'chats/oasst.jsonl')
        .flatMap(({ messages }) => messages.map(({ content }) => content))
        .filter((text) => text.split(/\s+/).length >= 60)
      const rows = {}
      for (const every of [20, 40, 80]) {
        let found = 0
        for (const text of texts) {
          const duplicates = new Duplicates(0.72)
          duplicates.see([text])
          const edited = text.split(' ').map((word, i) => (i % every === every - 1 ? `changed${i}` : word))
          if (duplicates.see([edited.join(' ')])) found++
        }
        rows[`recall, every ${every}th word changed`] = found / texts.length
      }
      const duplicates = new Duplicates(0.72)
      rows['called near duplicates, all texts'] =
        texts.filter((text) => duplicates.see([text])?.kind === 'near').length / texts.length
      return figures('duplicates/edited', texts.length, rows)
    },
  },
]

function program() {
  return import(join(import.meta.dirname, '..', '..', '..', 'dist', 'dataset', 'dedup', 'duplicates.js'))
}

function pairs(name, file, isSame) {
  return {
    name,
    needs: [file],
    async run(dir) {
      const { Duplicates } = await program()
      const rows = readRows(dir, file)
      const values = {}
      for (const threshold of near) {
        let [right, wrong] = [0, 0]
        for (const row of rows) {
          const duplicates = new Duplicates(threshold)
          duplicates.see([row.a])
          if (duplicates.see([row.b])) isSame(row) ? right++ : wrong++
        }
        values[`precision at ${threshold}`] = right + wrong ? right / (right + wrong) : null
        values[`recall at ${threshold}`] = right / rows.filter(isSame).length
      }
      return figures(name, rows.length, values)
    },
  }
}
