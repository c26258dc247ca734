import { mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { check, runs } from './checks.js'
import { good } from './goods.js'
import { broken, text } from './inputs.js'
import { DIST } from './program.js'

const { openDirectory } = await import(`${DIST}/queue/directory.js`)
const { FOLDERS } = await import(`${DIST}/queue/names.js`)

const strangeId = (n) => `j_${n.toString(16).padStart(16, 'f')}`
const NAMES = [
  (n) => `0.${strangeId(n)}~a0.json`,
  (n) => `fffffffffffff.${strangeId(n)}~a999999.json`,
  (n) => `${strangeId(n)}~a0~abc.def.json`,
  (n) => `${strangeId(n)}.json`,
  (n) => `${strangeId(n)}.0.json`,
  (n) => `${strangeId(n)}~a0.json`,
  () => 'abc.lock',
  () => '2026-01-01',
  () => 'paused',
  () => 'boot',
  () => '__proto__',
]

/** A queue with good jobs, and files in it that nobody of ours wrote. */
export async function queue(chance, { most, folder }) {
  const path = join(folder, 'q')
  const opened = await openDirectory(path, { create: true, durability: 'process' })
  const prompts = (await good('prompt')).slice(0, 4).map((line) => JSON.parse(line))
  await opened.putBatch(prompts)
  if (chance.one(2)) {
    const claim = await opened.claim()
    if (chance.one(2)) await opened.complete(claim, JSON.parse((await good('result'))[0]), 'error')
  }
  // A job whose record is odd, but which was put as it should be.
  const strange = broken(chance, prompts[0], most)
  const payload = attempt(() => JSON.parse(strange.toString('utf8')))
  if (typeof payload === 'object' && payload !== null)
    await opened.put({ ...payload, id: 'odd' }).catch(() => {})
  await opened.close()
  const blocked = Array.from({ length: chance.below(6) }, (_, n) =>
    litter(chance, path, n, prompts, most),
  ).includes(true)
  const odd = blocked ? [73] : []

  for (let n = 1 + chance.below(3); n > 0; n--) {
    const [id, ...args] = chance.pick([
      ['queue:status'],
      ['queue:status', '--format', 'json'],
      ['queue:list', '--state', chance.pick(['incoming', 'processing', 'processed', 'error', 'archive'])],
      ['queue:fsck'],
      ['queue:fsck', '--repair'],
      ['queue:recover', '--orphans'],
      ['queue:retry', '--all'],
      ['queue:archive'],
      ['queue:kill', '--id', prompts[0].id],
      ['queue:resume'],
      ['analyze'],
      ['learn', '-n', '2', '--explain'],
      ['produce', '-n', '2', '--provider', 'simulated'],
    ])
    await runs(id, ['--queue', path, ...args], [], [0, 1, 66, 75, ...odd])
  }
  await runs('queue:resume', ['--queue', path], [], [0, ...odd])
  await runs('queue:recover', ['--queue', path, '--orphans'], [], [0, ...odd])
  await runs('consume', ['--queue', path, '--provider', 'simulated', '-q'], [], [0, 1, ...odd])
  const places = new Map(prompts.map(({ id }) => [id, 0]))
  const ends = [
    'incoming',
    'processing',
    'processed',
    'error',
    ...readdirSync(join(path, 'archive')).map((day) => `archive/${day}`),
  ]
  for (const end of ends)
    for (const name of attempt(() => readdirSync(join(path, end))) ?? [])
      for (const { id } of prompts) if (name.includes(id)) places.set(id, places.get(id) + 1)
  for (const [id, count] of places) check(count === 1, `the good job ${id} is in ${count} places`)
}

/** @returns whether something stands in the way of the queue's own files */
function litter(chance, path, n, prompts, most) {
  const into = chance.pick(FOLDERS)
  const place = join(path, into, chance.pick(NAMES)(n))
  if (chance.one(8)) {
    attempt(() => mkdirSync(place))
    return into === 'control'
  }
  const job = {
    id: strangeId(n),
    createdAt: '2026-01-01',
    sha256: 'x',
    payload: chance.pick(prompts),
    end: 1,
  }
  attempt(() => writeFileSync(place, chance.one(6) ? text(chance, most) : broken(chance, job, most)))
  return false
}

function attempt(work) {
  try {
    return work()
  } catch {
    return undefined
  }
}
