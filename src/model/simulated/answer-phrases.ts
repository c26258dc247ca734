import type { Dice } from './dice.js'
import type { AskedField, Language } from './request.js'

/** Parts of sentences that fit in any combination: plural subjects, what they do, how, and why. */
const PARTS = {
  de: {
    who: [
      'die Beteiligten',
      'viele Haushalte',
      'kleine Betriebe',
      'jüngere Leute',
      'die Älteren',
      'Fachleute aus der Praxis',
      'die Behörden',
      'einzelne Gruppen',
      'Vereine und Initiativen',
      'Menschen mit wenig Zeit',
      'die großen Anbieter',
      'Familien auf dem Land',
      'erfahrene Beobachter',
      'neue Akteure',
      'die stillen Nutzer',
      'Schulen und Werkstätten',
    ],
    does: [
      'verlagern ihre Entscheidungen',
      'suchen nach festen Anhaltspunkten',
      'rechnen mit knappen Mitteln',
      'passen ihre Abläufe an',
      'sprechen darüber nur ungern',
      'übernehmen alte Lösungen ungeprüft',
      'verlassen sich auf Erfahrung',
      'tauschen Sicherheit gegen Tempo',
      'messen den Erfolg an kleinen Zeichen',
      'geben die Verantwortung weiter',
      'lernen aus den Fehlern der anderen',
      'halten an vertrauten Wegen fest',
      'entdecken unerwartete Spielräume',
      'zahlen einen Preis, den niemand nennt',
      'verteilen die Lasten neu',
    ],
    how: [
      'seit einigen Jahren',
      'an vielen Orten zugleich',
      'oft ohne es zu merken',
      'Schritt für Schritt',
      'unter wachsender Beobachtung',
      'meist erst am Ende des Monats',
      'zwischen zwei Terminen',
      'mit leiser Skepsis',
      'gegen den Rat der Fachwelt',
      'im Kleinen wie im Großen',
      'mal zögernd, mal entschlossen',
      'fast überall',
    ],
    why: [
      'weil die alten Regeln nicht mehr passen',
      'obwohl das Ziel allen klar ist',
      'denn der Aufwand lohnt sich erst spät',
      'während die Öffentlichkeit anderes erwartet',
      'sobald die ersten Ausfälle sichtbar werden',
      'bis jemand laut nachfragt',
      'solange die Mittel reichen',
      'ohne dass ein Plan dahintersteht',
      'damit am Ende wenigstens etwas bleibt',
      'auch wenn die Zahlen dagegen sprechen',
      'weil Vertrauen langsamer wächst als Technik',
      'wenn der Zufall es zulässt',
    ],
    about: [
      'Beim Stichwort {noun} fällt auf:',
      'Mit Blick auf {noun} gilt:',
      'Was {noun} angeht:',
      'Zum Punkt {noun} gehört auch dies:',
      'Unter dem Begriff {noun} lässt sich sagen:',
      '{noun}, genauer betrachtet:',
    ],
    topic: 'Wer auf „{topic}“ schaut, sieht schnell:',
    // The verb comes first in `does`, and second in a German sentence.
    turned: (how: string, who: string, does: string, why: string) =>
      `${upper(how)} ${does.replace(' ', ` ${who} `)}, ${why}.`,
    plain: (who: string, does: string, how: string, why: string) =>
      `${upper(who)} ${does}, und zwar ${how}, ${why}.`,
  },
  en: {
    who: [
      'those involved',
      'many households',
      'small firms',
      'younger people',
      'older residents',
      'practitioners',
      'public offices',
      'single groups',
      'clubs and initiatives',
      'people with little time',
      'the large providers',
      'families in the country',
      'seasoned observers',
      'newcomers',
      'quiet users',
      'schools and workshops',
    ],
    does: [
      'shift their decisions',
      'look for firm ground',
      'plan with scarce means',
      'adapt their routines',
      'prefer not to talk about it',
      'take over old solutions unchecked',
      'rely on experience',
      'trade safety for speed',
      'judge success by small signs',
      'pass responsibility on',
      'learn from the mistakes of others',
      'hold on to familiar ways',
      'discover unexpected room',
      'pay a price that nobody names',
      'share the burden anew',
    ],
    how: [
      'for some years now',
      'in many places at once',
      'often without noticing',
      'step by step',
      'under growing scrutiny',
      'mostly at the end of the month',
      'between two appointments',
      'with quiet scepticism',
      'against expert advice',
      'on every scale',
      'now hesitant, now resolute',
      'almost everywhere',
    ],
    why: [
      'because the old rules no longer fit',
      'although everybody knows the goal',
      'since the effort pays off late',
      'while the public expects something else',
      'as soon as the first failures show',
      'until somebody asks aloud',
      'as long as the means last',
      'without any plan behind it',
      'so that at least something remains',
      'even if the figures say otherwise',
      'because trust grows more slowly than technology',
      'whenever chance allows it',
    ],
    about: [
      'As for {noun}, one thing stands out:',
      'The matter of {noun} shows it clearly:',
      'This also belongs to {noun}:',
      'Under the heading of {noun} one can say:',
      'A look at {noun} makes it tangible:',
      'The role of {noun} is plain here:',
    ],
    topic: 'Whoever looks at “{topic}” soon sees:',
    turned: (how: string, who: string, does: string, why: string) => `${upper(how)}, ${who} ${does}, ${why}.`,
    plain: (who: string, does: string, how: string, why: string) => `${upper(who)} ${does} ${how}, ${why}.`,
  },
}

