/** A question that asks how something is done, or a lead-in that announces it. */
export const HOW_TO =
  /\b(?:how (?:do|can|could|should|would|to)\b|steps?\b|step[- ]by[- ]step|recipes?\b|instructions?\b|directions\b|guide\b|tutorial\b|procedure\b|walk me through|set ?up|install\w*|method\b|wie (?:\S+ (?:ich|man|wir)\b|geht\b|wird\b)|anleitung|schritte?n?\b|rezept|zubereitung|vorgehen)/i

/** A text made to be read, and a role given to a model: imperatives there instruct nobody. */
export const CREATIVE =
  /\b(?:poem|song|lyrics|story|rap|haiku|limerick|joke|essay|e-?mail|letter|speech|dialog(?:ue)?|script|act as|roleplay|role-play|pretend|i want you to|your task is|gedicht|lied|geschichte|witz|brief|rede|rollenspiel|tu so als)\b/i
