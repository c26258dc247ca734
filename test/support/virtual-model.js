/**
 * A model on a virtual clock behind one of the limits of limits.js. Latencies are log-normal around `latency`
 * milliseconds; refusals take a tenth of a second at most. `ModelError` is the class, of the sources or of the build.
 */
export function virtualModel({ ModelError, clock, limit, latency, random, spread = 0.3 }) {
  const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())
  const counts = { calls: 0, answers: 0, limited: 0, failed: 0 }
  return {
    counts,
    async chat(_messages, options) {
      counts.calls++
      const no = limit.take(clock.now())
      if (no) {
        await clock.sleep(20 + 30 * random())
        counts[no.status === 429 ? 'limited' : 'failed']++
        throw new ModelError(`${no.status}`, {
          class: no.status === 429 ? 'rate_limited' : 'server_error',
          billed: 'no',
          transient: true,
          fatal: false,
          status: no.status,
          // As in the header: whole seconds, rounded up.
          retryAfterMs: no.retryAfterMs === undefined ? undefined : Math.ceil(no.retryAfterMs / 1000) * 1000,
        })
      }
      await clock.sleep(latency * Math.exp(spread * normal() - (spread * spread) / 2))
      limit.done(clock.now())
      counts.answers++
      return {
        text: 'yes',
        finishReason: 'stop',
        model: options.model,
        usage: { prompt_tokens: 10, completion_tokens: 10 },
      }
    },
  }
}
