/**
 * A clock that stands still until nothing is left to do, and then jumps to the next timer: hours pass in
 * milliseconds, and always in the same way.
 */
export function virtualClock() {
  let time = 0
  let count = 0
  /** Binary heap by time, then by order of setting. */
  const heap = []
  const before = (a, b) => a.at < b.at || (a.at === b.at && a.order < b.order)

  function push(entry) {
    let i = heap.push(entry) - 1
    while (i > 0) {
      const parent = (i - 1) >> 1
      if (!before(entry, heap[parent])) break
      heap[i] = heap[parent]
      i = parent
    }
    heap[i] = entry
  }
  function pop() {
    const top = heap[0]
    const last = heap.pop()
    if (heap.length === 0) return top
    let i = 0
    for (;;) {
      let child = 2 * i + 1
      if (child >= heap.length) break
      if (child + 1 < heap.length && before(heap[child + 1], heap[child])) child++
      if (!before(heap[child], last)) break
      heap[i] = heap[child]
      i = child
    }
    heap[i] = last
    return top
  }

  const clock = {
    now: () => time,
    wall: () => 1_800_000_000_000 + time,
    after(ms, action) {
      const entry = { at: time + Math.max(0, ms), order: count++, action }
      push(entry)
      return () => {
        entry.action = undefined
      }
    },
    sleep: (ms) => new Promise((resolve) => clock.after(ms, resolve)),
    /**
     * Lets time pass until the promise is settled. Fails where nothing is left that could settle it.
     * @template T
     * @param {Promise<T>} promise
     * @returns {Promise<T>}
     */
    async run(promise) {
      let settled = false
      const end = () => {
        settled = true
      }
      promise.then(end, end)
      for (;;) {
        await new Promise(setImmediate)
        if (settled) return promise
        const next = heap.length > 0 ? pop() : undefined
        if (!next) throw new Error('the clock has stopped: no timer is set, and the promise is not settled')
        if (!next.action) continue
        time = next.at
        next.action()
      }
    },
  }
  return clock
}

/** Random numbers 0..1 from a seed (mulberry32). */
export function seededRandom(seed) {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = state
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}
