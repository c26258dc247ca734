import { describe, expect, it } from 'vitest'
import { describeFields, wrap } from '../../src/calibration/wrap.js'
import { formatOf, templateOf } from './examples.js'

const format = formatOf('syntex_system')

describe('wrap', () => {
  it.each(['human', 'sigma', 'syntex_system', 'true_raw', 'human_en', 'plain_en'])(
    '%s names every heading',
    (name) => {
      const { wrapper, format } = templateOf(name)
      const [message, ...more] = wrap(wrapper, format, 'Warum ist das so?')
      expect(more).toEqual([])
      expect(message?.content).toContain('Warum ist das so?')
      expect(message?.content).not.toContain('{{')
      for (const { heading } of Object.values(format.fields))
        expect(message?.content).toContain(`. ${heading}: `)
    },
  )

  it('puts the prompt at the end where the wrapper has no place for it', () => {
    const wrapper = { name: 'x', format: 'human', text: 'Antworte kurz.' }
    expect(wrap(wrapper, format, 'Warum?')[0]?.content).toBe('Antworte kurz.\n\nWarum?')
  })

  it('takes a prompt as it is, whatever it holds', () => {
    const wrapper = { name: 'x', format: 'human', text: '{{prompt}}|{{ prompt }}' }
    const text = "$& {{fields}} {{prompt}} $' \u0000"
    expect(wrap(wrapper, format, text)[0]?.content).toBe(`${text}|${text}`)
  })

  it('describes fields in the language of the wrapper', () => {
    expect(describeFields(format)).toMatch(/^1\. Driftkörperanalyse: .*\(etwa 70 Wörter\)\n2\. /)
    expect(describeFields(format, 'en')).toContain('(about 70 words)')
  })
})
