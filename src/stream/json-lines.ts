/** A block is full with so many bytes; there is room for twice as many, so that it seldom has to grow. */
const FULL_BYTES = 256 * 1024
/** Longer strings are texts: they go into the block by themselves, and are found there when they come again. */
const SHORT = 64
/** So many texts are looked for: a little more than a turn has as context. */
const RECENT = 12
/** So many fields of a record are compared with those of the record before. */
const FIELDS = 32

/**
 * Writes records as lines of JSON, the same bytes that JSON.stringify makes of each but faster: a text that later
 * records repeat as their context is copied, and so is a field that stays as it is. Records hold what JSON can, or
 * undefined, and do not change once they are written.
 *
 * Use: add(record); when `full`, or when there are no more, take().
 */
export class JsonLines {
  #block = Buffer.allocUnsafeSlow(2 * FULL_BYTES)
  #end = 0
  #count = 0
  /** What goes into the block before the next text. */
  #pending = ''
  readonly #fields: Field[] = []
  #texts: { text: string; start: number; end: number }[] = []

  get full(): boolean {
    return this.#end >= FULL_BYTES
  }

  /** Adds a line. */
  add(record: object): void {
    let before = '{'
    let place = 0
    for (const key in record) {
      const value: unknown = record[key as keyof typeof record]
      if (value !== undefined) {
        this.#pending += before
        this.#add(place, key, value)
        before = ','
      }
      place++
    }
    this.#pending += before === '{' ? '{}\n' : '}\n'
    this.#flush()
    this.#count++
  }

  /** The lines since the last call, valid until the next one is added, and how many they are. */
  take(): { out: Uint8Array; written: number } {
    const taken = { out: this.#block.subarray(0, this.#end), written: this.#count }
    if (this.#block.length > 4 * FULL_BYTES) this.#block = Buffer.allocUnsafeSlow(2 * FULL_BYTES)
    this.#end = 0
    this.#count = 0
    this.#texts = []
    return taken
  }

  #add(place: number, key: string, value: unknown): void {
    const field = this.#fieldAt(place, key)
    if (typeof value === 'string' && value.length > SHORT) {
      this.#pending += field.name
      this.#addText(value)
    } else if (value === field.value) {
      this.#pending += field.json
    } else if (isTexts(value)) {
      this.#pending += field.name
      this.#addTexts(value)
    } else {
      field.value = value
      field.json = field.name + (typeof value === 'string' ? quoted(value) : JSON.stringify(value))
      this.#pending += field.json
    }
  }

  #fieldAt(place: number, key: string): Field {
    const known = this.#fields[place]
    if (known?.key === key) return known
    const field = { key, name: `${JSON.stringify(key)}:`, value: undefined, json: '' }
    if (place < FIELDS) this.#fields[place] = field
    return field
  }

  #addTexts(texts: readonly string[]): void {
    let before = '['
    for (const text of texts) {
      this.#pending += before
      if (text.length > SHORT) this.#addText(text)
      else this.#pending += quoted(text)
      before = ','
    }
    this.#pending += before === '[' ? '[]' : ']'
  }

  #addText(text: string): void {
    this.#flush()
    const start = this.#end
    const texts = this.#texts
    for (let i = texts.length - 1; i >= 0; i--) {
      const known = texts[i]!
      if (known.text.length !== text.length || known.text !== text) continue
      this.#reserve(known.end - known.start)
      this.#block.copyWithin(start, known.start, known.end)
      this.#end += known.end - known.start
      return
    }
    this.#escape(text)
    texts.push({ text, start, end: this.#end })
    if (texts.length > RECENT) texts.shift()
  }

  /** Writes a text as it is, counts what has to be escaped in it, and makes room for that from its end. */
  #escape(text: string): void {
    this.#reserve(3 * text.length + 2)
    const start = this.#end + 1
    const end = start + this.#block.write(text, start)
    const bytes = this.#block
    let more = 0
    for (let i = start; i < end; i++) more += MORE[bytes[i]!]!
    if (more >= DOUBT || end + more >= bytes.length) {
      this.#write(JSON.stringify(text))
      return
    }
    let to = end + more
    this.#end = to + 1
    bytes[to] = QUOTE
    for (let i = end - 1; to > i + 1; i--) {
      const byte = bytes[i]!
      if (MORE[byte] === 0) {
        bytes[--to] = byte
      } else {
        const escaped = ESCAPES[byte]!
        for (let k = escaped.length - 1; k >= 0; k--) bytes[--to] = escaped.charCodeAt(k)
      }
    }
    bytes[start - 1] = QUOTE
  }

  #flush(): void {
    const text = this.#pending
    if (text.length === 1) {
      this.#reserve(1)
      this.#block[this.#end++] = text.charCodeAt(0) // a comma or bracket between texts
    } else {
      this.#write(text)
    }
    this.#pending = ''
  }

  #write(text: string): void {
    this.#reserve(3 * text.length)
    this.#end += this.#block.write(text, this.#end)
  }

  /** Makes room for so many bytes: three for each unit of UTF-16 are enough, and quicker had than counted. */
  #reserve(bytes: number): void {
    const { length } = this.#block
    if (this.#end + bytes <= length) return
    const grown = Buffer.allocUnsafeSlow(Math.max(2 * length, this.#end + bytes))
    this.#block.copy(grown, 0, 0, this.#end)
    this.#block = grown
  }
}

/** A field as it was last written: `name` is its key as JSON with the colon, `json` has its value too. */
interface Field {
  key: string
  name: string
  value: unknown
  json: string
}

function isTexts(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string')
}

/** A short string as JSON: most need no escape, which is quicker to tell than to call for. */
function quoted(text: string): string {
  return ESCAPED.test(text) ? JSON.stringify(text) : `"${text}"`
}

const ESCAPED = /["\\\u0000-\u001f\ud800-\udfff]/

const QUOTE = 0x22
/** What JSON.stringify writes for each byte that it escapes. */
const ESCAPES = Array.from({ length: 0x80 }, (_, code) =>
  JSON.stringify(String.fromCharCode(code)).slice(1, -1),
)
/** By how many bytes an escape is longer. */
const MORE = new Int32Array(0x100)
ESCAPES.forEach((escaped, byte) => {
  MORE[byte] = escaped.length - 1
})
/** So begins what stands for half of a surrogate pair, which JSON.stringify escapes, and some other characters. */
const DOUBT = 1 << 20
MORE[0xef] = DOUBT
