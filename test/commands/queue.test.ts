import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { openDirectory } from '../../src/queue/directory.js'
import { scratch, strom } from '../support/strom.js'

const ids = Array.from({ length: 6 }, (_, n) => `p_${n.toString(16).padStart(16, '0')}`)
let folder: string

/** Three jobs wait, one is held by a worker that is dead, one failed for no fault of its own, one succeeded. */
beforeEach(async () => {
  folder = join(scratch(), 'q')
  const queue = await openDirectory(folder, { create: true, durability: 'process' })
  await queue.putBatch(ids.map((id) => ({ id })))
  for (const end of ['timeout', 'ok', undefined]) {
    const claim = await queue.claim()
    if ('idle' in claim) throw new Error('nothing to claim')
    if (end) await queue.complete(claim, { class: end, response: '' }, end === 'ok' ? 'processed' : 'error')
    else await queue.begin(claim)
  }
  await queue.close()
})

async function run(name: string, ...args: string[]) {
  const { code, stdout, stderr } = await strom([
    'queue',
    name,
    '--queue',
    folder,
    '--format',
    'json',
    ...args,
  ])
  return { code, stderr, json: stdout ? JSON.parse(stdout) : undefined }
}

describe('strom queue', () => {
  it('shows what is where, gives back, retries and archives', async () => {
    const before = await run('status')
    expect(before.code).toBe(0)
    expect(before.json).toMatchObject({
      level: 3,
      state: 'LOW',
      health: 'warning',
      counts: { incoming: 3, processing: 1, processed: 1, error: 1, archive: 0, corrupt: 0 },
      workers: { alive: 0, dead: 1 },
    })
    expect((await run('recover')).json).toMatchObject({ held: 1, maybe_paid: 1 })
    expect((await run('retry', '--class', 'malformed')).json).toMatchObject({ put_back: 0 })
    expect((await run('retry')).json).toMatchObject({ put_back: 1 })
    expect((await run('status')).json.notes).toEqual([expect.stringContaining('--retry-unknown')])
    expect((await run('recover', '--retry-unknown')).json).toMatchObject({ put_back: 1 })
    expect((await run('archive', '--older-than', '1')).json).toEqual({ archived: 0 })
    expect((await run('archive')).json).toEqual({ archived: 1 })
    const after = await run('status')
    expect(after.json).toMatchObject({ level: 5, state: 'BALANCED', health: 'ok', counts: { archive: 1 } })
  })

  it('reads as a table', async () => {
    const { stdout } = await strom(['queue', 'status', '--queue', folder])
    expect(stdout).toMatch(/^state +LOW$/m)
    expect(stdout).toMatch(/^ {2}incoming +3$/m)
    expect(stdout).toMatch(/dead worker/)
  })

  it('pauses and resumes', async () => {
    await run('pause', '--reason', 'new key')
    expect((await run('status')).json.paused).toBe('new key')
    await run('resume')
    expect((await run('status')).json.paused).toBe(false)
  })

  it('finds what is broken with exit code 1, and mends what can be mended', async () => {
    expect((await run('fsck')).json).toMatchObject({ removed: 0, violations: [] })
    const broken = join(folder, 'processed', 'p_ffffffffffffffff.json')
    writeFileSync(broken, '{"cut":')
    const found = await run('fsck')
    expect(found.code).toBe(1)
    expect(found.json.violations).toMatchObject([{ rule: 'I7', at: 'processed/p_ffffffffffffffff.json' }])
    expect((await run('fsck', '--repair')).json).toMatchObject({ removed: 0, violations: [] })
    expect(existsSync(broken)).toBe(false)
    expect((await run('status')).json).toMatchObject({
      counts: { processed: 1, corrupt: 1 },
      health: 'warning',
    })
  })

  it('says what to do where there is nothing', async () => {
    const none = await strom(['queue', 'status', '--queue', join(folder, 'none')])
    expect(none).toMatchObject({ code: 66, stdout: '' })
    expect(none.stderr).toMatch(/there is no queue at .*\n.*makes one/)
    const kill = await run('kill', '--id', ids[0]!)
    expect(kill.code).toBe(66)
  })
})

describe('the jobs of a queue', () => {
  const prompt = {
    text: 'Erkläre\nden Balkon.',
    topic: 'garten',
    category: 'leben',
    style: 'casual',
    wrapper: 'human',
    generation: 1,
  }
  const score = {
    total: 61.5,
    completeness: 80,
    depth: 40,
    structure: 70,
    coherence: 60,
    fields: { drift: { state: 'short', words: 3, depth: 1 } },
  }
  const judge = { model: 'm', rubric: 'r', score: 30, reason: 'says little' }
  const result = { ...prompt, class: 'ok', response: 'Ein Balkon.', score, judge, levels: { tone: 'warm' } }

  it('are listed with what they are and how they ended, and shown whole', async () => {
    const path = join(scratch(), 'q')
    const queue = await openDirectory(path, { create: true, durability: 'process' })
    const id = 'p_00000000000000aa'
    await queue.putBatch([
      { id, ...prompt },
      { id: 'p_00000000000000bb', ...prompt },
    ])
    for (let n = 0; n < 2; n++) {
      const claim = await queue.claim()
      if ('idle' in claim) throw new Error('nothing to claim')
      if (claim.id === id) await queue.complete(claim, result, 'error')
      else await queue.release(claim)
    }
    await queue.close()
    const listed = await strom(['queue', 'list', '--queue', path, '--state', 'error'])
    expect(listed.stdout.split('\n')[1]).toMatch(
      /^p_0+aa +casual +garten +human +ok +62 +Erkläre den Balkon\.$/,
    )
    const waiting = await strom(['queue', 'list', '--queue', path, '--format', 'json'])
    expect(JSON.parse(waiting.stdout)).toMatchObject({
      id: 'p_00000000000000bb',
      style: 'casual',
      class: null,
      prompt: prompt.text,
    })
    const shown = await strom(['queue', 'show', id, '--queue', path])
    expect(shown.stdout).toMatch(
      /^why +completeness 80, depth 40, structure 70, coherence 60, drift: short; judge m: 30, says little$/m,
    )
    for (const part of [prompt.text, 'Ein Balkon.', 'warm', '61.5']) expect(shown.stdout).toContain(part)
    const whole = await strom(['queue', 'show', id, '--queue', path, '--format', 'json'])
    expect(JSON.parse(whole.stdout)).toMatchObject({
      id,
      state: 'error',
      class: 'ok',
      score: 61.5,
      levels: { tone: 'warm' },
      record: { response: 'Ein Balkon.' },
    })
    const none = await strom(['queue', 'show', 'p_0', '--queue', path])
    expect(none).toMatchObject({ code: 66, stdout: '' })
  })
})
