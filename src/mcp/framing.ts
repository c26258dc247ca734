const NEWLINE = 10
/** So much of the beginning and the end of a line that is too long is kept, to find the request's id in. */
const KEPT = 1024

/** What is left of a line that was too long. */
export interface TooLong {
  bytes: number
  /** The id of the request that the line held, where it can be told. */
  id: string | number | null
}

/**
 * The lines of a stream, each whole, with its newline. One that is longer than the limit is dropped as it comes, so
 * that memory stays bounded, and told of.
 * @param limit in bytes
 */
export async function* wholeLines(
  chunks: AsyncIterable<Uint8Array>,
  limit: number,
  onTooLong: (line: TooLong) => void,
): AsyncGenerator<Buffer> {
  let parts: Buffer[] = []
  let bytes = 0
  /** Set while a line that is too long goes by. */
  let dropped: { head: string; tail: Buffer } | undefined
  for await (const chunk of chunks) {
    for (let start = 0; start < chunk.length; ) {
      const newline = chunk.indexOf(NEWLINE, start)
      const end = newline < 0 ? chunk.length : newline + 1
      const part = Buffer.from(chunk.buffer, chunk.byteOffset + start, end - start)
      start = end
      bytes += part.length
      if (dropped) dropped.tail = Buffer.concat([dropped.tail, part.subarray(-KEPT)]).subarray(-KEPT)
      else {
        parts.push(part)
        if (bytes > limit) {
          const all = Buffer.concat(parts)
          dropped = { head: all.toString('latin1', 0, KEPT), tail: Buffer.from(all.subarray(-KEPT)) }
          parts = []
        }
      }
      if (newline < 0) continue
      if (dropped) onTooLong({ bytes, id: requestId(dropped.head, dropped.tail.toString('latin1')) })
      else yield parts.length === 1 ? part : Buffer.concat(parts)
      parts = []
      bytes = 0
      dropped = undefined
    }
  }
}

/**
 * The id at the very end or the very beginning of a request, where clients write it. Quotes inside texts are escaped,
 * so that no text can look like it.
 */
function requestId(head: string, tail: string): string | number | null {
  const found =
    /[,{]\s?"id"\s?:\s?(\d{1,15}|"[\w-]{1,100}")\s?\}\s{0,2}$/.exec(tail) ??
    /^\s?\{\s?(?:"jsonrpc"\s?:\s?"2\.0"\s?,\s?)?"id"\s?:\s?(\d{1,15}|"[\w-]{1,100}")\s?,/.exec(head)
  return found?.[1] === undefined ? null : (JSON.parse(found[1]) as string | number)
}
