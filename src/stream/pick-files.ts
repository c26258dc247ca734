const IN_ORDER = new Intl.Collator('en', { numeric: true })

/**
 * The files of a folder or archive that hold conversations, in a stable order. A folder with conversations.json, or
 * conversations-000.json and so on, is an export, of which these and what belongs to them are read; elsewhere all JSONL
 * files are (sessions), and where there are none of either, all JSON files.
 * @param names paths with forward slashes
 */
export function pickFiles(names: readonly string[]): string[] {
  const visible = names.filter(isVisible)
  const exported = visible.filter((name) => CONVERSATIONS.test(name))
  const folders = new Set(exported.map(folderOf))
  const inExport = (name: string) => [...folders].some((folder) => name.startsWith(folder))
  const beside = visible.filter((name) => BESIDE.test(name) && inExport(name))
  const lines = visible.filter((name) => LINES.test(name) && !folders.has(folderOf(name)))
  const picked = [...exported, ...beside, ...lines]
  const all = picked.length ? picked : visible.filter((name) => /\.json$/i.test(name))
  return all.sort((a, b) => IN_ORDER.compare(a, b) || (a < b ? -1 : 1))
}

/**
 * The files of an export that tell of its conversations, or hold chats, and are not read; and JSON files beside exports and
 * sessions, which may be chats too.
 */
export function unreadFiles(names: readonly string[]): string[] {
  const visible = names.filter(isVisible)
  const read = new Set(pickFiles(names))
  const folders = [...new Set(visible.filter((name) => CONVERSATIONS.test(name)).map(folderOf))]
  const unread = (name: string) => {
    const inExport = folders.some((folder) => name.startsWith(folder))
    return inExport ? UNREAD.test(name) : /\.json$/i.test(name) && folders.length > 0 && !read.has(name)
  }
  return visible.filter(unread).sort(IN_ORDER.compare)
}

export function isArchive(name: string): boolean {
  return /\.zip$/i.test(name) && isVisible(name)
}

/** What conversations are joined with is read before them, whichever input it is in. */
export function isReadFirst(file: string): boolean {
  return /(^|[/\\])(?:message_feedback\.json|textdocs[/\\][^/\\]+\.json)$/.test(file)
}

/** Also the tasks of Cline and Roo, each in a folder with other files about it. */
const CONVERSATIONS = /(^|\/)(?:conversations(-\d+)?|api_conversation_history|[^/]+\.messages)\.json$/
const LINES = /\.(?:jsonl|ndjson)(?:\.zst)?$/i
/** Ratings, documents of the canvas and group chats of ChatGPT; chats with Claude's design tool. */
const BESIDE = /(^|\/)(?:message_feedback\.json|group_chats\.json|(?:textdocs|design_chats)\/[^/]+\.json)$/
const UNREAD = /(^|\/)(?:memories|projects)(?:\/[^/]+)?\.json$/

/** Without what a system adds. */
function isVisible(name: string): boolean {
  return !/(^|\/)(\.|__MACOSX\/)/.test(name)
}

function folderOf(name: string): string {
  return name.slice(0, name.lastIndexOf('/') + 1)
}
