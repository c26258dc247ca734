import type { Match } from './match.js'

/** Lengths of IBANs by country (SWIFT IBAN registry). */
const IBAN_LENGTHS = new Map(
  'AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BR29 BY28 CH21 CR22 CY28 CZ24 DE22 DK18 DO28 EE20 EG29 ES24 FI18 FO18 FR27 GB22 GE22 GI23 GL18 GR27 GT28 HR21 HU28 IE22 IL23 IQ23 IS26 IT27 JO30 KW30 KZ20 LB28 LC32 LI21 LT20 LU20 LV21 MC27 MD24 ME22 MK19 MR27 MT31 MU30 NL18 NO15 PK24 PL28 PS29 PT25 QA29 RO24 RS22 SA24 SC31 SE24 SI19 SK24 SM27 ST25 SV28 TL23 TN24 TR26 UA29 VA22 VG24 XK20'
    .split(' ')
    .map((entry) => [entry.slice(0, 2), Number(entry.slice(2))]),
)

/** International bank account numbers with the right length and check digits (ISO 13616, modulo 97). */
export function findIbans(text: string): Match[] {
  const found: Match[] = []
  for (const { index } of text.matchAll(/(?<![A-Za-z0-9])[A-Za-z]{2}\d{2}(?=[ -]?[A-Za-z0-9])/g)) {
    const length = IBAN_LENGTHS.get(text.slice(index, index + 2).toUpperCase())
    if (!length) continue
    let value = ''
    let end = index
    for (; value.length < length && end < text.length && end - index < 60; end++) {
      const char = text[end] as string
      if (/[A-Za-z0-9]/.test(char)) value += char.toUpperCase()
      else if (char !== ' ' && char !== '-' && char !== '\u00a0') break
    }
    if (value.length === length && !/[A-Za-z0-9]/.test(text[end] ?? '') && modulo97(value) === 1)
      found.push({ start: index, end, kind: 'iban', value })
  }
  return found
}

function modulo97(iban: string): number {
  let rest = 0
  for (const char of iban.slice(4) + iban.slice(0, 4)) {
    const value = Number.parseInt(char, 36)
    rest = (rest * (value > 9 ? 100 : 10) + value) % 97
  }
  return rest
}

/** Ranges and lengths: Amex, Diners, JCB, Visa, Mastercard, Discover, Maestro, UnionPay. */
const ISSUED =
  /^(?:3[47]\d{13}|3[068]\d{12}|35\d{14}|4(?:\d{12}|\d{15}|\d{18})|5[0-8]\d{14}|2[2-7]\d{14}|6\d{15,18})$/

/** Card numbers: 13 to 19 digits of a known issuer range with the right check digit (Luhn). */
export function findCards(text: string): Match[] {
  const found: Match[] = []
  for (const { 0: all, index } of text.matchAll(/(?<![\d.,-])[2-6]\d{3}(?:[ -]?\d){9,15}(?![\d])/g)) {
    const value = all.replace(/\D/g, '')
    if (ISSUED.test(value) && isLuhn(value))
      found.push({ start: index, end: index + all.length, kind: 'card', value })
  }
  return found
}

function isLuhn(digits: string): boolean {
  let sum = 0
  for (let i = 0; i < digits.length; i++) {
    const digit = Number(digits[digits.length - 1 - i])
    sum += i % 2 === 0 ? digit : digit > 4 ? 2 * digit - 9 : 2 * digit
  }
  return sum % 10 === 0
}

/** IP addresses but those that mean nobody (this machine, all, none). */
export function findIps(text: string): Match[] {
  const found: Match[] = []
  for (const { 0: value, index } of text.matchAll(/(?<![\w.])(?:\d{1,3}\.){3}\d{1,3}(?![\w]|\.\d)/g)) {
    const parts = value.split('.').map(Number)
    if (parts.every((part) => part <= 255) && !/^(?:127\.|0\.0\.0\.0|255\.255\.255\.255)/.test(value))
      found.push({ start: index, end: index + value.length, kind: 'ip', value })
  }
  for (const { 0: value, index } of text.matchAll(
    /(?<![\w:.])(?:[0-9A-Fa-f]{1,4}:|:){2,7}[0-9A-Fa-f]{0,4}(?![\w:])/g,
  )) {
    if (isIpv6(value))
      found.push({ start: index, end: index + value.length, kind: 'ip', value: value.toLowerCase() })
  }
  return found
}

/** Times (12:30:45) have no empty group, and names (std::max) no digit. */
function isIpv6(value: string): boolean {
  const halves = value.split('::')
  const groups = value.split(':').filter(Boolean)
  if (halves.length > 2 || !/\d/.test(value) || /(?:^:[^:]|[^:]:$)/.test(value)) return false
  return halves.length === 2 ? groups.length >= 2 && groups.length <= 7 : groups.length === 8
}
