import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { shipped } from '../../src/config/files.js'
import { loadFormat } from '../../src/config/formats.js'
import { loadWrapper, loadWrappers } from '../../src/config/wrappers.js'

const folder = mkdtempSync(join(tmpdir(), 'strom-wrappers-'))
afterAll(() => rmSync(folder, { recursive: true }))
const write = (name: string, text: string) => writeFileSync(join(folder, name), text)

describe('shipped wrappers and formats', () => {
  const wrappers = loadWrappers(shipped('wrappers'))

  it('are there in both languages', () => {
    expect(wrappers.map(({ name, language }) => `${name} ${language}`)).toEqual([
      'human de',
      'human_en en',
      'plain_en en',
      'sigma de',
      'syntex_system de',
      'true_raw de',
    ])
  })

  it.each(wrappers.map((wrapper) => [wrapper.name, wrapper] as const))(
    '%s asks for a format',
    (_, wrapper) => {
      const format = loadFormat(shipped('formats'), wrapper.format)
      expect(Object.keys(format.fields).length).toBeGreaterThanOrEqual(3)
      expect(wrapper.text).toContain('{{prompt}}')
      expect(wrapper.text).toContain('{{fields}}')
    },
  )
})

describe('a wrapper file', () => {
  it('is found by its name, with or without a header', () => {
    write('eigen.md', '---\nformat: sigma\nlanguage: de\n---\nSag es.\n\n---\n\n{{prompt}}\n')
    write('kahl.txt', '\uFEFFNur das: {{prompt}}\r\n')
    write('.versteckt.md', 'x')
    write('notiz.yaml', 'x: 1')
    expect(loadWrappers(folder)).toEqual([
      { name: 'eigen', format: 'sigma', language: 'de', text: 'Sag es.\n\n---\n\n{{prompt}}' },
      { name: 'kahl', format: 'human', text: 'Nur das: {{prompt}}' },
    ])
  })

  it('names its line where the header is wrong', () => {
    write('schief.md', '---\nlanguage: de\nfromat: sigma\n---\n{{prompt}}\n')
    expect(() => loadWrapper(folder, 'schief')).toThrow(
      `${join(folder, 'schief.md')}:3:1: unknown key "fromat"; did you mean "format"?`,
    )
    rmSync(join(folder, 'schief.md'))
  })

  it('that is not there is an error with the nearest name', () => {
    expect(() => loadWrapper(folder, 'eigne')).toThrow(/no wrapper "eigne"/)
    expect(() => loadFormat(shipped('formats'), '../wrappers/human')).toThrow(/no format/)
    expect(() => loadWrappers(join(folder, 'gone'))).toThrow(/cannot be read/)
  })
})

it('a format says what is wrong with a field', () => {
  write('kurz.yaml', 'fields:\n  eins:\n    heading: Eins\n    description: x\n    min: 9\n    ideal: 3\n')
  expect(() => loadFormat(folder, 'kurz')).toThrow(/kurz.yaml:5:5: fields.eins.min: min is more than ideal/)
  write('kurz.yaml', 'fields:\n  Eins:\n    heading: Eins\n    description: x\n')
  expect(() => loadFormat(folder, 'kurz')).toThrow(/kurz.yaml:2:3: fields.Eins: expected lower-case/)
  write('kurz.yaml', 'fields:\n  eins:\n    headin: Eins\n    description: x\n')
  expect(() => loadFormat(folder, 'kurz')).toThrow(
    /kurz.yaml:3:5: unknown key "headin"; did you mean "heading"/,
  )
})
