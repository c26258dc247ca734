/** Measures shared by the evaluation tasks. All are pure and deterministic; an undefined ratio is null. */

const ratio = (a, b) => (b === 0 ? null : a / b)

/** Harmonic mean of precision and recall; null where either is undefined. */
export const f1 = (precision, recall) =>
  precision === null || recall === null
    ? null
    : precision + recall === 0
      ? 0
      : (2 * precision * recall) / (precision + recall)

/**
 * Precision, recall and F1 of a yes/no decision.
 * @param {boolean[]} predicted
 * @param {boolean[]} gold
 */
export function classification(predicted, gold) {
  let [tp, fp, fn] = [0, 0, 0]
  predicted.forEach((yes, i) => {
    if (yes && gold[i]) tp++
    else if (yes) fp++
    else if (gold[i]) fn++
  })
  const precision = ratio(tp, tp + fp)
  const recall = ratio(tp, tp + fn)
  return { precision, recall, f1: f1(precision, recall) }
}

/**
 * Area under the ROC curve: the chance that a positive scores above a negative, ties counted half.
 * Mann-Whitney U over mean ranks.
 * @param {number[]} scores
 * @param {boolean[]} gold
 */
export function auc(scores, gold) {
  const order = scores.map((_, i) => i).sort((a, b) => scores[a] - scores[b])
  let positives = 0
  let rankSum = 0
  for (let i = 0; i < order.length; ) {
    let j = i
    while (j < order.length && scores[order[j]] === scores[order[i]]) j++
    const meanRank = (i + 1 + j) / 2
    for (; i < j; i++) {
      if (!gold[order[i]]) continue
      positives++
      rankSum += meanRank
    }
  }
  return ratio(rankSum - (positives * (positives + 1)) / 2, positives * (scores.length - positives))
}

/**
 * The share of negatives below the highest threshold that still keeps at least `keep` of the positives.
 * @param {number[]} scores
 * @param {boolean[]} gold
 * @param {number} keep 0..1
 * @returns {{caught: number | null, kept: number | null, threshold: number | null}}
 */
export function caughtAtKept(scores, gold, keep) {
  const positives = scores.filter((_, i) => gold[i]).sort((a, b) => b - a)
  const negatives = scores.filter((_, i) => !gold[i])
  if (positives.length === 0) return { caught: null, kept: null, threshold: null }
  const threshold = positives[Math.ceil(keep * positives.length - 1e-9) - 1]
  return {
    caught: ratio(negatives.filter((score) => score < threshold).length, negatives.length),
    kept: positives.filter((score) => score >= threshold).length / positives.length,
    threshold,
  }
}

/**
 * Does a score of 0.7 mean 70 %? Share of positives per band of scores, and the expected calibration error
 * (mean distance of share and mean score, weighted by the rows of the band; Naeini et al. 2015).
 * @param {number[]} scores 0..1
 * @param {boolean[]} gold
 * @returns {{bands: {from: number, to: number, n: number, mean: number | null, share: number | null}[], error: number}}
 */
export function calibration(scores, gold, count = 10) {
  const bands = Array.from({ length: count }, (_, i) => ({
    from: i / count,
    to: (i + 1) / count,
    n: 0,
    sum: 0,
    yes: 0,
  }))
  scores.forEach((score, i) => {
    const band = bands[Math.min(count - 1, Math.floor(score * count))]
    band.n++
    band.sum += score
    if (gold[i]) band.yes++
  })
  const error =
    bands.reduce((sum, { n, sum: s, yes }) => sum + (n ? Math.abs(s - yes) : 0), 0) / scores.length
  return {
    bands: bands.map(({ from, to, n, sum, yes }) => ({
      from,
      to,
      n,
      mean: ratio(sum, n),
      share: ratio(yes, n),
    })),
    error,
  }
}

const tokens = (text) => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []

/**
 * Found spans against labelled ones, given as strings (null: none), one pair a row. `exact`: same words.
 * `token`: words shared, counted over all rows (micro average), so that a span cut a word short still counts.
 * @param {{found: string | null, gold: string | null}[]} pairs
 */
export function spans(pairs) {
  let [same, found, gold] = [0, 0, 0]
  let [sharedTokens, foundTokens, goldTokens] = [0, 0, 0]
  for (const pair of pairs) {
    const a = tokens(pair.found ?? '')
    const b = tokens(pair.gold ?? '')
    if (pair.found !== null) found++
    if (pair.gold !== null) gold++
    if (a.length > 0 && a.join(' ') === b.join(' ')) same++
    foundTokens += a.length
    goldTokens += b.length
    const left = new Map()
    for (const token of b) left.set(token, (left.get(token) ?? 0) + 1)
    for (const token of a) {
      const n = left.get(token) ?? 0
      if (n === 0) continue
      sharedTokens++
      left.set(token, n - 1)
    }
  }
  const measure = (hit, p, r) => ({
    precision: ratio(hit, p),
    recall: ratio(hit, r),
    f1: f1(ratio(hit, p), ratio(hit, r)),
  })
  return { exact: measure(same, found, gold), token: measure(sharedTokens, foundTokens, goldTokens) }
}
