export interface OrderedOptions {
  /** How many at once. */
  jobs: number
  /** Give results as they are ready instead of in input order. */
  unordered?: boolean
}

/**
 * Works on items in parallel and gives the results in input order. An item is taken only when it can be worked on or
 * when its result is one of the next few to be given (at most twice `jobs` are held), and none is taken while the
 * consumer does not ask: a slow or closed reader downstream starts no further work.
 * A result is given when it is ready, even while the input waits.
 */
export async function* mapOrdered<A, B>(
  items: AsyncIterable<A>,
  work: (item: A) => Promise<B>,
  { jobs, unordered = false }: OrderedOptions,
): AsyncGenerator<B> {
  const source = items[Symbol.asyncIterator]()
  const held: Slot<B>[] = []
  let next: Promise<IteratorResult<A>> | undefined
  let ended = false
  try {
    for (;;) {
      const running = held.reduce((count, slot) => count + (slot.done ? 0 : 1), 0)
      if (!ended && !next && running < jobs && held.length < 2 * jobs) next = source.next()
      const ready = unordered ? held.findIndex((slot) => slot.done) : held[0]?.done ? 0 : -1
      if (ready >= 0) {
        const [slot] = held.splice(ready, 1)
        yield await (slot as Slot<B>).result
        continue
      }
      if (!next && held.length === 0) return
      // Whatever comes first: another item, or the end of some work.
      const changed = held.filter((slot) => !slot.done).map((slot) => slot.settled)
      const item = await Promise.race(next ? [next, ...changed] : changed)
      if (next && item) {
        next = undefined
        if (item.done) ended = true
        else held.push(slotFor(work(item.value)))
      }
    }
  } finally {
    // Not awaited: an input that waits for its next item would hold up the end.
    source.return?.().catch(() => {})
    await Promise.allSettled(held.map((slot) => slot.result))
  }
}

interface Slot<B> {
  result: Promise<B>
  /** Resolves to nothing when the work has ended, well or not. */
  settled: Promise<undefined>
  done: boolean
}

function slotFor<B>(result: Promise<B>): Slot<B> {
  const slot: Slot<B> = { result, settled: Promise.resolve(undefined), done: false }
  const end = () => {
    slot.done = true
    return undefined
  }
  slot.settled = result.then(end, end)
  return slot
}
