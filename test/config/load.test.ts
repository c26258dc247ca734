import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { shipped } from '../../src/config/files.js'
import { loadConfig } from '../../src/config/load.js'
import { ConfigError } from '../../src/record/errors.js'

const root = mkdtempSync(join(tmpdir(), 'strom-config-'))
afterAll(() => rmSync(root, { recursive: true }))

let made = 0
function folderWith(files: Record<string, string>): string {
  const folder = join(root, String(made++))
  mkdirSync(folder)
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true })
    writeFileSync(join(folder, name), text)
  }
  return folder
}

function errorOf(run: () => unknown): ConfigError {
  try {
    run()
  } catch (error) {
    if (error instanceof ConfigError) return error
    throw error
  }
  throw new Error('no error was thrown')
}

const nowhere = folderWith({})

describe('the shipped configuration', () => {
  const { config, origins } = loadConfig({ cwd: nowhere, env: {} })

  it('has the documented defaults', () => {
    expect(config).toMatchObject({
      model: 'gpt-4o',
      temperature: 0.7,
      language: 'de',
      thresholds: { starving: 0, low: 4, balanced: 24, high: 49 },
      batchSizes: { starving: 20, low: 15, balanced: 10, high: 0 },
      maxSamples: 50,
      minScore: 90,
      archiveAfterRead: true,
      batchSize: 20,
      feedbackStrength: 0.8,
      timeout: 1800,
      maxTokens: null,
      baseUrl: null,
      keyFile: null,
    })
    expect(Object.keys(config.styles)).toEqual(['technisch', 'kreativ', 'akademisch', 'casual'])
    expect(Object.keys(config.topics)).toHaveLength(7)
    expect(Object.values(config.topics).flatMap((topics) => Object.keys(topics))).toHaveLength(33)
  })

  it('has every text in both languages, and no topic twice', () => {
    const topics = Object.values(config.topics).flatMap((each) => Object.entries(each))
    expect(new Set(topics.map(([id]) => id)).size).toBe(33)
    for (const [id, text] of [...topics, ...Object.entries(config.styles)])
      expect(text, id).toEqual({ de: expect.any(String), en: expect.any(String) })
  })

  it('is frozen, and says where each value stands', () => {
    expect(Object.isFrozen(config)).toBe(true)
    expect(origins.minScore).toEqual({ layer: 'shipped', where: `${shipped('evolution.yaml')}:5:3` })
    expect(origins.baseUrl.layer).toBe('unset')
  })

  it('keeps data in the folder where strom is started, and templates in its own', () => {
    expect(config.queue).toBe(join(nowhere, 'queue'))
    expect(config.logs).toBe(join(nowhere, 'logs'))
    expect(config.wrappers).toBe(shipped('wrappers'))
  })
})

describe('the layers', () => {
  it('are flag > variable > project > user > shipped', () => {
    const cwd = folderWith({
      'strom/evolution.yaml': 'learning: { min_score: 70, max_samples: 30 }\n',
      'home/strom/evolution.yaml':
        'learning: { min_score: 60, max_samples: 20 }\ngeneration: { batch_size: 5 }\n',
    })
    const { config, origins } = loadConfig({
      cwd,
      env: { XDG_CONFIG_HOME: join(cwd, 'home'), STROM_MIN_SCORE: '80', STROM_MAX_SAMPLES: '10' },
      flags: { 'max-samples': 5, jobs: 4, model: undefined },
    })
    expect([config.maxSamples, config.minScore, config.batchSize, config.feedbackStrength]).toEqual([
      5, 80, 5, 0.8,
    ])
    expect(origins.maxSamples).toEqual({ layer: 'flag', where: '--max-samples' })
    expect(origins.minScore).toEqual({ layer: 'env', where: 'STROM_MIN_SCORE' })
    expect(origins.batchSize).toEqual({
      layer: 'user',
      where: `${join(cwd, 'home/strom/evolution.yaml')}:2:15`,
    })
  })

  it('falls back to ~/.config and needs no home at all', () => {
    const cwd = folderWith({ 'h/.config/strom/generator.yaml': 'model: mine' })
    expect(loadConfig({ cwd, env: { HOME: join(cwd, 'h') } }).config.model).toBe('mine')
    expect(loadConfig({ cwd, env: {} }).config.model).toBe('gpt-4o')
  })

  it('takes a list of styles whole from the nearest file', () => {
    const cwd = folderWith({ 'strom/generator.yaml': 'styles:\n  knapp: Fasse dich kurz.\n' })
    const { config } = loadConfig({ cwd, env: {} })
    expect(config.styles).toEqual({ knapp: 'Fasse dich kurz.' })
    expect(Object.keys(config.topics)).toHaveLength(7)
  })

  it('sees a path in a file from that file, and one of a variable from the current folder', () => {
    const cwd = folderWith({ 'mine/system.yaml': 'wrappers: w\nlogs: l\n' })
    const named = loadConfig({ cwd, env: {}, folder: 'mine' }).config
    expect([named.wrappers, named.logs]).toEqual([join(cwd, 'mine/w'), join(cwd, 'l')])
    expect(loadConfig({ cwd, env: { STROM_WRAPPERS: 'w' } }).config.wrappers).toBe(join(cwd, 'w'))
  })

  it('reads variables by the type of the setting', () => {
    const env = { STROM_MODEL: '4', STROM_ARCHIVE_AFTER_READ: 'false', STROM_TEMPERATURE: '0' }
    const { config } = loadConfig({ cwd: nowhere, env })
    expect([config.model, config.archiveAfterRead, config.temperature]).toEqual(['4', false, 0])
    expect(errorOf(() => loadConfig({ cwd: nowhere, env: { STROM_MIN_SCORE: 'high' } })).message).toMatch(
      /^STROM_MIN_SCORE: .*number/,
    )
  })
})

