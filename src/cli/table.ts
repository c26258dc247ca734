/** A nested object of figures as aligned lines, a heading for each group. */
export function table(report: Record<string, unknown>, indent = ''): string {
  const entries = Object.entries(report)
  const width = Math.max(0, ...entries.filter(([, value]) => !isGroup(value)).map(([name]) => name.length))
  return entries
    .map(([name, value]) =>
      isGroup(value)
        ? `${indent}${label(name)}\n${table(value, `${indent}  `)}`
        : `${indent}${label(name).padEnd(width)}  ${typeof value === 'number' ? value.toLocaleString('en-US') : value}`,
    )
    .join('\n')
}

/** Rows as aligned columns; numbers to the right. */
export function columns(header: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  const cells = rows.map((row) =>
    row.map((cell) => (typeof cell === 'number' ? cell.toLocaleString('en-US') : cell)),
  )
  const widths = header.map((name, i) => Math.max(name.length, ...cells.map((row) => row[i]?.length ?? 0)))
  const line = (row: readonly string[], numeric: (i: number) => boolean) =>
    row
      .map((cell, i) => (numeric(i) ? cell.padStart(widths[i] ?? 0) : cell.padEnd(widths[i] ?? 0)))
      .join('  ')
      .trimEnd()
  const isNumeric = (i: number) => typeof rows[0]?.[i] === 'number'
  return [line(header, isNumeric), ...cells.map((row) => line(row, isNumeric))].join('\n')
}

function isGroup(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function label(name: string): string {
  return name.replaceAll('_', ' ')
}
