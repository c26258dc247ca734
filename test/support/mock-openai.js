/**
 * An OpenAI-compatible server on loopback for tests, with the faults of real ones.
 *
 * In a test:            const mock = await startMock({ latencyMs: 20, script: ['429', 'ok'] }); ... await mock.close()
 * As its own process:   node test/support/mock-openai.js '{"latencyMs":20,"mix":{"ok":0.9,"500":0.1}}'
 *                       prints {"url":"http://127.0.0.1:PORT/v1"}; counts are at /counts; ends with its stdin or a signal
 *
 * Options (times in milliseconds of the server's time, which runs `speed` times as fast as the real one):
 *   latencyMs, spread   an answer takes latencyMs, varied by up to +-spread (a share, default 0)
 *   script              what happens to the first, second, ... request of each job; the last one is repeated
 *   mix                 shares of what happens, drawn by `seed`; instead of script
 *   limit               of limits.js, such as { kind: 'inFlight', most: 16 }
 *   text                the answer's text, or a function of the request's body and key
 *   retryAfter          seconds for 429-after and 429-date (default 2)
 *   key                 requests with another key are refused
 *   refuses             names of parameters that the model does not take
 *   says                { status, body, type, headers, when }: an answer of a real server, in place of all others; where
 *                       `when` names a parameter, only to requests that have it
 *   port                default: any
 *
 * A job is told by X-Client-Request-Id, else by the text of the request. Besides the names in FAULTS below there is
 * ok, refusal, content_filter, malformed, truncated, empty, slow (20 times the latency), thinking (streams the
 * head of its answer at once), reasoning (thoughts in a field of their own), error-beside (an error object comes with
 * the end of the text) and finish:REASON (a good text that ends for this reason).
 */
import { createHash } from 'node:crypto'
import { createServer } from 'node:http'
import { makeLimit } from './limits.js'
import { seededRandom } from './virtual-clock.js'

const error = (status, code, type, message, headers) => ({
  status,
  headers,
  body: { error: { message, type, code, param: null } },
})

/** Answers that are no completion. A function is given the server's options and the request. */
const FAULTS = {
  429: () => error(429, 'rate_limit_exceeded', 'requests', 'Rate limit reached'),
  '429-after': ({ retryAfter }) =>
    error(429, 'rate_limit_exceeded', 'requests', 'Rate limit reached', {
      'retry-after': String(retryAfter),
    }),
  '429-date': ({ retryAfter }) =>
    error(429, null, 'requests', 'Rate limit reached', {
      date: new Date(1e12).toUTCString(),
      'retry-after': new Date(1e12 + retryAfter * 1000).toUTCString(),
    }),
  quota: () => error(429, 'insufficient_quota', 'insufficient_quota', 'You exceeded your current quota'),
  500: () => error(500, null, 'server_error', 'The server had an error'),
  502: () => ({ status: 502, text: '<html>bad gateway</html>' }),
  503: () => error(503, null, 'server_error', 'Overloaded'),
  529: () => error(529, null, 'overloaded_error', 'Overloaded'),
  401: (_, request) =>
    error(401, 'invalid_api_key', 'invalid_request_error', `Incorrect API key: ${request.key}`),
  403: () => error(403, null, 'permission_error', 'Not allowed'),
  404: () => error(404, 'model_not_found', 'invalid_request_error', 'No such model'),
  400: () => error(400, null, 'invalid_request_error', 'Bad request'),
  context: () => error(400, 'context_length_exceeded', 'invalid_request_error', 'Too many tokens'),
  'context-vllm': () => ({
    status: 400,
    body: { error: { message: 'too long', type: 'BadRequestError', param: 'input_tokens', code: 400 } },
  }),
  'context-llama': () => ({
    status: 400,
    body: { error: { code: 400, message: 'too long', type: 'exceed_context_size_error', n_ctx: 256 } },
  }),
  'filter-azure': () => error(400, 'content_filter', null, 'The prompt was filtered'),
  html: () => ({ status: 200, text: '<html>welcome to the portal</html>', type: 'text/html' }),
  'error-200': () => ({ status: 200, body: { error: { code: 502, message: 'upstream failed' } } }),
  'echo-key': (_, request) =>
    error(
      500,
      null,
      'server_error',
      `headers: Authorization: Bearer ${request.key} ${encodeURIComponent(request.key)}`,
    ),
  'echo-key-context': (_, request) =>
    error(400, 'context_length_exceeded', 'invalid_request_error', `Bearer ${request.key} ${request.key}`),
  redirect: () => ({
    status: 307,
    text: '',
    headers: { location: 'http://127.0.0.1:1/v1/chat/completions' },
  }),
}
const unsupported = (param) => ({
  error: {
    message: `Unsupported parameter: '${param}'`,
    type: 'invalid_request_error',
    param,
    code: 'unsupported_parameter',
  },
})
/** Faults of the connection. */
const BROKEN = ['timeout', 'stall', 'reset', 'reset-mid', 'cut']

