import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { answers } from '../support/answers.js'
import { startMock } from '../support/mock-openai.js'
import { parseLines, scratch, strom } from '../support/strom.js'

/** Answers as asked, and as the model `judge` says `judgement`. */
function judgedBy(judgement: string) {
  const answer = answers()
  return (body: { model: string; messages: { content: string }[] }) =>
    body.model === 'judge' ? judgement : answer(body)
}

it.each<[judgement: string, judge: object]>([
  [
    '{"correct": {"quote": "Wort0 Wort7", "reason": "To the point.", "score": 70}}',
    { model: 'judge', score: 70, reason: 'correct: To the point.', rubric: 'answer' },
  ],
  ['Nice!', { model: 'judge', score: null, reason: 'the judge did not answer with a score' }],
])('keeps what a judge says beside the score, and pays for it once: %s', async (judgement, judge) => {
  const cwd = scratch()
  const mock = await startMock({ text: judgedBy(judgement) })
  const env = { OPENAI_BASE_URL: mock.url }
  const args = ['--model', 'm', '--judge', 'judge']
  const prompts = await strom(['produce', '-n', '3', '-q', '--model', 'm'], { cwd, env })
  const before = mock.counts.requests
  const plain = await strom(['consume', '--model', 'm', '-q'], { cwd, env, stdin: prompts.stdout })
  const run = await strom(['consume', ...args, '-q'], { cwd, env, stdin: prompts.stdout })
  expect(run.code).toBe(0)
  expect(mock.counts.requests - before).toBe(3 + 6)
  const results = parseLines(run.stdout)
  expect(results).toHaveLength(3)
  for (const [i, result] of results.entries()) {
    expect(result.judge).toMatchObject(judge)
    expect(result.score).toEqual(parseLines(plain.stdout)[i]?.score)
    expect(result.model).toBe('m')
  }
})

it('keeps an answer whose judge fails, in a queue too', async () => {
  const cwd = scratch()
  const mock = await startMock({ text: answers(), script: ['ok', 'context'] })
  const env = { OPENAI_BASE_URL: mock.url }
  await strom(['produce', '-n', '2', '-q', '--provider', 'simulated', '--queue', 'q'], { cwd, env })
  const run = await strom(['consume', '--model', 'm', '--mix-models', '--judge', 'judge', '--queue', 'q'], {
    cwd,
    env,
  })
  expect(run.code).toBe(0)
  expect(mock.counts.requests).toBe(4)
  const ended = ['processed', 'error'].flatMap((folder) =>
    readdirSync(join(cwd, 'q', folder)).map((name) =>
      JSON.parse(readFileSync(join(cwd, 'q', folder, name), 'utf8')),
    ),
  )
  expect(ended).toHaveLength(2)
  for (const job of ended) {
    expect(job.class).toBe('ok')
    expect(job.judge).toMatchObject({
      model: 'judge',
      score: null,
      reason: expect.stringContaining('Too many tokens'),
    })
  }
})