/**
 * Sentences on a field of at least so many words. They use the words of the field's description, as an answer does
 * that keeps to what was asked.
 */
export function writeField(
  dice: Dice,
  language: Language,
  field: AskedField,
  length: number,
  topic: string | undefined,
): string {
  const parts = PARTS[language]
  const nouns = dice.some(contentWords(field.description, language), 3)
  const sentences: string[] = []
  for (let words = 0; words < length; ) {
    const [who, does, how, why] = [
      dice.pick(parts.who),
      dice.pick(parts.does),
      dice.pick(parts.how),
      dice.pick(parts.why),
    ]
    const plain = dice.next() < 0.5 ? parts.turned(how, who, does, why) : parts.plain(who, does, how, why)
    const noun = nouns.pop()
    const lead = noun
      ? dice.pick(parts.about).replace('{noun}', () => noun)
      : sentences.length === 0 && topic
        ? parts.topic.replace('{topic}', () => topic)
        : ''
    const sentence = lead ? `${lead} ${plain}` : plain
    sentences.push(sentence)
    words += sentence.split(' ').length
  }
  return sentences.join(' ')
}

/** Prose that answers in general and keeps to no heading. */
export function writeProse(dice: Dice, language: Language, topic: string | undefined): string {
  const field = { heading: '', description: '', length: 0 }
  return [60, 50, 40].map((length) => writeField(dice, language, field, length, topic)).join('\n\n')
}

/** German nouns (inside a sentence they alone are upper-case), English words that are not function words. */
function contentWords(description: string, language: Language): string[] {
  const inside = description.replace(/(^|[.!?:]\s+)[\p{L}-]+/gu, '$1')
  const found =
    language === 'de'
      ? (inside.match(/\p{Lu}\p{Ll}{3,}/gu) ?? [])
      : (inside.match(/\p{Ll}{4,}/gu) ?? []).filter((word) => !ENGLISH_FUNCTION_WORDS.has(word))
  return [...new Set(found)]
}

const ENGLISH_FUNCTION_WORDS = new Set(
  'what which where when does them they that this with from into about even more most would could should have been and the for people someone something happens happen feels lies behind'.split(
    ' ',
  ),
)

function upper(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
