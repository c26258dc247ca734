import { parseFields } from '../../src/calibration/parse-fields.js'
import type { Asked, Template } from '../../src/calibration/result.js'
import { scoreResponse } from '../../src/calibration/score-response.js'
import { shipped } from '../../src/config/files.js'
import { loadFormat } from '../../src/config/formats.js'
import { loadWrapper } from '../../src/config/wrappers.js'
import type { Brief, Prompt } from '../../src/record/loop.js'

export const formatOf = (name: string) => loadFormat(shipped('formats'), name)
const templates = new Map<string, Template>()
export const templateOf = (name: string): Template => {
  const known = templates.get(name)
  if (known) return known
  const wrapper = loadWrapper(shipped('wrappers'), name)
  const template = { wrapper, format: formatOf(wrapper.format) }
  templates.set(name, template)
  return template
}

export const scoreOf = (format: string, answer: string) =>
  scoreResponse(formatOf(format), parseFields(formatOf(format), answer))

export const brief: Brief = {
  id: 'b_1',
  generation: 2,
  slot: 3,
  topic: 'wohnungsnot',
  category: 'gesellschaft',
  style: 'technisch',
  wrapper: 'syntex_system',
  language: 'de',
  kind: 'learned',
  propensity: { style: 0.4, wrapper: 0.5 },
  seed: 7,
  meta_prompt: 'Bisher gelang: nach Grenzwerten fragen.',
}

export const prompt: Prompt = {
  ...brief,
  schema: 'strom.prompt/1',
  id: 'j_1',
  text: 'Erkläre die Wohnungsnot.',
}

export const asked = (text: string, more: Partial<Asked> = {}): Asked => ({
  text,
  class: text.trim() ? 'ok' : 'malformed',
  model: 'm',
  usage: { prompt_tokens: 100, completion_tokens: 50 },
  cost: 0.01,
  attempts: 1,
  duration_ms: 20,
  ...more,
})

/** A whole answer in the syntex_system format, with three full fields. */
export const FULL = `### Driftkörperanalyse
Der Körper des Themas hat eine klare Form: Er besteht aus einer trägen Schicht alter Verträge und einer dünnen, schnellen
Schicht neuer Angebote. Seine Masse an Einflüssen wächst mit jedem Jahr, weil Zinsen, Baukosten und Zuzug zusammenkommen.
Die Richtung ist eindeutig, denn die Mitte rückt an den Rand und verliert dort Zeit, Geld und Nachbarn. Wer bleibt, zahlt
mehr und bewegt sich weniger, und wer geht, kommt selten zurück. So driftet das Ganze langsam aus der Stadt hinaus.

### Kalibrierung
Gemessen wird meist die Miete je Quadratmeter, doch dieser Maßstab verzerrt das Bild, da er nur neue Verträge zeigt. Als
Nullpunkt taugt das Jahr, in dem die meisten Haushalte ein Viertel ihres Einkommens für das Wohnen ausgaben. Die Abweichung
davon beträgt heute je nach Stadt zehn bis zwanzig Prozentpunkte. Ein fairer Vergleich braucht zusätzlich die Wege zur Arbeit
und die Größe der Räume, sonst misst man den Preis und übersieht den Verlust, der dahinter steht.

### Strömungsverhältnisse
Eine Strömung trägt das Problem weiter: Kapital sucht Sicherheit, und Boden gibt sie ihm. Dagegen bremst eine zweite, die aus
Genossenschaften, kommunalem Bauen und Schutz vor Kündigung kommt. Das Gefälle zwischen beiden ist steil, weil die eine in
Wochen und die andere in Jahren denkt. Wo sie sich treffen, entstehen Wirbel, in denen einzelne Häuser zum Symbol werden. An
dieser Stelle entscheidet sich, ob aus dem Streit eine Regel wird oder nur der nächste Aufschub.
`
