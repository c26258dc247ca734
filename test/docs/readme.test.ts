import { cpSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { answers } from '../support/answers.js'
import { consoleBlocks, matches } from '../support/console.js'
import { startMock } from '../support/mock-openai.js'
import { scratch, shell } from '../support/strom.js'

/** Every console block of README and docs/ is run, in a fresh folder with the examples, and prints what is said there. */
const ROOT = join(import.meta.dirname, '..', '..')
const PAGES = ['README.md', ...readdirSync(join(ROOT, 'docs')).map((name) => `docs/${name}`)]

/** What changes the machine. */
const NOT_RUN = /^npm /
/** In the place of servers that a test does not have. */
const SERVERS = /http:\/\/localhost:11434/g

let server: { url: string; close: () => Promise<void> }
beforeAll(async () => {
  server = await startMock({ text: answers() })
})
afterAll(() => server.close())

it.each(PAGES.flatMap((page) => consoleBlocks(join(ROOT, page))))('$title', async ({ steps }) => {
  const cwd = scratch()
  cpSync(join(ROOT, 'examples'), join(cwd, 'examples'), { recursive: true })
  const env = { OPENAI_BASE_URL: server.url, STROM_PROVIDER: 'auto' }
  for (const { command, expected } of steps) {
    if (NOT_RUN.test(command)) continue
    const line = command.replace(SERVERS, server.url.replace(/\/v1$/, ''))
    const asks = /OPENAI_API_KEY|--base-url/.test(command)
    const { stdout, stderr, code } = await shell(line, { cwd, ...(asks && { env }) })
    // what a person sees at a terminal: reports are on stderr
    if (!matches(stdout, expected) && !matches(stderr + stdout, expected))
      expect(stderr + stdout, command).toBe(expected.join('\n'))
    expect({ command, code }).toEqual({ command, code: 0 })
  }
})

it.each(PAGES)('%s shows commands in console blocks only, which are run', (page) => {
  const text = readFileSync(join(ROOT, page), 'utf8').replace(/^( *)```console\n[\s\S]*?^\1```$/gm, '')
  expect(text.match(/^ {4,}\$? ?(?:strom|npx|npm) .*/gm) ?? []).toEqual([])
  expect(text.match(/^ *```(?:sh|bash|shell)$/gm) ?? []).toEqual([])
})
