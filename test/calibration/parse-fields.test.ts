import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { parseFields } from '../../src/calibration/parse-fields.js'
import { shipped } from '../../src/config/files.js'
import { loadFormat } from '../../src/config/formats.js'

interface Case {
  name: string
  format: string
  answer: string
  fields: Record<string, string>
  missing?: string[]
  empty?: string[]
  order?: string[]
  preamble?: string
}

const cases: Case[] = parse(readFileSync(join(import.meta.dirname, 'answers.yaml'), 'utf8'))
const formatOf = (name: string) => loadFormat(shipped('formats'), name)

describe('finds the fields of an answer', () => {
  it.each(cases.map((each) => [each.name, each] as const))('%s', (_, each) => {
    const format = formatOf(each.format)
    const present = Object.keys(format.fields).filter((id) => id in each.fields)
    expect(parseFields(format, each.answer)).toEqual({
      fields: each.fields,
      missing: each.missing ?? [],
      empty: each.empty ?? [],
      order: each.order ?? present,
      preamble: each.preamble ?? expect.any(String),
    })
  })

  it('in enough ways of writing', () => expect(cases.length).toBeGreaterThanOrEqual(40))
})

describe('an answer that means harm', () => {
  const format = formatOf('human')
  const big = 200_000
  it.each([
    ['one long line', 'a'.repeat(big)],
    ['spaces', `Drift:${' '.repeat(big)}x`],
    ['marks', '*'.repeat(big)],
    ['numbers', '1. '.repeat(big / 3)],
    ['open brackets', `**Drift ${'('.repeat(big)}`],
    ['quotes', '> '.repeat(big / 2)],
    ['one heading a line', 'Drift:\n'.repeat(big / 10)],
    ['rules', `### Drift\n${'---\n'.repeat(big / 4)}`],
    ['fences', '```\n'.repeat(big / 4)],
    ['thoughts without an end', '<think>'.repeat(big / 7)],
    ['sentences', 'Drift. '.repeat(big / 7)],
    ['braces', `{${'"a":{'.repeat(big / 5)}}`],
    ['points and spaces', '.   '.repeat(big / 4)],
  ])('%s', (_, answer) => {
    const { fields } = parseFields(format, answer)
    expect(Object.keys(fields).length).toBeLessThanOrEqual(1)
  })

  it('cannot reach the prototype', () => {
    const { fields } = parseFields(formatOf('syntex_system'), '{"__proto__": {"kalibrierung": "x"}}')
    expect(fields).toEqual({})
    expect(({} as Record<string, unknown>).kalibrierung).toBeUndefined()
  })
})