export async function startMock(options = {}) {
  const { latencyMs = 0, spread = 0, script, mix, speed = 1, retryAfter = 2, seed = 1 } = options
  const random = seededRandom(seed)
  const started = performance.now()
  const now = () => (performance.now() - started) * speed
  const sleep = (ms) => new Promise((done) => setTimeout(done, ms / speed))
  const limit = options.limit && makeLimit(options.limit)
  const counts = { requests: 0, answered: 0, limited: 0, failed: 0, inFlight: 0, mostInFlight: 0, jobs: {} }
  const received = []

  const draw = () => {
    let at = random()
    for (const [name, share] of Object.entries(mix)) {
      at -= share
      if (at < 0) return name
    }
    return 'ok'
  }

  async function handle(request, response) {
    if (request.url === '/counts') return send(response, 200, counts)
    const chunks = []
    for await (const chunk of request) chunks.push(chunk)
    const body = JSON.parse(Buffer.concat(chunks).toString('utf8'))
    const key = (request.headers.authorization ?? '').replace('Bearer ', '')
    const job =
      request.headers['x-client-request-id'] ??
      createHash('sha256').update(JSON.stringify(body.messages)).digest('hex').slice(0, 16)
    const seen = Object.hasOwn(counts.jobs, job) ? counts.jobs[job] : { requests: 0, answered: 0 }
    counts.jobs[job] = seen
    received.push({ at: now(), body, headers: request.headers, job })
    const what =
      options.key !== undefined && key !== options.key
        ? '401'
        : mix
          ? draw()
          : (script?.[Math.min(seen.requests, script.length - 1)] ?? 'ok')
    seen.requests++
    counts.requests++
    const { says } = options
    if (says && (says.when === undefined || hasParam(body, says.when)))
      return send(response, says.status, says.body, says.headers, says.type)
    const param = options.refuses?.find((name) => name in body)
    if (param) return send(response, 400, unsupported(param))

    const refused = limit?.take(now())
    if (refused) {
      await sleep(20)
      counts[refused.status === 429 ? 'limited' : 'failed']++
      const after = refused.retryAfterMs
      const headers = after === undefined ? {} : { 'retry-after': String(Math.ceil(after / 1000)) }
      return send(response, refused.status, FAULTS[refused.status]({}, {}).body, headers)
    }
    counts.inFlight++
    counts.mostInFlight = Math.max(counts.mostInFlight, counts.inFlight)
    const end = () => {
      counts.inFlight--
      limit?.done(now())
    }
    if (FAULTS[what]) {
      counts[what.startsWith('429') ? 'limited' : 'failed']++
      const fault = FAULTS[what]({ retryAfter }, { key, body })
      await sleep(Math.min(latencyMs, 20))
      end()
      return send(response, fault.status, fault.body ?? fault.text, fault.headers, fault.type)
    }
    const varied = latencyMs * (1 + spread * (2 * random() - 1))
    // A model that thinks sends the head of its answer at once, and then nothing for long.
    if (what === 'thinking') sendHead(response, body.model)
    await sleep(what === 'slow' ? 20 * latencyMs : varied)
    end()
    if (what === 'timeout') return
    if (what === 'reset') return request.socket.destroy()
    seen.answered++
    counts.answered++
    const completion = complete(what, body, options.text, key)
    return body.stream
      ? sendStream(request, response, completion, what, sleep)
      : sendWhole(request, response, completion, what)
  }

  const server = createServer((request, response) => {
    handle(request, response).catch(() => request.socket.destroy())
  })
  server.keepAliveTimeout = 60_000
  await new Promise((done) => server.listen(options.port ?? 0, '127.0.0.1', done))
  return {
    url: `http://127.0.0.1:${server.address().port}/v1`,
    counts,
    /** Every request: { at, body, headers, job }. */
    received,
    async close() {
      server.closeAllConnections()
      await new Promise((done) => server.close(done))
    },
  }
}

