import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { shipped } from '../../src/config/files.js'
import { loadLexicons } from '../../src/config/lexicon.js'
import { NOISE } from '../../src/record/lexicon.js'

const dir = mkdtempSync(join(tmpdir(), 'strom-lexicon-'))
afterAll(() => rmSync(dir, { recursive: true }))
const file = (name: string, text: string) => {
  writeFileSync(join(dir, name), text)
  return join(dir, name)
}

describe('shipped lexicons', () => {
  const lexicons = loadLexicons()

  it('are English and German, with every category of noise', () => {
    expect(lexicons.map(({ language }) => language)).toEqual(['de', 'en'])
    for (const lexicon of lexicons)
      for (const category of NOISE) expect(lexicon[category]?.length, category).toBeGreaterThan(2)
  })

  it('hold lower-case terms without blanks around them', () => {
    const terms = lexicons.flatMap((lexicon) => Object.values(lexicon).filter(Array.isArray).flat())
    expect(terms.filter((term) => term !== term.trim() || term === '')).toEqual([])
    expect(terms.filter((term) => /[A-Z]/.test(term))).toEqual([])
  })

  it('break no phrase at the end of a line', () => {
    for (const name of ['en', 'de']) {
      const lines = readFileSync(shipped('lexicon', `${name}.yaml`), 'utf8').split('\n')
      const broken = lines.filter(
        (line, i) => line.startsWith('  ') && lines[i + 1]?.startsWith('  ') && !line.endsWith(','),
      )
      expect(broken).toEqual([])
    }
  })
})

describe('own files', () => {
  it('hold terms as text with commas and lines, or as a list', () => {
    const path = file(
      'own.yaml',
      'domain: |\n  policy engine, regret,\n  bandit\npraise: [groovy, far out]\n',
    )
    expect(loadLexicons([path]).at(-1)).toEqual({
      domain: ['policy engine', 'regret', 'bandit'],
      praise: ['groovy', 'far out'],
    })
  })

  it.each([
    ['an unknown key', 'domian: x\n', /own\.yaml:1:1: unknown key "domian"; did you mean "domain"\?/],
    ['a number', 'language: en\ndomain: 7\n', /own\.yaml:2:1: domain: expected words and phrases/],
    ['a list of numbers', 'domain:\n  - regret\n  - 7\n', /own\.yaml:\d+:\d+: domain/],
    ['broken YAML', 'domain: [x\n', /own\.yaml:\d+:\d+: not valid YAML/],
  ])('%s is an error that names file, line and key', (_, text, message) => {
    expect(() => loadLexicons([file('own.yaml', text)])).toThrow(message)
  })

  it('a missing file is named', () => {
    expect(() => loadLexicons([join(dir, 'none.yaml')])).toThrow(/none\.yaml: cannot be read/)
  })
})
