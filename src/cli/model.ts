import { join } from 'node:path'
import * as Flags from '@oclif/core/flags'
import type { Config } from '../config/settings.js'
import type { Dispatcher, DispatcherStats } from '../model/dispatcher.js'
import { UsageError } from '../record/errors.js'
import { visible } from '../text/visible.js'
import { configFlag } from './config-flag.js'
import { amount, count } from './flags.js'
import type { Runtime } from './runtime.js'

const helpGroup = 'MODEL'

/** Flags that every command has that calls a model. */
export const modelFlags = {
  ...configFlag,
  provider: Flags.option({ options: ['auto', 'openai', 'simulated'] as const })({
    description:
      'who answers [default: openai where there is a key, a base URL or a model is named, else simulated]',
    helpGroup,
  }),
  model: Flags.string({ description: 'name of the model', helpValue: 'NAME', helpGroup }),
  temperature: amount({ description: 'how freely the model writes, 0..2', helpGroup }),
  'base-url': Flags.string({ description: 'an OpenAI-compatible endpoint', helpValue: 'URL', helpGroup }),
  'key-file': Flags.string({ description: 'file with the key', helpValue: 'FILE', helpGroup }),
  jobs: count({
    char: 'j',
    default: 32,
    description: 'calls at once, at most; fewer where the back end takes fewer',
    helpGroup,
  }),
  'max-calls': count({
    description: 'stop (75) when so many calls were made; with a queue, all its runs count',
    helpGroup,
  }),
  'max-tokens': count({ description: 'stop (75) when so many tokens were used; likewise', helpGroup }),
  'max-cost': amount({
    description: 'stop (75) when so many US dollars were spent; likewise',
    helpValue: 'USD',
    helpGroup,
  }),
  cache: Flags.string({ description: 'keep answers here, and use them again', helpValue: 'DIR', helpGroup }),
  replay: Flags.boolean({ description: 'answer from --cache alone; fail where it has no answer', helpGroup }),
}

export interface ModelFlags {
  model?: string | undefined
  'max-calls'?: number | undefined
  'max-tokens'?: number | undefined
  'max-cost'?: number | undefined
  cache?: string | undefined
  replay: boolean
  'dry-run'?: boolean | undefined
  output?: string | undefined
}

/** A dispatcher with its caller's settings, and what to say of it in the summary. */
export interface OpenModel {
  dispatcher: Dispatcher
  provider: 'openai' | 'simulated'
  model: string
  /** The name that another model is called by here. */
  named: (model: string) => string
  temperature: number
  maxTokens: number | null
  /** To be called when the model has answered. */
  answered?: () => Promise<void>
  /** For the summary line: who answered, calls, tokens, cost. */
  notes: () => string[]
  /** @param complete everything was answered: what is kept for a next run is not needed any more */
  close: (complete: boolean) => Promise<void>
}

/**
 * Opens the model that flags, environment and configuration name.
 * @param named the user named a model: no other may stand in for it
 * @param stateFolder where spending and learned limits are kept between runs; none where it is missing
 * @throws AccessError, ConfigError, UsageError
 */