describe('who receives the key', () => {
  const cwd = folderWith({ 'strom/system.yaml': 'timeout: 5\nbase_url: https://evil.example/v1\n' })

  it('is not for a folder that lies there to say', () => {
    const error = errorOf(() => loadConfig({ cwd, env: {} }))
    expect(error.message).toMatch(/^strom\/system.yaml:2:1: a project file may not set base_url/)
    expect(error.hint).toContain('--config strom')
    expect(error.exitCode).toBe(78)
  })

  it('is for a folder the user named, by flag or variable', () => {
    expect(loadConfig({ cwd, env: {}, folder: 'strom' }).config.baseUrl).toBe('https://evil.example/v1')
    expect(loadConfig({ cwd, env: { STROM_CONFIG: 'strom' } }).config.timeout).toBe(5)
  })

  it('reads OPENAI_BASE_URL, and STROM_BASE_URL before it', () => {
    const env = { OPENAI_BASE_URL: 'http://a/v1', XDG_CONFIG_HOME: '' }
    expect(loadConfig({ cwd: nowhere, env }).origins.baseUrl.where).toBe('OPENAI_BASE_URL')
    const both = { ...env, STROM_BASE_URL: 'http://b/v1' }
    expect(loadConfig({ cwd: nowhere, env: both }).config.baseUrl).toBe('http://b/v1')
  })
})

describe('errors name file, line, column and the nearest key', () => {
  it.each([
    [
      'generator.yaml',
      'model: x\ntemprature: 1\n',
      'strom/generator.yaml:2:1: unknown key "temprature"; did you mean "temperature"?',
    ],
    [
      'evolution.yaml',
      'learning:\n  min_scroe: 9\n',
      'strom/evolution.yaml:2:3: unknown key "min_scroe"; did you mean "min_score"?',
    ],
    [
      'evolution.yaml',
      'lerning: {}\n',
      'strom/evolution.yaml:1:1: unknown key "lerning"; did you mean "learning"?',
    ],
    [
      'queue.yaml',
      'thresholds: {starving: 0, lo: 4, balanced: 24, high: 49}',
      'strom/queue.yaml:1:27: unknown key "lo"; did you mean "low"?',
    ],
    [
      'queue.yaml',
      'thresholds: {starving: 9, low: 4, balanced: 24, high: 49}',
      'strom/queue.yaml:1:1: thresholds: thresholds must not fall',
    ],
    [
      'generator.yaml',
      'temperature: hot\n',
      'strom/generator.yaml:1:1: temperature: Invalid input: expected number',
    ],
    ['generator.yaml', 'temperature: 0.1\nmodel: [a\n', 'strom/generator.yaml:3:1: not valid YAML'],
    [
      'generator.yaml',
      'model: a\nmodel: b\n',
      'strom/generator.yaml:2:1: not valid YAML: Map keys must be unique',
    ],
    [
      'generator.yaml',
      `a: &a [x,x,x,x,x,x,x,x,x]\nb: &b [${Array(9).fill('*a')}]\nc: &c [${Array(9).fill('*b')}]\nd: [${Array(9).fill('*c')}]\n`,
      'strom/generator.yaml: not valid YAML: Excessive alias count',
    ],
    ['generator.yaml', `model: ${'['.repeat(50_000)}`, 'strom/generator.yaml'],
    ['generator.yaml', 'styles: {}\n', 'strom/generator.yaml:1:1: styles: expected at least one style'],
    ['generator.yaml', 'styles:\n  a/b: x\n', 'strom/generator.yaml:2:3: styles.a/b: expected letters'],
    [
      'generator.yaml',
      'topics:\n  kunst:\n    jazz: [1]\n',
      'strom/generator.yaml:3:5: topics.kunst.jazz: expected a text',
    ],
    ['generator.yaml', '- model\n', 'strom/generator.yaml:1:1: Invalid input: expected object'],
    ['generator.yaml', '__proto__: { model: x }\n', 'strom/generator.yaml:1:1: unknown key "__proto__"'],
  ])('%# %s', (file, text, message) => {
    const cwd = folderWith({ [`strom/${file}`]: text })
    const error = errorOf(() => loadConfig({ cwd, env: {} }))
    expect(error.message.slice(0, message.length)).toBe(message)
  })

  it.each([
    ['genrator.yaml', 'generator.yaml'],
    ['system.yml', 'system.yaml'],
  ])('says that %s is not read', (file, meant) => {
    const cwd = folderWith({
      [`strom/${file}`]: 'x: 1',
      'strom/prices.yaml': 'models: {}',
      'strom/notes.md': '',
    })
    expect(errorOf(() => loadConfig({ cwd, env: {} })).message).toBe(
      `strom/${file}: strom reads no file of this name; did you mean ${meant}?`,
    )
  })

  it('accepts an empty file', () => {
    const cwd = folderWith({ 'strom/generator.yaml': '# nothing yet\n' })
    expect(loadConfig({ cwd, env: {} }).config.model).toBe('gpt-4o')
  })

  it('says when a named folder is not there', () => {
    expect(errorOf(() => loadConfig({ cwd: nowhere, env: {}, folder: 'gone' })).hint).toContain('strom init')
  })
})
