import { hash } from 'node:crypto'
import { connect, createServer } from 'node:net'
import { ConfigError } from '../record/errors.js'

/** The shortest limit of a socket's path among the platforms (macOS); Node cuts longer ones without a word. */
const LONGEST = 103

/** Listens on a UNIX socket for as long as this process lives. Undefined where another process listens there. */
export async function listenOn(path: string): Promise<{ release(): void } | undefined> {
  if (Buffer.byteLength(path) > LONGEST)
    throw new ConfigError(
      `${path} is too long for a socket`,
      'set TMPDIR to a shorter path, or install flock',
    )
  const server = createServer((socket) => socket.destroy())
  try {
    await new Promise<void>((done, fail) => server.once('error', fail).listen(path, done))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EADDRINUSE') return undefined
    throw error
  }
  server.unref()
  return { release: () => void server.close() }
}

/** The name of a Linux socket that is in no folder and is gone with its process. */
export function abstractName(key: string): string {
  return `\0strom-${hash('sha256', key, 'hex').slice(0, 32)}`
}

/** Does someone listen there? `refused`: nobody does any more; `unknown`: the socket is not there. */
export function connects(path: string): Promise<'connected' | 'refused' | 'unknown'> {
  return new Promise((done) => {
    const socket = connect(path)
    socket.once('connect', () => {
      socket.destroy()
      done('connected')
    })
    socket.once('error', ({ code }: NodeJS.ErrnoException) => {
      if (code === 'EAGAIN') done('connected')
      else done(code === 'ECONNREFUSED' ? 'refused' : 'unknown')
    })
  })
}