export async function openModel(
  flags: ModelFlags,
  config: Config,
  world: Runtime,
  named: boolean,
  stateFolder?: string,
): Promise<OpenModel> {
  if (flags.replay && !flags.cache)
    throw new UsageError('--replay needs the answers', 'name them with --cache DIR')
  const { chooseProvider } = await import('../model/provider.js')
  const notice = (message: string) => world.stderr.say({ level: 'warning', message: visible(message) })
  const provider = await chooseProvider(
    {
      ...config,
      key: world.env.OPENAI_API_KEY,
      proxies: proxiesIn(world.env),
      replay: flags.replay,
      asked: named,
    },
    notice,
  )
  const { Dispatcher } = await import('../model/dispatcher.js')
  const { FREE, isOnThisMachine } = await import('../model/price.js')
  const { Budget } = await import('../model/budget.js')
  const { Journal } = await import('../model/journal.js')
  const { AnswerCache } = await import('../model/cache.js')
  const { fileLedger, memoryLedger } = await import('../model/ledger.js')
  const { LimitMemory } = await import('../model/state.js')
  const { realClock } = await import('../model/clock.js')
  const { loadPrices } = await import('../config/prices.js')
  const limits = {
    ...(flags['max-calls'] !== undefined && { maxCalls: flags['max-calls'] }),
    ...(flags['max-tokens'] !== undefined && { maxTokens: flags['max-tokens'] }),
    ...(flags['max-cost'] !== undefined && { maxCost: flags['max-cost'] }),
  }
  // Simulated answers are free, and say nothing about a limit.
  const state = provider.name === 'openai' ? stateFolder : undefined
  const { output } = flags
  const keeps = provider.name === 'openai' && !stateFolder && output && output !== '-' && !flags['dry-run']
  const journal = keeps ? await Journal.open(output) : undefined
  if (journal?.left)
    notice(`${journal.path} holds ${journal.left} answers of a run that did not end well: not paid for again`)
  const ledger = state ? fileLedger(join(state, 'spending.jsonl')) : memoryLedger()
  const dispatcher = new Dispatcher({
    model: provider.model,
    endpoint: provider.endpoint,
    prices: provider.name === 'simulated' ? { [provider.modelName]: FREE } : loadPrices(config.prices),
    otherPrice: isOnThisMachine(provider.endpoint.baseURL) ? FREE : null,
    budget: new Budget(limits, ledger),
    ...(flags.cache && { cache: new AnswerCache(flags.cache, flags.replay) }),
    ...(state && { memory: new LimitMemory(join(state, 'limits.json'), realClock()) }),
    ...(journal && { journal }),
    // Where a person is asked first, nothing that may have been paid for is sent again without a word.
    ...(config.onUnknown === 'hold' && { policy: { maxUnsure: 1 } }),
    ...(flags['dry-run'] && { dryRun: true }),
    onNotice: notice,
  })
  // What waits is not sent any more; what is under way goes on.
  world.stop.signal.addEventListener('abort', () => dispatcher.drain(), { once: true })
  return {
    dispatcher,
    provider: provider.name,
    model: provider.modelName,
    named: (model) => (provider.name === 'simulated' ? provider.modelName : model),
    temperature: config.temperature,
    maxTokens: config.maxTokens,
    notes: () => [
      provider.name === 'simulated' ? 'simulated model' : provider.modelName,
      ...(flags['dry-run'] ? planned(dispatcher.planned) : spent(dispatcher.stats())),
    ],
    async close(complete) {
      await dispatcher.close()
      if (journal?.close(complete))
        notice(`${journal.path} keeps the answers: the same command goes on from there`)
    },
  }
}

/** The lower-case names come first, as with curl. */
function proxiesIn(env: Runtime['env']) {
  const value = (name: string) => env[name] || env[name.toUpperCase()]
  return {
    http: value('http_proxy'),
    https: value('https_proxy'),
    none: env.no_proxy ?? env.NO_PROXY,
  }
}

function planned({ calls, tokens, cost }: Dispatcher['planned']): string[] {
  const price = cost === null ? 'of unknown price' : `$${cost.toFixed(4)}`
  return [
    `would make at least ${calls} calls of at most ${tokens.toLocaleString('en-US')} tokens in all`,
    price,
  ]
}

function spent({ calls, cached, tokens, cost, unpriced }: DispatcherStats): string[] {
  const price = `$${cost.toFixed(4)}${unpriced ? ` and ${unpriced} calls of unknown price` : ''}`
  const parts = [`${calls} calls`, `${tokens.toLocaleString('en-US')} tokens`, price]
  return cached ? [...parts, `${cached} from the cache`] : parts
}