/** Settings that are off are not there; `system` is a message of that role. */
function hasParam(body, name) {
  if (name === 'system') return body.messages.some(({ role }) => role === 'system')
  return Boolean(body[name])
}

function complete(what, body, text, key) {
  const content = {
    empty: '',
    refusal: '',
    malformed: 'Well, {"that": is not what was asked for',
    truncated: 'This answer is cut off in the mid',
  }[what]
  const answer =
    content ??
    (typeof text === 'function' ? text(body, key) : (text ?? `You said: ${body.messages.at(-1)?.content}`))
  return {
    text: what === 'content_filter' ? '' : answer,
    refusal: what === 'refusal' ? 'I cannot help with that.' : null,
    finish: what.startsWith('finish:')
      ? what.slice(7)
      : what === 'truncated'
        ? 'length'
        : what === 'content_filter'
          ? 'content_filter'
          : 'stop',
    reasoning: what === 'reasoning' ? 'The user wants something. I should plan.' : undefined,
    error: what === 'error-beside' ? { message: 'the model crashed', type: 'server_error' } : undefined,
    usage: {
      prompt_tokens: Math.ceil(JSON.stringify(body.messages).length / 4),
      completion_tokens: Math.ceil(answer.length / 4),
    },
    model: body.model,
  }
}

function send(response, status, body, headers = {}, type = 'application/json') {
  response.writeHead(status, { 'content-type': type, ...headers })
  response.end(typeof body === 'string' ? body : JSON.stringify(body))
}

function sendWhole(request, response, { text, refusal, finish, usage, model, reasoning, error }, what) {
  const whole = JSON.stringify({
    id: 'chatcmpl-mock',
    object: 'chat.completion',
    model,
    choices: [
      {
        index: 0,
        message: { role: 'assistant', content: text, refusal, reasoning_content: reasoning },
        finish_reason: finish,
      },
    ],
    usage,
    error,
  })
  if (!BROKEN.includes(what)) return send(response, 200, whole)
  response.writeHead(200, { 'content-type': 'application/json' })
  response.write(whole.slice(0, whole.length / 2))
  return breakOff(request, response, what)
}

async function sendStream(request, response, completion, what, sleep) {
  const { text, refusal, finish, usage, model, reasoning, error } = completion
  if (what !== 'thinking') sendHead(response, model)
  const piece = (value) => writePiece(response, model, value)
  const delta = (value, reason = null) =>
    piece({ choices: [{ index: 0, delta: value, finish_reason: reason }] })
  const middle = Math.ceil(text.length / 2)
  if (reasoning) delta({ reasoning_content: reasoning })
  if (text) delta({ content: text.slice(0, middle) })
  if (BROKEN.includes(what)) {
    await sleep(1)
    return breakOff(request, response, what)
  }
  if (refusal) delta({ refusal })
  if (text.length > middle) delta({ content: text.slice(middle) })
  if (error) piece({ error, choices: [{ index: 0, delta: {}, finish_reason: finish }] })
  delta({}, finish)
  piece({ choices: [], usage })
  response.end('data: [DONE]\n\n')
}

function sendHead(response, model) {
  response.writeHead(200, { 'content-type': 'text/event-stream' })
  const delta = { role: 'assistant', content: '' }
  writePiece(response, model, { choices: [{ index: 0, delta, finish_reason: null }] })
}

function writePiece(response, model, value) {
  response.write(`data: ${JSON.stringify({ object: 'chat.completion.chunk', model, ...value })}\n\n`)
}

function breakOff(request, response, what) {
  if (what === 'cut') response.end()
  else if (what === 'reset-mid') setTimeout(() => request.socket.destroy(), 5)
  // stall: the connection stays open, and nothing more comes.
}

if (process.argv[1] === import.meta.filename) {
  const mock = await startMock(JSON.parse(process.argv[2] ?? '{}'))
  console.log(JSON.stringify({ url: mock.url }))
  process.stdin.resume()
  process.stdin.on('end', () => process.exit(0))
}
