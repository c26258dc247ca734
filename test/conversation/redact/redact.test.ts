import { describe, expect, it } from 'vitest'
import { PRIVATE_KINDS } from '../../../src/conversation/redact/match.js'
import { Names } from '../../../src/conversation/redact/names.js'
import { phoneFinder } from '../../../src/conversation/redact/phones.js'
import { findIn, findPrivate, redacted, redactedLine } from '../../../src/conversation/redact/redact.js'
import { secretlint } from '../../../src/conversation/redact/secrets.js'
import { Tokens } from '../../../src/conversation/redact/tokens.js'
import fc from '../../support/property.js'

const people = new Names([
  'Anna Schmidt, Anna, anna.schmidt@example.org',
  '# comment',
  'Łukasz',
  'O’Brien',
  'Karl-Heinz',
])
const finders = {
  kinds: new Set(PRIVATE_KINDS),
  names: people,
  secrets: await secretlint(),
  phones: await phoneFinder(),
}
const redact = async (text: string, salt?: string) =>
  redacted(text, await findIn(text, finders), new Tokens(salt, people))

// Keys are put together here, so that no scanner of this repository takes them for real.
const key = (...parts: string[]) => parts.join('')

describe('redact', () => {
  it.each([
    ['mail an max.mustermann@firma.de, bitte', 'mail an [EMAIL_1], bitte'],
    ['Büro: jürgen@müller.de.', 'Büro: [EMAIL_1].'],
    ['a@b.co and A@B.CO', '[EMAIL_1] and [EMAIL_1]'],
    ['Ruf mich an: +49 30 901820 oder 030 / 901 820', 'Ruf mich an: [PHONE_1] oder [PHONE_1]'],
    ['call (212) 555-2368 now', 'call [PHONE_1] now'],
    ['IBAN DE89 3704 0044 0532 0130 00 bitte', 'IBAN [IBAN_1] bitte'],
    ['GB82WEST12345698765432', '[IBAN_1]'],
    ['card 4111 1111 1111 1111, exp. 12/29', 'card [CARD_1], exp. 12/29'],
    ['von 192.168.178.23 und 2001:db8::ff00:42:8329', 'von [IP_1] und [IP_2]'],
    ['postgres://app:s3cr3tpw@db.example.com/x', 'postgres://[CREDENTIALS_1]@db.example.com/x'],
    ['mein Passwort ist hunter2!x', 'mein Passwort ist [SECRET_1]'],
    ['API_KEY="abcd1234efgh"', 'API_KEY="[SECRET_1]"'],
    [key('use gh', 'p_', 'aB3dE5gH7jK9mN1pQ3sT5vW7yZ9bC1dE3fG5'), 'use [SECRET_1]'],
    [key('AKI', 'AIOSFODNN7EXAMPL2'), '[SECRET_1]'],
    [key('sk', '-proj-', 'a1B2c3D4e5F6g7H8i9J0k1L2'), '[SECRET_1]'],
    [key('Authorization: Bear', 'er abcdefghij0123456789xyz'), 'Authorization: Bearer [SECRET_1]'],
    [key('-----BEGIN RSA PRIV', 'ATE KEY-----\nMIIE\n-----END RSA PRIVATE KEY-----'), '[SECRET_1]'],
    [
      key('https://a.example/cb?tok', 'en=', 'f3a91c04b7d2e85566aa19c0de47b312&x=1'),
      'https://a.example/cb?token=[SECRET_1]&x=1',
    ],
    [key('Authorization: Bas', 'ic dXNlcjpoM2xsMHcwcmxk=='), 'Authorization: Basic [SECRET_1]'],
    [key('token', ': ', 'Zk3mQ9xL2vB7nT5wR8yC4dF6gH1jK0pS'), 'token: [SECRET_1]'],
    [key('SECRET_KEY', '_BASE=', '9f8e7d6c5b4a39281706f5e4d3c2b1a0'), 'SECRET_KEY_BASE=[SECRET_1]'],
    [
      key('AccountName=a;Account', 'Key=', 'q1W2e3R4t5Y6u7I8o9P0aSdFgHjKlZxCvB=='),
      'AccountName=a;AccountKey=[SECRET_1]',
    ],
    [key('sb', 'p_', '0123456789abcdef0123456789abcdef01234567'), '[SECRET_1]'],
    [key('712345678', ':AA', 'b3dE5gH7jK9mN1pQ3sT5vW7yZ9bC1dE3f'), '[SECRET_1]'],
    [key('cfa', 't_', 'aB3dE5gH7jK9mN1pQ3sT5vW7yZ9bC1dE3fG5hJ7k'), '[SECRET_1]'],
    ['Anna sagt: frag anna schmidt', '[PERSON_1] sagt: frag [PERSON_1]'],
    ['Annas Buch; Łukasz; O’Brien', '[PERSON_1] Buch; [PERSON_2]; [PERSON_3]'],
    ['Karl-Heinz und Karl', '[PERSON_1] und Karl'],
    ['anna.schmidt@example.org is Anna', '[PERSON_1] is [PERSON_1]'],
  ])('%s', async (text, expected) => expect(await redact(text)).toBe(expected))

  it.each([
    'Version 1.2.3 of 2024-01-15, 12:30:45, 3.14159265358979',
    '127.0.0.1 and 0.0.0.0, std::vector<int>, a::b',
    'order 4111 1111 1111 1112, DE89 3704 0044 0532 0130 01',
    '@user on x, foo@bar, email@, @@@',
    'Hannah and Annabelle are other people',
    'password: <your password>, api_key=$API_KEY, token: none, secret = process.env.SECRET',
    'http://example.com:8080/path and https://host/a:b@c',
    'The years 1914 1918 1939 1945 and the numbers 1 2 3 4 5 6 7 8',
    'token: the-name-of-the-token-that-is-used-here, max_tokens=4096, token=getTokenFromEnvironment()',
    'the signature: (items: readonly string[]) => Promise<void>, secret: see docs/how-to-rotate-secrets-2024.md',
    'Der Preis ist 1.234.567,89 EUR am 01.02.2024',
  ])('leaves alone: %s', async (text) => expect(await redact(text)).toBe(text))

  it('knows many names, and those that begin with the same word', () => {
    const many = Array.from({ length: 20_000 }, (_, n) => `Person${n} Family${n % 7}`)
    const names = new Names([
      ...many,
      'Anna Maria Schmidt',
      'Anna Lang, @anna',
      'Boss',
      'Bos',
      'Maria',
      'Marias Haus',
    ])
    const text = `Anna Maria Schmidt, anna  lang's, @anna; Anna, Person17 Family3s, Person17; Boss, Boss' Marias Buch ${'Person1 '.repeat(20_000)}`
    expect(names.find(text).map(({ start, end }) => text.slice(start, end))).toEqual([
      '@anna',
      'Anna Maria Schmidt',
      "anna  lang's",
      'Person17 Family3s',
      'Boss',
      'Boss',
      'Marias',
    ])
  })

  it('gives the same token in every run with a salt, and another with another', async () => {
    const [a, b, c] = [
      await redact('x@y.de', 'salt-one'),
      await redact('x@y.de', 'salt-one'),
      await redact('x@y.de', 'two'),
    ]
    expect(a).toBe(b)
    expect(a).not.toBe(c)
    expect(a).toMatch(/^\[EMAIL_[0-9a-f]{10}\]$/)
  })

  it('cannot be switched off by a comment in a chat', async () => {
    const text = key('// secretlint-disable\nxox', 'b-123456789012-1234567890123-abcdefghijklmnopqrstuvwx')
    expect(await redact(text)).toContain('[SECRET_1]')
  })

  it('looks into all texts of a record, and leaves its structure as it is', async () => {
    const line =
      '{ "schema":"strom.turn/1","id":"t_1", "user":"a@b.de","context":["c@d.de", {"x":"\\"\\\\"}],"n":12345678901234567890,"z":1.0,"__proto__":{"x":"e\u0040f.de"},"source":{"file":"/home/g@h.de","at":1},"user":"shadowed i@j.de"}'
    const found = await findPrivate(line, finders)
    expect(found.map(({ path }) => path)).toEqual(['user', 'context.0', '__proto__.x', 'source.file', 'user'])
    expect(redactedLine(line, found, new Tokens(undefined, people))).toBe(
      '{ "schema":"strom.turn/1","id":"t_1", "user":"[EMAIL_1]","context":["[EMAIL_2]", {"x":"\\"\\\\"}],"n":12345678901234567890,"z":1.0,"__proto__":{"x":"[EMAIL_3]"},"source":{"file":"/home/[EMAIL_4]","at":1},"user":"shadowed [EMAIL_5]"}',
    )
  })

  it('takes no key for structure below arguments, results and parameters', async () => {
    const line =
      '{"user":"hi","assistant":"","steps":[{"from":"runtime","name":"x"},{"calls":[{"id":"a@b.de","name":"Mail","arguments":{"from":"c@d.de","to":{"id":"e@f.de"}},"result":{"text":"sent to g@h.de"}}]}],"tools":[{"name":"Mail","parameters":{"role":"i@j.de"}}]}'
    expect((await findPrivate(line, finders)).map(({ path }) => path)).toEqual([
      'steps.1.calls.0.arguments.from',
      'steps.1.calls.0.arguments.to.id',
      'steps.1.calls.0.result.text',
      'tools.0.parameters.role',
    ])
  })

  it('knows a secret by the name of its field', async () => {
    const line = JSON.stringify({
      apiKey: key('q8Zr2', 'Lm5Vx9Tb3Nk'),
      db_password: key('correct-', 'horse7'),
      token: 'none so far',
      password: 'required',
      key: 'a1b2c3d4e5f6a7b8c9',
    })
    expect((await findPrivate(line, finders)).map(({ path }) => path)).toEqual(['apiKey', 'db_password'])
  })

  it('finds nothing more in what it has redacted', async () => {
    const piece = fc.oneof(
      fc.string({ maxLength: 20 }),
      fc.emailAddress(),
      fc.ipV4(),
      fc.constantFrom(
        'Anna',
        ' +49 30 901820 ',
        'DE89370400440532013000',
        'http://a:bcdef1@x.de',
        '\ud800',
        ' ',
      ),
    )
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { maxLength: 8 }), async (pieces) => {
        const clean = await redact(pieces.join(' '))
        expect((await findIn(clean, finders)).map(({ start, end }) => clean.slice(start, end))).toEqual([])
      }),
      { numRuns: 150 },
    )
  })

  it.each([
    'a',
    '@',
    'a@',
    '1',
    '1 ',
    '+1',
    ':',
    'a:',
    '://a:',
    '-----BEGIN ',
    'eyJ',
    'password=',
    'token=',
    'token=a1B2',
    'Authorization: ',
    'secret_key_',
    'DE89 ',
    '1.',
    'Anna ',
    '(0',
    '0 0',
    '(0 ',
    '0171 ',
    'a@b.de',
    '1.2.3.4:',
  ])('is linear: %j', async (unit) => {
    const text = unit.repeat(400_000 / unit.length)
    const plain = { kinds: finders.kinds, names: people, phones: finders.phones }
    const matches = await findIn(text, plain)
    expect(matches.every(({ start }, i) => start >= (matches[i - 1]?.end ?? 0))).toBe(true)
  })
})
