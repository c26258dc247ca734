import type { Readable, Transform } from 'node:stream'
import * as zlib from 'node:zlib'
import { DataError } from '../record/errors.js'

/**
 * The bytes of a file that Zstandard has compressed.
 * @throws DataError where this version of Node cannot do it
 */
export function unpacked(file: string, packed: Readable): Readable {
  const { createZstdDecompress } = zlib as { createZstdDecompress?: () => Transform }
  if (!createZstdDecompress)
    throw new DataError(
      `${file}: Node ${process.versions.node} cannot read .zst files`,
      `unpack it first: zstd -d ${file}; or run strom with Node 22.15 or newer`,
    )
  const plain = createZstdDecompress()
  packed.on('error', (error) => plain.destroy(error))
  return packed.pipe(plain)
}
