import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, normalize, relative } from 'node:path'
import { describe, expect, it } from 'vitest'

/**
 * The arrows of the house. A folder may import the folders named here (and itself). The domain folders are
 * pure: no file system, network, process or command-line framework.
 */
const PURE = { builtins: ['node:crypto'], packages: /^(?!@oclif|openai|ora|undici)/ }
const ARROWS: Record<string, { to: string[]; pure?: boolean }> = {
  record: { to: [], pure: true },
  text: { to: [], pure: true },
  conversation: { to: ['record', 'text'], pure: true },
  patterns: { to: ['record', 'text'], pure: true },
  dataset: { to: ['record', 'text'], pure: true },
  calibration: { to: ['record', 'text'], pure: true },
  evolution: { to: ['record', 'text'], pure: true },
  stream: { to: ['record', 'text'] },
  queue: { to: ['record', 'text'] },
  model: { to: ['record', 'text'] },
  config: { to: ['record', 'text'] },
  loop: { to: ['record', 'text', 'calibration', 'evolution', 'queue', 'model', 'config', 'stream'] },
  memory: { to: ['record', 'text'] },
  chat: { to: ['record', 'text', 'conversation', 'memory', 'model', 'stream'] },
  mcp: { to: ['record', 'text', 'patterns', 'dataset', 'stream', 'memory', 'chat'] },
  steps: { to: ['record', 'text', 'conversation', 'patterns', 'dataset', 'stream', 'config'] },
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
