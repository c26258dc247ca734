const set = (words: string): ReadonlySet<string> => new Set(words.trim().split(/\s+/))

/** Nouns that name no concept. */
export const VAGUE = set(`
  ding dinge sache sachen grund gründe problem probleme ziel idee frage antwort beispiel beispiele unterschied vorteil vorteile
  nachteil lösung teil rest schritt thema punkt fall zeit tag jahr mensch menschen leute mann frau ergebnis folge wichtigste
  aspekt aspekte hürde tugend hauptgrund hauptgründe hauptfaktor hauptfaktoren meinung vorgehen gegenstand voraussetzung
  bedeutung wirkung entscheidung beste erste letzte nächste fazit tipp möglichkeit wahl text name titel
`)
export const JUDGING = set(`
  gute guter gutes tolle toller tolles große großer großes wichtiger wichtige wichtiges schöne schöner schönes häufige häufiger
  häufiges beliebte beliebtes schlechte schlechter schlechtes erste zweite dritte letzte nächste beste einzige perfekte perfekter
  ideale idealer weitere weiterer weiteres gutes muss bisschen paar
`)
export const PARTICULAR =
  /^(?:dies|diese[rsmn]?|jene[rsmn]?|(?:mein|dein|sein|ihr|unser|solch)e[rsmn]?|solch|meisten|zwei|drei|vier|mein|dein|sein|ihr|unser|euer|meine|deine|seine|ihre|unsere|eure|kein|keine|viele|einige|manche|alle|beide|jede[rsmn]?|was|wer|wo|wie|das)$/
export const ARTICLE = /^(?:der|die|das|den|dem|des|ein|eine|einen|einem|einer|eines)$/
export const INDEFINITE = /^(?:ein|eine|einen|einem|einer)$/
/** What tells a thing apart from its kind. */
export const DIFFERENTIA =
  /^(?:,|der|die|das|des|den|dem|für|zur|zum|mit|von|vom|aus|in|im|zwischen|bei|ohne|über|nach|auf|an|durch|\(|wie)$/

/** Adverbs that open a sentence; as its first word they look like a noun. */
export const OPENS =
  /^(?!(?:jugend|tugend|abend|gegend)$)(?:\p{Ll}+(?:ens|weise|wärts|lich|end|los|falls|maßen|gemäß)|heute|heutzutage|hier|dort|dann|weiter|ferner|außerdem|zudem|daher|deshalb|somit|dabei|damit|oft|meist|allerdings|jedoch|leider|vielleicht|letztlich|insgesamt|kurz)$/u
export const QUOTE = /^["„“”»«'‚‘(]$/
/** Adjectives that judge, without their endings. */
export const JUDGES =
  /^(?:sehr|ganz|(?:wunder)?schön|wichtig|unvermeidlich|enttäuschend|wertvoll|notwendig|wesentlich|schwierig|interessant|hilfreich|stark|riesig|echt|wahr|entscheidend|bedeutend|ernst|richtig|geeignet|spannend|wunderbar|hervorragend|ausgezeichnet|effektiv|nützlich)(?:st|ste)?(?:e[rsmn]?)?$/
