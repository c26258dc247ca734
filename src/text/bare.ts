/**
 * What a model wrote, as it was asked for: without a label, a code fence or quotation marks around it.
 * @param labels words that a model puts before its text, separated by `|`
 */
export function bareText(text: string, labels: string): string {
  const bare = text
    .trim()
    .replace(new RegExp(`^(?:\\*\\*)?(?:${labels})(?:\\*\\*)?:(?:\\*\\*)?\\s*`, 'i'), '')
  const fenced = /^```\w*\n([\s\S]*)\n```$/.exec(bare)?.[1] ?? bare
  const quoted = /^(?:"([^"]*)"|„([^“”"]*)[“”"]|“([^”]*)”|«([^»]*)»)$/.exec(fenced)
  return (quoted?.slice(1).find((inner) => inner !== undefined) ?? fenced).trim()
}
