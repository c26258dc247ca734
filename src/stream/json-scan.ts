const QUOTE = 0x22
const BACKSLASH = 0x5c
const OPEN_ARRAY = 0x5b
const CLOSE_ARRAY = 0x5d
const OPEN_OBJECT = 0x7b
const CLOSE_OBJECT = 0x7d

/** Strings longer than this are crossed with indexOf, shorter ones byte by byte, which is faster for keys and ids. */
const NEAR = 64

/** Where the scan of one bracketed value stands, kept from chunk to chunk. */
export interface ScanState {
  depth: number
  inString: boolean
  /** The next byte is escaped by a backslash that ended the chunk. */
  escaped: boolean
  /** Stop behind the `[` of each array that is a direct member of the value. */
  stopAtArray: boolean
  /** It stopped there. */
  atArray: boolean
}

/**
 * Crosses a JSON value that starts with a bracket, looking only at quotes and brackets.
 * It neither checks the grammar nor copies anything: JSON.parse does the rest on the bytes found.
 * @returns the index behind the last byte looked at: the value's end if `depth` is 0 now, the start of an array if
 * `atArray` is set, else `to`, and the scan goes on with the next chunk
 */
export function scanValue(bytes: Buffer, from: number, to: number, state: ScanState): number {
  let i = from
  let depth = state.depth
  state.atArray = false
  if (state.inString) {
    i = scanString(bytes, i, to, state)
    if (state.inString) return to
  }
  while (i < to) {
    const byte = bytes[i++]!
    if (byte === QUOTE) {
      i = scanString(bytes, i, to, state)
      if (state.inString) break
    } else if (byte >= OPEN_ARRAY) {
      if (byte === OPEN_OBJECT || byte === OPEN_ARRAY) {
        depth++
        if (depth === 2 && byte === OPEN_ARRAY && state.stopAtArray) {
          state.atArray = true
          break
        }
      } else if (byte === CLOSE_OBJECT || byte === CLOSE_ARRAY) {
        depth--
        if (depth === 0) break
      }
    }
  }
  state.depth = depth
  return i
}

/**
 * Crosses the rest of a string, from behind its opening quote or from the start of the next chunk.
 * @returns the index behind the closing quote; or `to`, with `inString` left set
 */
export function scanString(bytes: Buffer, from: number, to: number, state: ScanState): number {
  let i = from
  state.inString = true
  if (state.escaped && i < to) {
    state.escaped = false
    i++
  }
  const near = Math.min(to, i + NEAR)
  while (i < near) {
    const byte = bytes[i++]!
    if (byte === QUOTE) {
      state.inString = false
      return i
    }
    if (byte === BACKSLASH) {
      if (i === to) {
        state.escaped = true
        return to
      }
      i++
    }
  }
  while (i < to) {
    const quote = bytes.indexOf(QUOTE, i)
    const end = quote === -1 || quote >= to ? to : quote
    let before = end
    while (before > i && bytes[before - 1] === BACKSLASH) before--
    const escaped = (end - before) % 2 === 1
    if (end === to) {
      state.escaped = escaped
      return to
    }
    i = end + 1
    if (!escaped) {
      state.inString = false
      return i
    }
  }
  return i
}
