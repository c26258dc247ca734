import type { Indicator } from './indicators.js'

/**
 * What each indicator adds to the log-odds that a turn is signal, times how strongly it is there.
 */
export const WEIGHTS: Readonly<Record<Indicator, number>> = {
  base: 0.8,
  substance: 1.3,
  'nothing said': -0.8,
  greeting: -3,
  thanks: -6,
  farewell: -4,
  acknowledgement: -1.6,
  backchannel: -3.8,
  praise: -2,
  exclamation: -1,
  filler: -1,
  courtesy: -2,
  mention: -3.4,
  thin: 0,
  question: 2.8,
  explanation: 0.5,
  decision: 0.7,
  request: 0.7,
  domain: 1,
  number: 0.9,
  name: 0,
  code: 0.8,
  answer: 1.1,
  reply: 1.4,
  echo: -0.3,
  continues: 1,
  hanging: -0.9,
  'open end': -0.4,
  fragment: -0.4,
  brief: -0.4,
  error: -2,
}
