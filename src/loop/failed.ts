import { failureOf, type Template } from '../calibration/result.js'
import type { ModelError } from '../model/errors.js'
import { contentId } from '../record/id.js'
import type { Brief, Prompt, Result } from '../record/loop.js'

/** The result of a prompt whose call failed; it says where the call may have been paid for. */
export function failed(prompt: Prompt, template: Partial<Template>, error: ModelError): Result {
  const failure = failureOf(prompt, template, error)
  if (error.billed === 'no') return failure
  return { ...failure, error: { message: error.message, ...failure.error, maybe_paid: true } }
}

/** A brief in the place of its prompt, which nobody has written. */
export function unwritten(brief: Brief): Prompt {
  return { ...brief, schema: 'strom.prompt/1', id: contentId('j', brief.id, ''), text: '' }
}
