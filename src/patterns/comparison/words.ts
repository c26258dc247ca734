const set = (words: string): ReadonlySet<string> => new Set(words.trim().split(/\s+/))

/** Comparatives of praise: the first item wins. */
export const BETTER = set(`
  better faster easier safer cheaper nicer stronger quicker smarter smoother cleaner clearer simpler healthier tastier
  cooler wiser brighter sharper lighter fresher superior richer finer greater prettier happier friendlier sturdier tougher
  besser schneller einfacher leichter sicherer billiger günstiger stärker schöner klüger sauberer klarer gesünder
  überlegen nützlicher effizienter effektiver zuverlässiger bequemer praktischer robuster stabiler flexibler präziser genauer
  nachhaltiger umweltfreundlicher vielseitiger leistungsfähiger intuitiver angenehmer komfortabler übersichtlicher
`)
/** Comparatives of blame: the second item wins. */
export const WORSE = set(`
  worse slower harder weaker uglier poorer dumber nastier lousier inferior messier noisier clumsier dirtier riskier costlier
  crappier schlechter langsamer schwieriger schwerer schwächer teurer hässlicher unsicherer unterlegen komplizierter
  umständlicher gefährlicher riskanter anfälliger schädlicher unzuverlässiger ungenauer unbequemer aufwendiger aufwändiger
`)
/** After "more" or "less": praise. */
export const PRAISE = set(`
  efficient effective reliable powerful useful accurate flexible secure convenient comfortable stable robust readable elegant
  expressive productive affordable durable fun popular precise scalable user-friendly versatile successful enjoyable
  sustainable cost-effective energy-efficient economical capable comprehensive intuitive beginner-friendly eco-friendly
  practical helpful consistent predictable maintainable responsive performant attractive pleasant nutritious portable
  lightweight rewarding satisfying trustworthy
`)
/** After "more" or "less": blame. */
export const BLAME = set(`
  expensive difficult complicated complex dangerous risky costly verbose prone painful boring tedious error-prone confusing
  fragile cumbersome clunky awkward bulky buggy unstable vulnerable harmful toxic damaging inconvenient uncomfortable
  unreliable inaccurate annoying frustrating time-consuming wasteful
`)
/** Comparatives that take no side. */
const NEUTRAL = set(`
  larger smaller bigger higher lower longer shorter older younger deeper shallower heavier warmer colder hotter wider narrower
  thicker thinner taller newer earlier later darker louder quieter milder steeper closer broader tighter looser denser farther further greener rarer milder
  größer kleiner höher tiefer länger kürzer älter jünger breiter schmaler wärmer kälter heißer dunkler heller lauter leiser
  weiter enger dicker dünner neuer früher später
`)

/** What may praise or blame by comparing. */
export const JUDGING: readonly string[] = [...BETTER, ...WORSE, 'more', 'less']

/** Words in -er that are no comparatives. */
const NO_COMPARATIVE = set(`
  other another rather over under after ever never whether either neither per her order number user server computer water
  power paper matter later former latter together however wherever whenever super proper consider remember offer answer
  enter under layer buffer compiler parser player driver developer customer manager member weather mother father brother
  sister letter center centre corner summer winter dinner butter poker hyper newer-than-expected
`)

/** "better/easier" is one token. */
export const isComparative = (lower: string): boolean =>
  lower.includes('/') ? lower.split('/').every(isOneComparative) : isOneComparative(lower)

const isOneComparative = (lower: string): boolean =>
  BETTER.has(lower) ||
  WORSE.has(lower) ||
  lower === 'more' ||
  lower === 'less' ||
  lower === 'fewer' ||
  (/^[a-zäöü]{2,}er$/.test(lower) && !NO_COMPARATIVE.has(lower))

/** A comparative for sure, also where no "than" follows. */
export const isPlainComparative = (lower: string): boolean =>
  BETTER.has(lower) || WORSE.has(lower) || NEUTRAL.has(lower)

/** Is what is said of the first item good (1), bad (-1) or neither (0)? `next` is the word after. */
export function polarity(lower: string, next: string): number {
  if (BETTER.has(lower)) return 1
  if (WORSE.has(lower)) return -1
  const word = PRAISE.has(next) ? 1 : BLAME.has(next) ? -1 : 0
  if (lower === 'more') return word
  return lower === 'less' ? -word : 0
}
