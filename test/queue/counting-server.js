import { createServer } from 'node:http'

/**
 * A paid back end: notes, by job, when requests came, and counts the answers that were delivered whole.
 * @param {{ delay?: () => number }} options delay of an answer, ms
 */
export async function countingServer({ delay = () => 0 } = {}) {
  const asked = new Map()
  const answered = new Map()
  const server = createServer((request, response) => {
    const id = request.url.slice(1)
    asked.set(id, [...(asked.get(id) ?? []), Date.now()])
    setTimeout(() => {
      if (response.destroyed) return
      response.on('finish', () => answered.set(id, (answered.get(id) ?? 0) + 1))
      response.end(JSON.stringify({ text: `answer to ${id}` }))
    }, delay())
  })
  await new Promise((done) => server.listen(0, '127.0.0.1', done))
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    asked,
    answered,
    close: () => {
      server.closeAllConnections()
      server.close()
    },
  }
}
