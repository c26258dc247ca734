// One use of one of the files that strom keeps, to be killed, failed or watched at any system call:
// node test/faults/files-program.js PART FOLDER LOG [N]
// The log says what was promised: a line that begins with `safe` also in a power cut.
import {
  appendFileSync,
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

const ROOT = process.env.STROM_ROOT ?? join(import.meta.dirname, '..', '..')
const load = (path) => import(pathToFileURL(join(ROOT, 'dist', path)).href)

const HALF_A_LINE = '{"id":"half'
const amount = (tokens) => ({ calls: 1, tokens, cost: 0 })
const answer = (text) => ({ text, finishReason: 'stop', model: 'm' })
const KEYS = ['a', 'b'].map((letter) => letter.repeat(64))
const turn = (id) => ({ id, user: `What is ${id}?`, assistant: `${id} is a rule.` })
/** All sums of one number of each list. */
const sums = (lists) =>
  lists.reduce((found, list) => found.flatMap((one) => list.map((more) => one + more)), [0])

/**
 * Each part: what is there before, the work, and what is wrong afterwards. `noted` are the lines of the log. The judge
 * may use the files as the next run would; `work` can be done again.
 */
export const PARTS = {
  append: {
    prepare(folder) {
      writeFileSync(join(folder, 'rows'), 'row 0\n')
      chmodSync(join(folder, 'rows'), 0o640)
    },
    async work(folder, note, n = 0) {
      const { fileOutput } = await load('stream/output.js')
      const path = join(folder, 'rows')
      for (const first of [1, 3].map((row) => row + 4 * n)) {
        const output = await fileOutput(path, { append: true })
        const known = new Set(readFileSync(path, 'utf8').split('\n'))
        for (const row of [first, first + 1].map((number) => `row ${number}`))
          if (!known.has(row)) await output.write(`${row}\n`)
        if (n > 0) await new Promise((done) => setTimeout(done, 20)) // so that the others come meanwhile
        await output.close()
        note(`safe row ${first}`, `safe row ${first + 1}`)
      }
    },
    async judge(folder, noted, again, runs = 1) {
      const path = join(folder, 'rows')
      const all = Array.from({ length: 1 + 4 * runs }, (_, row) => `row ${row}`)
      const wrong = []
      const look = (least, when) => {
        const text = readFileSync(path, 'utf8')
        const rows = text.split('\n').slice(0, -1)
        if (!text.endsWith('\n')) wrong.push(`${when}: half a line`)
        for (const row of rows) if (!all.includes(row)) wrong.push(`${when}: not a row: ${row}`)
        for (const row of least) if (!rows.includes(row)) wrong.push(`${when}: ${row} is lost`)
        if (new Set(rows).size < rows.length) wrong.push(`${when}: a row is there twice`)
        if ((statSync(path).mode & 0o777) !== 0o640) wrong.push(`${when}: another mode`)
      }
      look(['row 0', ...noted.map((line) => line.replace('safe ', ''))], 'at once')
      await again()
      look(all, 'after the next run')
      const rest = readdirSync(folder).filter((name) => name !== 'rows')
      if (rest.length) wrong.push(`left behind: ${rest}`)
      return wrong
    },
  },

  folder: {
    prepare(folder) {
      mkdirSync(join(folder, 'set'))
      writeFileSync(join(folder, 'set', 'manifest.json'), 'old')
    },
    async work(folder, note) {
      const { folderOutput } = await load('stream/folder.js')
      const output = await folderOutput(join(folder, 'set'), 'manifest.json')
      await (await output.file('manifest.json')).write('new')
      await output.close()
      note('safe new')
    },
    async judge(folder, noted, again) {
      const { folderOutput } = await load('stream/folder.js')
      const path = join(folder, 'set')
      const wrong = []
      await (await folderOutput(path, 'manifest.json')).discard()
      const text = existsSync(path) ? readFileSync(join(path, 'manifest.json'), 'utf8') : 'nothing'
      if (text !== 'new' && (noted.length > 0 || text !== 'old')) wrong.push(`it holds ${text}`)
      await again()
      if (readFileSync(join(path, 'manifest.json'), 'utf8') !== 'new')
        wrong.push('the next run does not replace it')
      if (readdirSync(folder).length > 1) wrong.push(`left behind: ${readdirSync(folder)}`)
      return wrong
    },
  },

  ledger: {
    prepare: (folder) => writeFileSync(join(folder, 'spending'), HALF_A_LINE),
    async work(folder, note, n = 0) {
      const { fileLedger } = await load('model/ledger.js')
      const ledger = fileLedger(join(folder, 'spending'))
      for (const call of [1, 2, 3]) {
        ledger.reserve(`${n}-${call}`, amount(100 * 10 ** call))
        await ledger.durable()
        note(`safe reserved ${call}`)
        if (call === 1) continue // its call may have been paid for
        ledger.settle(`${n}-${call}`, amount(10 ** call))
        note(`settled ${call}`)
      }
      ledger.close()
    },
    async judge(folder, noted, _again, runs = 1) {
      const { fileLedger } = await load('model/ledger.js')
      const ledger = fileLedger(join(folder, 'spending'))
      const { tokens } = ledger.reserve('probe', amount(0))
      ledger.close()
      if (runs > 1)
        return tokens === runs * (100 * 10 + 100 + 1000) ? [] : [`${tokens} tokens of ${runs} processes`]
      const may = [1, 2, 3].map((call) => {
        const [most, least] = [100 * 10 ** call, 10 ** call]
        if (noted.includes(`settled ${call}`)) return [least]
        const ended = call === 1 ? [most] : [most, least]
        return noted.includes(`safe reserved ${call}`) ? ended : [0, ...ended]
      })
      return sums(may).includes(tokens) ? [] : [`${tokens} tokens are spent or reserved, not ${may}`]
    },
  },

  cache: {
    prepare() {},
    async work(folder, note) {
      const { AnswerCache } = await load('model/cache.js')
      const cache = new AnswerCache(folder)
      for (const [key, text] of [
        [0, 'one'],
        [0, 'two, which is longer'],
        [1, 'three'],
      ]) {
        await cache.put(KEYS[key], answer(text))
        note(`safe ${key} ${text}`)
      }
    },
    async judge(folder, noted) {
      const { AnswerCache } = await load('model/cache.js')
      const cache = new AnswerCache(folder)
      const wrong = []
      for (const [key, texts] of [['one', 'two, which is longer'], ['three']].entries()) {
        const got = (await cache.get(KEYS[key]))?.text
        const last = texts.findLastIndex((text) => noted.includes(`safe ${key} ${text}`))
        if (got === undefined ? last >= 0 : texts.indexOf(got) < Math.max(0, last))
          wrong.push(`${key} is ${got}`)
      }
      return wrong
    },
  },

  memory: {
    prepare: (folder) => writeFileSync(join(folder, 'memory'), HALF_A_LINE),
    async work(folder, note, n = 0) {
      const { FileStore } = await load('memory/file-store.js')
      const store = new FileStore(join(folder, 'memory'))
      for (const id of [`t_${n}_1`, `t_${n}_2`]) {
        store.append(turn(id))
        note(`safe ${id}`)
      }
      for (const _ of store.fresh());
      store.remove(`t_${n}_1`)
      note(`safe removed t_${n}_1`)
    },
    async judge(folder, noted, _again, runs = 1) {
      const { FileStore } = await load('memory/file-store.js')
      const wrong = []
      new FileStore(join(folder, 'memory')).append(turn('t_next'))
      const store = new FileStore(join(folder, 'memory'))
      const found = [...store.fresh()]
      if (store.broken > 2) wrong.push(`${store.broken} broken lines`)
      const ids = found.map(({ id }) => id)
      const removed = noted.filter((line) => line.startsWith('safe removed ')).map((line) => line.slice(13))
      const kept = noted.map((line) => line.slice(5)).filter((id) => !id.startsWith('removed'))
      for (const id of [...kept, 't_next'])
        if (id.endsWith('_1') ? removed.includes(id) && ids.includes(id) : !ids.includes(id))
          wrong.push(`${id} is ${ids.includes(id) ? 'not removed' : 'lost'}`)
      if (
        noted.length < 3 &&
        runs === 1 &&
        kept.includes('t_0_1') &&
        !kept.includes('t_0_2') &&
        !ids.includes('t_0_1')
      )
        wrong.push('t_0_1 is lost')
      return wrong
    },
  },

  journal: {
    prepare() {},
    async work(folder, note) {
      const { Journal } = await load('model/journal.js')
      const journal = await Journal.open(join(folder, 'out'))
      for (const text of ['one', 'two']) {
        await journal.keep(KEYS[0], answer(text))
        note(`safe ${text}`)
      }
      journal.close(false)
    },
    async judge(folder, noted) {
      const { Journal } = await load('model/journal.js')
      const journal = await Journal.open(join(folder, 'out'))
      const wrong = []
      const got = [1, 2, 3].map(() => journal.take(KEYS[0])?.text).filter(Boolean)
      for (const line of noted) if (!got.includes(line.slice(5))) wrong.push(`${line} is lost`)
      if (got.length > 2 || new Set(got).size < got.length) wrong.push(`taken twice: ${got}`)
      journal.close(true)
      if (readdirSync(folder).length) wrong.push(`left behind: ${readdirSync(folder)}`)
      return wrong
    },
  },
}

if (process.argv[1] === import.meta.filename) {
  const [part, folder, log, n] = process.argv.slice(2)
  // Of several, all begin at the same moment.
  if (n !== undefined) {
    for (const path of ['stream/output.js', 'model/ledger.js', 'memory/file-store.js']) await load(path)
    writeFileSync(`${log}.ready.${n}`, '')
    while (!existsSync(`${log}.go`)) await new Promise((done) => setTimeout(done, 5))
  }
  const note = (...lines) => appendFileSync(log, lines.map((line) => `${line}\n`).join(''))
  await PARTS[part].work(folder, note, n === undefined ? undefined : Number(n))
}
