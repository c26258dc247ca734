const set = (words: string): ReadonlySet<string> => new Set(words.trim().split(/\s+/))

/** Heads of noun phrases that name no concept. */
export const VAGUE = set(`
  thing things way ways reason reasons result results problem problems goal goals purpose aim idea ideas point question
  questions answer answers example examples difference differences issue issues fact facts case cases one ones part parts
  number lot kind kinds type types step steps time times day days year years person man woman advantage advantages
  disadvantage benefit benefits drawback option options solution solutions topic topics code story text list message
  response sentence key choice rest majority following most other others first second third last next main best
  output input value note tip plan family team today tomorrow life world place everyone everything summary conclusion
  someone something it recipe poem song article sum size price hope factor factors focus aspect aspects
  yes no sure overall whoa okay ok well hello hi sorry please thanks great same latter former above below rule-of-thumb
  title name character setting comparison contrast cost words here there bit couple shame task pleasure myth mistake
  shot fan must few variety challenge sign addition essence course fun deal consequence consequences danger
  millions thousands hundreds dozens tens evidence success failure opportunity concept term phrase idea notion
`)

/** Vague heads that still begin a definition, once something tells the thing apart: "a type of ...", "a set of ...". */
export const CLASSIFIER = set(
  'type types kind kinds person people number way ways part place word name term idea difference concept notion condition phrase set group form one unit sum value sentence text list',
)

/** Determiners that make a subject one particular thing. */
export const PARTICULAR = set(`
  this that these those my your his her its our their some any many several most more both each every no another such few
  all either neither much various one certain two three four five
`)

/** Adjectives of a judgement: a definition may hold one, a way, part or choice of that quality is none. */
export const JUDGING = set(`
  good great bad nice best better worst important common popular key major main critical crucial essential useful valuable
  perfect excellent interesting difficult hard easy simple big huge large little long short wonderful fantastic amazing
  significant serious real true false possible likely necessary vital favorite favourite classic top timeless
  fun first second third last next only same must-have must-see rare strong powerful beautiful fine total
  complete tough challenging different well-known famous primary fairly very pretty quite dangerous
  complex risky certain new single specific particular mysterious similar
  higher lower more less larger smaller bigger faster slower increased reduced
`)

/** What tells a thing apart from its kind, after the head of a definition. */
export const DIFFERENTIA = set(
  'that which who whose where when of in for to with by from used based on designed using between without whereby wherein whom within such made',
)

/** Subjects of "X states that ..." that make it a definition. */
export const STATEMENT = set(
  'law principle theory theorem rule hypothesis conjecture paradox doctrine axiom postulate clause amendment',
)

/** Heads that introduce one person, place or work by its name ("a woman called Mary"). */
export const INDIVIDUAL =
  /^(?:man|men|woman|women|boy|girl|child|guy|person|people|figure|character|king|queen|prince|princess|son|daughter|brother|sister|friend|dog|cat|horse|town|city|village|island|country|street|book|movie|film|song|album|band|show|series|poem|novel|game|company|site|website|tribe|team|planet)$/

/** Kinds that say nothing by themselves: "a technique called X". */
export const ABSTRACT =
  /^(?:phenomen(?:on|a)|process|technique|method|tool|machine|approach|strategy|system|program|programme|practice|theory|effect|feature|function|procedure|model|framework|library|object|structure|class|category|area|region|field|project|service|product|event|state|period|time|device|software|application|app|technology)s?$/
