import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { parse } from 'yaml'
import { parseLines, scratch, strom } from '../support/strom.js'

it('init copies the defaults, and never overwrites', async () => {
  const cwd = scratch()
  mkdirSync(join(cwd, 'strom'))
  writeFileSync(join(cwd, 'strom/evolution.yaml'), 'learning: { min_score: 70 }\n')
  const first = await strom(['init'], { cwd })
  expect(first).toMatchObject({ code: 0, stderr: '' })
  expect(first.stdout).toContain('wrote strom/wrappers/human.md')
  expect(first.stdout).toContain('kept strom/evolution.yaml')
  expect(readFileSync(join(cwd, 'strom/evolution.yaml'), 'utf8')).toBe('learning: { min_score: 70 }\n')
  expect(readFileSync(join(cwd, 'strom/generator.yaml'), 'utf8')).toContain('# ')
  expect((await strom(['init'], { cwd })).stdout).not.toContain('wrote')

  const { stdout } = await strom(['config', 'show', '--origin'], { cwd })
  expect(parse(stdout)).toMatchObject({
    evolution: { learning: { min_score: 70 } },
    system: { wrappers: join(cwd, 'strom/wrappers') },
  })
  expect(stdout).toContain('min_score: 70 # project: strom/evolution.yaml:1:13')
})

it('init says where it cannot write', async () => {
  const cwd = scratch()
  writeFileSync(join(cwd, 'strom'), '')
  expect(await strom(['init'], { cwd })).toMatchObject({
    code: 73,
    stderr: expect.stringContaining('--config DIR'),
  })
})

it('config show says which variable won, hides a login, and shows no key', async () => {
  const env = {
    STROM_MIN_SCORE: '80',
    OPENAI_BASE_URL: 'https://me:secret@host/v1',
    OPENAI_API_KEY: 'sk-secret',
  }
  const { stdout, code } = await strom(['config', 'show', '--origin'], { env, cwd: scratch() })
  expect(code).toBe(0)
  expect(stdout).toContain('min_score: 80 # env: STROM_MIN_SCORE')
  expect(stdout).toContain('base_url: https://***@host/v1 # env: OPENAI_BASE_URL')
  expect(stdout).not.toContain('secret')
})

it('a wrong file is exit 78, with the place and the nearest key', async () => {
  const cwd = scratch()
  mkdirSync(join(cwd, 'strom'))
  writeFileSync(join(cwd, 'strom/queue.yaml'), 'path: q\ntresholds: {}\n')
  expect(await strom(['config', 'show'], { cwd })).toMatchObject({
    code: 78,
    stdout: '',
    stderr: 'strom: strom/queue.yaml:2:1: unknown key "tresholds"; did you mean "thresholds"?\n',
  })
})

it('wrappers lists what is in the folder', async () => {
  const cwd = scratch()
  mkdirSync(join(cwd, 'strom/wrappers'), { recursive: true })
  writeFileSync(join(cwd, 'strom/system.yaml'), 'wrappers: wrappers\n')
  writeFileSync(
    join(cwd, 'strom/wrappers/mein.md'),
    '---\nformat: sigma\ndescription: "a\\u001b[2Jb"\n---\n{{prompt}}\n',
  )
  const { stdout } = await strom(['wrappers'], { cwd })
  expect(stdout).toContain('mein     sigma')
  expect(stdout).not.toContain('\u001b')
  expect(parseLines((await strom(['wrappers', '--format', 'json'], { cwd })).stdout)).toMatchObject([
    { name: 'mein', format: 'sigma', text: '{{prompt}}' },
  ])
  expect((await strom(['wrappers'], { cwd: scratch() })).stdout).toContain('true_raw')
})
