/** A text that speaks of something said before cannot be asked about on its own. */
export const POINTS_BACK =
  /^(es|das|dies|diese[rsmn]?|jene[rsmn]?|er|sie|ihr|ihre|sein|seine|wir|du|ich|dort|da|welche[rsmn]?|so|man)(?![\p{L}])/iu

/** A phrase without the capital of an article or pronoun at its start, for use inside a sentence. */
export function inside(phrase: string): string {
  return phrase.replace(
    /^(?:Der|Die|Das|Den|Dem|Ein|Eine|Einen|Kein|Keine|Dein|Deine|Mein|Meine|Unser|Unsere|Euer|Eure|Alle|Viele|Manche|Jede[rsnm]?) /,
    (article) => article.toLowerCase(),
  )
}
