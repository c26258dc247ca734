/** A question that asks how something is done, or a lead-in that announces it. */
export const HOW_TO =
  /\b(?:how (?:do|can|could|should|would|to)\b|steps?\b|step[- ]by[- ]step|recipes?\b|instructions?\b|directions\b|guide\b|tutorial\b|procedure\b|walk me through|set ?up|install\w*|method\b|wie (?:\S+ (?:ich|man|wir)\b|geht\b|wird\b)|anleitung|schritte?n?\b|rezept|zubereitung|vorgehen)/i
