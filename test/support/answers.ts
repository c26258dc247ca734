/** A back end that writes another prompt every time, and answers with the headings it is asked for. */
export function answers() {
  let n = 0
  return (body: { messages: { content: string }[] }) => {
    const asked = body.messages.at(-1)?.content ?? ''
    const headings = [...asked.matchAll(/^\d+\. ([^:\n]+):/gm)].map((match) => match[1])
    const words = (seed: number) =>
      Array.from({ length: 45 }, (_, i) => `Wort${(seed * 31 + i * 7) % 997}`).join(' ')
    if (headings.length === 0) return `Erkläre Fall ${n++}: ${words(n)}.`
    return headings.map((heading, i) => `### ${heading}\n${words(i)}.`).join('\n\n')
  }
}
