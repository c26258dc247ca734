/** Harm and feelings: "irritation from the dust" names a cause. */
const SUFFERED = `
  pain irritation damage injury harm death loss disease illness infection inflammation fever nausea headache cancer fatigue
  exhaustion stress anxiety fear panic anger outrage confusion joy happiness pleasure satisfaction enjoyment grief
  disappointment embarrassment shock excitement trouble problem difficulty delay disruption pollution contamination erosion
  poverty debt discomfort weakness swelling bleeding scar wrinkle symptom soreness dizziness cough burn bruise wear stain
  collapse`
/** What else comes about and is not made; it comes "from" a place as well ("light from the stars"). */
const ARISING = `
  interest enthusiasm controversy criticism tension conflict violence crisis chaos error failure crash bug shortage
  unemployment inflation noise sound heat light energy power electricity pressure friction vibration radiation smoke smell
  odor fire explosion flood emission drought turbulence wave shockwave current force voltage earthquake tsunami growth
  change shift increase rise drop decline reduction demand profit success progress benefit risk threat hazard reaction
  response impression atmosphere mood sense feeling awareness instability uncertainty resistance effect consequence`

const plural = (noun: string) =>
  /[^aeou]y$/.test(noun) ? `${noun.slice(0, -1)}ies` : /(?:s|sh|ch)$/.test(noun) ? `${noun}es` : `${noun}s`

const nouns = (list: string) =>
  list
    .trim()
    .split(/\s+/)
    .flatMap((noun) => [noun, noun === 'crisis' ? 'crises' : plural(noun)])

export const SUFFERED_NOUNS: ReadonlySet<string> = new Set(nouns(SUFFERED))
/** Nouns of what comes about and is not made: harm, feelings, physical and social effects. */
export const EFFECT_NOUNS: ReadonlySet<string> = new Set([...SUFFERED_NOUNS, ...nouns(ARISING)])
