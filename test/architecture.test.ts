import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, normalize, relative } from 'node:path'
import { describe, expect, it } from 'vitest'

/**
 * The arrows of the house. A folder may import the folders named here (and itself). The domain folders are
 * pure: no file system, network, process or command-line framework.
 */
const PURE = { builtins: ['node:crypto'], packages: /^(?!@oclif|openai|undici)/ }
const ARROWS: Record<string, { to: string[]; pure?: boolean }> = {
  record: { to: [], pure: true },
  text: { to: [], pure: true },
  conversation: { to: ['record', 'text', 'language'], pure: true },
  patterns: { to: ['record', 'text', 'language'], pure: true },
  dataset: { to: ['record', 'text', 'language'], pure: true },
  calibration: { to: ['record', 'text', 'language'], pure: true },
  evolution: { to: ['record', 'text', 'language'], pure: true },
  language: { to: ['record', 'text'], pure: true },
  judge: { to: ['record', 'text', 'language'], pure: true },
  report: { to: ['record', 'text'], pure: true },
  stream: { to: ['record', 'text'] },
  queue: { to: ['record', 'text', 'stream'] },
  model: { to: ['record', 'text', 'stream'] },
  config: { to: ['record', 'text'] },
  loop: { to: ['record', 'text', 'calibration', 'evolution', 'judge', 'queue', 'model', 'config', 'stream'] },
  memory: { to: ['record', 'text', 'stream'] },
  runs: { to: ['record', 'text', 'stream', 'config'] },
  chat: { to: ['record', 'text', 'conversation', 'memory', 'model', 'stream'] },
  mcp: { to: ['record', 'text', 'patterns', 'dataset', 'stream', 'memory', 'chat'] },
  steps: {
    to: ['record', 'text', 'language', 'conversation', 'patterns', 'dataset', 'judge', 'stream', 'config'],
  },
  cli: { to: ['record', 'text', 'stream', 'queue', 'model', 'config'] },
  commands: {
    to: [
      'record',
      'text',
      'conversation',
      'patterns',
      'dataset',
      'calibration',
      'evolution',
      'judge',
      'report',
      'runs',
      'stream',
      'queue',
      'model',
      'config',
      'cli',
      'loop',
      'memory',
      'chat',
      'mcp',
      'steps',
    ],
  },
}

/** Only these touch the world: files, sockets, other programs, the process. */
const WORLD = ['stream', 'queue', 'model', 'config', 'cli', 'memory', 'runs']
const OF_THE_WORLD = /^(?:node:(?:fs|net|http|https|tls|dgram|dns|child_process|sqlite|os)\b|undici|openai)/

const src = join(import.meta.dirname, '..', 'src')
const files = readdirSync(src, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'))

function importsOf(file: string): string[] {
  const text = readFileSync(join(src, file), 'utf8')
  return [...text.matchAll(/(?:from|import\()\s*'([^']+)'/g)].map((match) => match[1] ?? '')
}

describe('imports follow the arrows of the house', () => {
  it('knows every folder', () => {
    const folders = new Set(
      files.map((file) => file.split('/')[0] ?? '').filter((name) => !name.endsWith('.ts')),
    )
    expect([...folders].filter((name) => !(name in ARROWS))).toEqual([])
  })

  it.each(files.filter((file) => file.includes('/')))('%s', (file) => {
    const folder = file.split('/')[0] ?? ''
    const rule = ARROWS[folder] ?? { to: [] }
    const wrong: string[] = []
    for (const name of importsOf(file)) {
      if (!WORLD.includes(folder) && OF_THE_WORLD.test(name)) wrong.push(name)
      if (name.startsWith('.')) {
        const target = relative(src, normalize(join(src, dirname(file), name))).split('/')[0] ?? ''
        if (target !== folder && !rule.to.includes(target)) wrong.push(name)
      } else if (rule.pure) {
        if (name.startsWith('node:') ? !PURE.builtins.includes(name) : !PURE.packages.test(name))
          wrong.push(name)
      }
    }
    if (rule.pure && /\bprocess\.(?!cwd\b)\w/.test(readFileSync(join(src, file), 'utf8')))
      wrong.push('process')
    expect(wrong).toEqual([])
  })
})
