import { Boundary } from './boundary.js'
import { HeldBytes, LineCounter } from './held-bytes.js'
import { type ScanState, scanString, scanValue } from './json-scan.js'

/** One value of the input, still as bytes: an element of the outermost array, or an object that stands alone. */
export interface Element {
  /** Valid until the next element is asked for. */
  bytes: Buffer
  /** The line it starts on, or its place in the array: `[3]`, `conversations[3]`. */
  at: number | string
  /** Where it starts, both counted from 1; the column counts bytes. */
  line: number
  column: number
  /** The input ended inside it. */
  unfinished?: true | undefined
  /** It has more bytes than can be held; `bytes` is how it begins. */
  tooLarge?: true | undefined
  /**
   * Its end is a guess: where the bytes stand that stood between the elements before. It is right if the bytes are
   * JSON, since no JSON object is the beginning of another one; if not, `retry` looks properly.
   */
  guess?: true | undefined
}

export interface ElementOptions {
  /** Members of an outermost object whose array may hold the documents, as in `{"conversations": [...]}`. */
  members?: readonly string[]
  /** Is this first element of such an array a document? If not, the object itself is one. */
  unwrap?: (firstElement: Buffer) => boolean
  /** Longest element that is held, in bytes. */
  maxBytes?: number
}

/** Half of the longest string that V8 makes; parsed, it takes more than a gigabyte. */
const MAX_BYTES = 256 * 1024 * 1024
/** How far back from its `[` the name of a member is looked for. */
const NAME_BYTES = 80

const NEWLINE = 0x0a
const QUOTE = 0x22
const COMMA = 0x2c
const OPEN_ARRAY = 0x5b
const CLOSE_ARRAY = 0x5d
const OPEN_OBJECT = 0x7b

type Mode = 'top' | 'object' | 'probe' | 'gap' | 'element' | 'scalar' | 'rest' | 'lines'

/**
 * Finds the documents in chunks of JSON and holds one at a time: the elements of an outermost array, those of an
 * array inside an outermost object, or the object itself, on one line or many. Several such values may follow each
 * other. Input that turns out to be lines is handed back by `takeLines`, for the line splitter.
 *
 * Use: feed(chunk), then next() until it returns undefined, and so on; after the last chunk finish().
 */
export class JsonElements {
  #mode: Mode = 'top'
  #chunk: Buffer = Buffer.alloc(0)
  #position = 0
  #start = { line: 1, column: 1 }
  #state = scanState()
  /** The scan of the first element of a member, while it is not known whether that is a document. */
  #probe = scanState()
  #probeFrom = 0
  #member = ''
  #index = 0
  readonly #boundary = new Boundary()
  /** Where the last element started and ended in this chunk; -1 where it was in another. */
  #last = { start: -1, end: -1 }
  /** The outermost object has not reached a newline: it may be a line of JSONL. */
  #firstLine = true
  readonly #held: HeldBytes
  readonly #lines = new LineCounter()
  readonly #members: readonly string[]
  readonly #unwrap: (firstElement: Buffer) => boolean

  constructor({ members = [], unwrap = () => true, maxBytes = MAX_BYTES }: ElementOptions = {}) {
    this.#members = members
    this.#unwrap = unwrap
    this.#held = new HeldBytes(maxBytes)
  }

  /** Gives the scanner the next bytes; they must not change before the next call. */
  feed(chunk: Buffer): void {
    this.#lines.next(chunk)
    this.#held.next(chunk)
    this.#chunk = chunk
    this.#position = 0
    this.#last = { start: -1, end: -1 }
  }

