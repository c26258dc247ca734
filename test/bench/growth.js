// Time and memory of the streaming commands by the size of their input.
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { writeChatgptExport, writeTurns } from './corpus.js'
import { once } from './measure.js'

/** The line of each command with FILE for the input, and what it keeps of the stream by design. */
const COMMANDS = {
  import: { line: 'import -q -i EXPORT > /dev/null' },
  score: { line: 'score -q < TURNS > /dev/null' },
  enrich: { line: 'enrich -q < TURNS > /dev/null' },
  export: { line: 'export -q --format chatml < TURNS > /dev/null', keeps: '8 to 16 bytes a row' },
  stats: { line: 'stats -q < TURNS > /dev/null' },
  dedup: { line: 'dedup -q < TURNS > /dev/null', keeps: 'about 370 bytes a record' },
  mine: { line: 'mine -q < TURNS > /dev/null', keeps: '8 to 16 bytes a pattern' },
  redact: { line: 'redact -q < TURNS > /dev/null', keeps: 'each private text once' },
}

/** One run of each command on each size, in MB; a size is made when it is needed and removed after. @returns rows */
export function growth(strom, folder, sizes, only = Object.keys(COMMANDS)) {
  const rows = Object.fromEntries(only.map((name) => [name, { command: name }]))
  const peaks = Object.fromEntries(only.map((name) => [name, []]))
  for (const size of sizes) {
    const [turns, chats] = [join(folder, 'growing'), join(folder, 'growing.json')]
    writeTurns(turns, size * 1e6)
    if (only.includes('import')) writeChatgptExport(chats, size * 1e6)
    for (const name of only) {
      const line = COMMANDS[name].line.replace('TURNS', turns).replace('EXPORT', chats)
      const { wall, cpu, rss } = once(`${strom} ${line}`)
      peaks[name].push(rss)
      rows[name][`${size} MB: s (CPU s)`] = `${wall.toFixed(1)} (${cpu.toFixed(1)})`
      rows[name][`${size} MB: RSS MB`] = Math.round(rss)
      console.error(`${name} ${size} MB: ${wall.toFixed(1)} s, ${Math.round(rss)} MB`)
    }
    for (const path of [turns, chats]) rmSync(path, { force: true })
  }
  for (const name of only) {
    const [before, last] = peaks[name].slice(-2)
    if (last)
      rows[name]['RSS, last step'] = `${last < before ? '' : '+'}${((last / before - 1) * 100).toFixed(0)} %`
    rows[name].keeps = COMMANDS[name].keeps ?? ''
  }
  return Object.values(rows)
}
