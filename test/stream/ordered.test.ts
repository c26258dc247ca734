import { setTimeout as sleep } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { mapOrdered } from '../../src/stream/ordered.js'

async function* count(n: number, taken: number[] = []) {
  for (let i = 0; i < n; i++) {
    taken.push(i)
    yield i
  }
}

it('gives results in input order, however long each takes', async () => {
  const out: number[] = []
  const work = async (i: number) => {
    await sleep((7 * i) % 5)
    return i
  }
  for await (const i of mapOrdered(count(50), work, { jobs: 8 })) out.push(i)
  expect(out).toEqual(Array.from({ length: 50 }, (_, i) => i))
})

it('gives results as they are ready, each once, when order does not matter', async () => {
  const out: number[] = []
  const work = async (i: number) => {
    await sleep(i === 0 ? 50 : 1)
    return i
  }
  for await (const i of mapOrdered(count(10), work, { jobs: 4, unordered: true })) out.push(i)
  expect(out[0]).not.toBe(0)
  expect([...out].sort((a, b) => a - b)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9])
})

it('never runs more than `jobs`, and takes nothing while nobody asks', async () => {
  const taken: number[] = []
  let [running, most] = [0, 0]
  const results = mapOrdered(
    count(100, taken),
    async (i) => {
      most = Math.max(most, ++running)
      await sleep(1)
      running--
      return i
    },
    { jobs: 3 },
  )
  await results.next()
  await sleep(50)
  expect(taken.length).toBeLessThanOrEqual(7)
  await results.return(undefined)
  expect(taken.length).toBeLessThanOrEqual(7)
  expect(most).toBeLessThanOrEqual(3)
})

it('gives what is ready while the input still waits', async () => {
  let release = () => {}
  async function* trickle() {
    yield 1
    await new Promise<void>((resolve) => {
      release = resolve
    })
    yield 2
  }
  const results = mapOrdered(trickle(), async (i) => i, { jobs: 4 })
  expect((await results.next()).value).toBe(1)
  const second = results.next()
  await sleep(5)
  release()
  expect((await second).value).toBe(2)
  expect((await results.next()).done).toBe(true)
})

it('passes an error of the work on', async () => {
  const results = mapOrdered(count(5), async (i) => (i === 2 ? Promise.reject(new Error('no')) : i), {
    jobs: 2,
  })
  expect((await results.next()).value).toBe(0)
  expect((await results.next()).value).toBe(1)
  await expect(results.next()).rejects.toThrow('no')
})