  /** The next element that is complete; undefined when more bytes are needed, or the rest is lines. */
  next(): Element | undefined {
    while (this.#position < this.#chunk.length && this.#mode !== 'lines') {
      const element = this[this.#mode]()
      if (element) return element
    }
    return undefined
  }

  /** Says that the last element, whose end was a guess, is not JSON; the next one is it again, with its true end. */
  retry(): void {
    this.#boundary.wrong()
    this.#index--
    this.#position = this.#last.start
    this.#held.begin(this.#position)
    this.#mode = 'element'
  }

  /** Says that there are no more bytes, and returns what the input broke off in, if it did. */
  finish(): Element | undefined {
    if (this.#mode === 'top' || this.#mode === 'lines') return undefined
    if (this.#mode === 'gap' || this.#mode === 'rest') this.#begin()
    const element = this.#take()
    element.unfinished = true
    return element
  }

  /** Where the input turned out to be lines: the number of the first one, and the bytes from there on. */
  takeLines(): { first: number; rest: Buffer } | undefined {
    if (this.#mode !== 'lines') return undefined
    return { first: this.#start.line, rest: this.#held.upTo(this.#chunk.length) }
  }

  /** Between outermost values. */
  private top(): undefined {
    const byte = this.#chunk[this.#position]!
    if (byte <= 0x20 || this.#isByteOrderMark(byte)) {
      this.#position++
      return
    }
    this.#begin()
    this.#member = ''
    this.#index = 0
    if (byte === OPEN_ARRAY) {
      this.#position++
      this.#leave('gap')
    } else if (byte === OPEN_OBJECT) {
      this.#state.stopAtArray = this.#members.length > 0
      this.#firstLine = true
      this.#mode = 'object'
    } else {
      this.#mode = 'lines'
    }
  }

  /** In an outermost object, which is a document, or a line of JSONL, or holds the array of documents. */
  private object(): Element | undefined {
    const newline = this.#firstLine ? this.#chunk.indexOf(NEWLINE, this.#position) : -1
    const to = newline < 0 ? this.#chunk.length : newline
    if (this.#scan(this.#state, to)) {
      const element = this.#take()
      if (this.#firstLine) {
        this.#begin()
        this.#mode = 'lines'
      } else {
        this.#leave('top')
      }
      return element
    }
    if (this.#state.atArray) {
      this.#member = this.#memberName()
      if (this.#member) this.#mode = 'probe'
    } else if (newline >= 0) {
      this.#firstLine = false
      if (this.#isBrokenLine()) this.#mode = 'lines'
    }
    return undefined
  }

  /** At the first element of a member that may hold the documents. */
  private probe(): Element | undefined {
    if (this.#probe.depth === 0) {
      const byte = this.#chunk[this.#position]!
      if (byte <= 0x20) {
        this.#position++
        return undefined
      }
      this.#probeFrom = this.#held.upTo(this.#position).length
      if (byte !== OPEN_OBJECT) return this.#endProbe()
    }
    if (!this.#scan(this.#probe, this.#chunk.length)) return undefined
    const first = this.#held.upTo(this.#position).subarray(this.#probeFrom)
    if (this.#held.tooLarge || !this.#unwrap(first)) return this.#endProbe()
    const element = this.#describe(first)
    this.#leave('gap')
    return element
  }

  /** It was no document: goes on with the object, and asks no further member. */
  #endProbe(): undefined {
    this.#probe = scanState()
    this.#state.stopAtArray = false
    this.#member = ''
    this.#mode = 'object'
  }

  /** Between the elements of an array. */
  private gap(): Element | undefined {
    const byte = this.#chunk[this.#position]!
    if (byte <= 0x20 || byte === COMMA) {
      this.#position++
    } else if (byte === CLOSE_ARRAY) {
      this.#position++
      this.#leave(this.#member ? 'rest' : 'top')
    } else {
      this.#begin()
      this.#mode = byte === OPEN_OBJECT || byte === OPEN_ARRAY ? 'element' : 'scalar'
      if (byte === OPEN_OBJECT) return this.#guess()
    }
    return undefined
  }

  #guess(): Element | undefined {
    const { end } = this.#last
    if (end > 0) this.#boundary.learn(this.#chunk, end, this.#position)
    const likely = this.#boundary.endFrom(this.#chunk, this.#position)
    if (likely < 0) return undefined
    this.#last = { start: this.#position, end: likely }
    this.#position = likely
    const element = this.#take()
    element.guess = true
    this.#leave('gap')
    return element
  }

  /** In an element: up to the bracket that ends it. */
  private element(): Element | undefined {
    if (!this.#scan(this.#state, this.#chunk.length)) return undefined
    const element = this.#take()
    this.#leave('gap')
    this.#last.end = this.#position
    return element
  }

  /** In an element without brackets: up to the next comma or the end of the array. */
  private scalar(): Element | undefined {
    const chunk = this.#chunk
    let i = this.#position
    if (this.#state.inString) i = scanString(chunk, i, chunk.length, this.#state)
    while (i < chunk.length && chunk[i] !== COMMA && chunk[i] !== CLOSE_ARRAY) {
      i = chunk[i] === QUOTE ? scanString(chunk, i + 1, chunk.length, this.#state) : i + 1
    }
    this.#position = i
    if (i === chunk.length) return undefined
    const element = this.#take()
    this.#leave('gap')
    return element
  }

  /** Behind the array of documents, up to the end of the object that holds it. */
  private rest(): undefined {
    if (this.#state.depth === 0) this.#state.depth = 1
    if (this.#scan(this.#state, this.#chunk.length)) this.#leave('top')
  }

  #scan(state: ScanState, to: number): boolean {
    this.#position = scanValue(this.#chunk, this.#position, to, state)
    return state.depth === 0
  }

  #begin(): void {
    this.#start = this.#lines.at(this.#position)
    this.#held.begin(this.#position)
    this.#state = scanState()
    this.#probe = scanState()
  }

  #leave(mode: 'gap' | 'rest' | 'top'): void {
    this.#held.drop()
    this.#state = scanState()
    this.#mode = mode
  }

  #take(): Element {
    return this.#describe(this.#held.upTo(this.#position))
  }

  #describe(bytes: Buffer): Element {
    const inArray = this.#mode !== 'object'
    const at = inArray ? `${this.#member}[${this.#index++}]` : this.#start.line
    const { line, column } = this.#start
    const tooLarge = this.#held.tooLarge || undefined
    return { bytes, at, line, column, tooLarge, unfinished: undefined, guess: undefined }
  }

  /** The name before the `[` that the scan stopped behind, if the documents may be in it. */
  #memberName(): string {
    const before = this.#held
      .upTo(this.#position - 1)
      .subarray(-NAME_BYTES)
      .toString('latin1')
    const name = /(?<!\\)"(\w+)"\s*:\s*$/.exec(before)?.[1] ?? ''
    return this.#members.includes(name) ? name : ''
  }

  /** A line that ends inside a string or behind a word is not the first line of an object written on many lines. */
  #isBrokenLine(): boolean {
    if (this.#state.inString) return true
    const line = this.#held.upTo(this.#position).subarray(-NAME_BYTES).toString('latin1').trimEnd()
    return !/[{[,:]$/.test(line)
  }

  #isByteOrderMark(byte: number): boolean {
    const { line, column } = this.#lines.at(this.#position)
    return line === 1 && byte === [0xef, 0xbb, 0xbf][column - 1]
  }
}

function scanState(): ScanState {
  return { depth: 0, inString: false, escaped: false, stopAtArray: false, atArray: false }
}
