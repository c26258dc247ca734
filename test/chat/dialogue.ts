/** The dialogue that a memory must tell apart: three exchanges are worth remembering, three are not. */
export const DIALOGUE: { user: string; assistant: string; remembered: boolean }[] = [
  { user: 'hi', assistant: 'Hello! How can I help you today?', remembered: false },
  {
    user: 'What is HoloLoom?',
    assistant:
      'HoloLoom is a neural decision-making system that combines a policy engine with a persistent memory of past interactions.',
    remembered: true,
  },
  { user: 'ok', assistant: 'Great! Let me know if you have any other questions.', remembered: false },
  {
    user: 'How does Thompson Sampling work?',
    assistant:
      'Thompson Sampling draws a value from the posterior of each arm and plays the arm with the highest draw, so it balances exploration and exploitation.',
    remembered: true,
  },
  { user: 'thanks', assistant: "You're welcome!", remembered: false },
  {
    user: 'Tell me about the policy engine',
    assistant:
      'The policy engine selects tools with a transformer and Thompson Sampling, because exploration is needed to learn which tool works.',
    remembered: true,
  },
]

export const REMEMBERED = DIALOGUE.filter(({ remembered }) => remembered).map(({ user }) => user)

/** Answers of a mock model: by the last message of the request. */
export function answerTo(body: { messages: { content: string }[] }): string {
  const asked = body.messages.at(-1)?.content
  return DIALOGUE.find(({ user }) => user === asked)?.assistant ?? `I know nothing of ${asked}.`
}
