import type { LoggedCall } from '../content.js'

/** Tools of Cline and Roo, which older versions had the model call as elements in its text. */
const TOOLS = new Set(
  `execute_command read_file write_to_file replace_in_file apply_diff insert_content search_and_replace edit_file
  search_files list_files list_code_definition_names codebase_search browser_action use_mcp_tool access_mcp_resource
  ask_followup_question attempt_completion plan_mode_respond plan_mode_response new_task switch_mode new_rule
  fetch_instructions update_todo_list run_slash_command load_mcp_documentation condense summarize_task report_bug
  web_fetch web_search use_skill generate_image inspect_site`.split(/\s+/),
)

/**
 * Takes the calls out of a text: `<read_file><path>a.ts</path></read_file>`. One that is not closed was cut off and stays
 * text. Linear in the text's length.
 */
export function xmlCalls(said: string): { text: string; calls: LoggedCall[] } {
  if (!said.includes('</')) return { text: said, calls: [] }
  const calls: LoggedCall[] = []
  const unclosed = new Set<string>()
  let rest = ''
  let end = 0
  const open = /<(\w+)>/g
  for (let match = open.exec(said); match; match = open.exec(said)) {
    const tool = match[1]!
    if (!TOOLS.has(tool) || unclosed.has(tool)) continue
    const close = said.indexOf(`</${tool}>`, open.lastIndex)
    if (close < 0) {
      unclosed.add(tool)
      continue
    }
    calls.push({ id: undefined, name: tool, arguments: parametersOf(said.slice(open.lastIndex, close)) })
    rest += said.slice(end, match.index)
    end = close + tool.length + 3
    open.lastIndex = end
  }
  return { text: (rest + said.slice(end)).trim(), calls }
}

/** Each parameter is an element; what it holds may look like one itself, such as the content of a file. */
function parametersOf(inner: string): Record<string, string> {
  const found: Record<string, string> = {}
  const open = /\s*<(\w+)>/y
  for (let match = open.exec(inner); match; match = open.exec(inner)) {
    const parameter = match[1]!
    const start = open.lastIndex
    const mark = `</${parameter}>`
    const close = WHOLE_TEXTS.has(parameter) ? inner.lastIndexOf(mark) : inner.indexOf(mark, start)
    if (close < start) break
    found[parameter] = inner.slice(start, close).replace(/^\n|\n$/g, '')
    open.lastIndex = close + mark.length
  }
  return found
}

/** Parameters of any text: they end with the last of their closing marks. */
const WHOLE_TEXTS = new Set(['content', 'diff', 'result', 'response', 'arguments'])
