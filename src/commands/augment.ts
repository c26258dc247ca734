import * as Flags from '@oclif/core/flags'
import { count, names, positive } from '../cli/flags.js'
import { ModelCommand } from '../cli/model-command.js'
import { Augmenter } from '../dataset/augment/augment.js'
import { AUGMENTATIONS, type Augmentation, requestsFor } from '../dataset/augment/request.js'
import { ask } from '../loop/ask.js'
import { noModel } from '../model/provider.js'
import { contentId } from '../record/id.js'

export default class Augment extends ModelCommand {
  static override summary = 'Have the model write more examples of each: other questions, worse answers'
  static override description =
    `Writes each example as it came, and after it the new ones, which name their source (augmented_from), their kind, and the
model. Questions are asked in another way (paraphrase) or another form (variation), and keep the answer. A worse answer
to the same question (negative), and a nearly equal question with its own answer (contrast), are for preferences:
'strom export --format dpo' sets them against the good answers.

What the model wrote is checked. It is rejected, and counted by reason, where it is empty, refused, unchanged, repeated, or
answers the question it should ask; where a number, a name or code of the question is another; and where language or
length differ. So out + rejected = in x (1 + new ones asked for), --kinds times --count; a contrast gives two.

The simulated model writes only where --provider simulated is typed, and marks its texts with [simulated].`
  static override examples = [
    '<%= config.bin %> augment < examples.jsonl > more.jsonl',
    {
      description: 'worse answers, as pairs for DPO',
      command:
        '<%= config.bin %> augment --kinds negative --only-new -i examples.jsonl | <%= config.bin %> export --format dpo',
    },
    {
      description: 'what it would cost in calls, and no more than you want to spend',
      command:
        '<%= config.bin %> augment --dry-run -i examples.jsonl; <%= config.bin %> augment --max-cost 2 --cache answers -i examples.jsonl > more.jsonl',
    },
  ]
  static override reads = 'example' as const
  static override flags = {
    kinds: names(AUGMENTATIONS)({ description: 'what to write [default: paraphrase,variation]' }),
    count: positive({ char: 'n', default: 1, description: 'new ones of each kind' }),
    'only-new': Flags.boolean({ description: 'leave the examples that were read out' }),
    seed: count({ default: 1, description: 'another seed asks in other ways' }),
  }

  async run(): Promise<void> {
    const { flags } = await this.parse(Augment)
    const { count, seed, jobs, 'only-new': onlyNew } = flags
    const kinds: readonly Augmentation[] = flags.kinds?.length ? flags.kinds : ['paraphrase', 'variation']
    const config = await this.configOf(flags)
    // Nothing stands in for a model here: what it wrote would be trained on.
    if (!(await this.hasModel(flags, config))) throw noModel()
    const { signal } = this.world.abort
    await this.withModel(flags, config, (model) =>
      this.filterAsync(
        'example',
        flags,
        async (example) => {
          const requests = requestsFor(example, { kinds, count, seed })
          const answers = await Promise.all(
            requests.map(async (request, i) => {
              const { messages, seed } = request
              const answer = await ask(model, messages, {
                requestId: contentId('q', example.id, `${i}`),
                seed,
                signal,
              })
              return { request, answer }
            }),
          )
          return (sink) => {
            const augmenter = new Augmenter(example)
            if (!onlyNew) sink.pass()
            for (const { request, answer } of answers) {
              const made = augmenter.add(request, answer)
              if ('examples' in made) for (const each of made.examples) sink.emit(each, each.id)
              else sink.reject(made.reason, { augmentation: request.kind, text: made.text })
            }
          }
        },
        { jobs },
      ),
    )
  }
}
