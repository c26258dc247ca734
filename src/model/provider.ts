import { hash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { AccessError, ConfigError } from '../record/errors.js'
import { checkedBaseUrl } from './base-url.js'
import type { ChatModel } from './chat-model.js'
import type { Endpoint } from './dispatcher.js'
import type { Proxies } from './openai.js'

export interface ProviderSettings {
  provider: 'auto' | 'openai' | 'simulated'
  /** The name of the model at an OpenAI-compatible endpoint. */
  model: string
  baseUrl?: string | null
  keyFile?: string | null
  /** Seconds for one answer. */
  timeout: number
  /** OPENAI_API_KEY. A key is never a flag: command lines are seen by everybody on the machine. */
  key?: string | undefined
  proxies?: Proxies | undefined
  /** No model will be asked, so no key is needed; and with auto it is not the simulated one. */
  replay?: boolean
  /** A flag, a variable or a file of the user's names this very model: the simulated one does not stand in for it. */
  asked?: boolean
}

export interface Provider {
  name: 'openai' | 'simulated'
  model: ChatModel
  /** The name that calls are made and priced under. */
  modelName: string
  endpoint: Endpoint
}

const SIMULATED = 'simulated'
/** One line of visible ASCII; anything else is a wrong file, and would break the header. */
const KEY = /^[\x21-\x7e]+$/

/** Is there anybody to ask, without the simulated model standing in? */
export function hasModel(settings: Omit<ProviderSettings, 'timeout'>): boolean {
  const { provider, baseUrl, replay, asked } = settings
  return provider !== 'auto' || Boolean(keyOf(settings) || baseUrl || replay || asked)
}

/** Nobody is there to ask, and how to change that. */
export function noModel(model?: string): AccessError {
  return new AccessError(
    model === undefined ? 'there is no model to answer' : `there is no key for the model ${model}`,
    'set OPENAI_API_KEY, name a file with --key-file, or a server that needs no key with --base-url (Ollama: http://localhost:11434/v1); --provider simulated asks nobody',
  )
}

/**
 * The back end that answers: as asked for, else openai where there is a key or a base URL, else the simulated one.
 * A client is loaded only now.
 * @throws AccessError where the provider needs a key and there is none
 */
export async function chooseProvider(
  settings: ProviderSettings,
  onNotice?: (message: string) => void,
): Promise<Provider> {
  const { provider, baseUrl, model, timeout } = settings
  const key = provider === SIMULATED ? undefined : keyOf(settings)
  const somewhere = Boolean(key || baseUrl || settings.replay)
  if (provider === SIMULATED || (provider === 'auto' && !somewhere && !settings.asked)) {
    const { createSimulated } = await import('./simulated.js')
    const endpoint = { baseURL: SIMULATED, keyHash: '' }
    return { name: SIMULATED, model: createSimulated(), modelName: SIMULATED, endpoint }
  }
  if (!somewhere) throw noModel(model)
  const { createOpenAI, OPENAI_URL } = await import('./openai.js')
  const baseURL = baseUrl ? checkedBaseUrl(baseUrl) : OPENAI_URL
  const client = createOpenAI({
    timeoutMs: timeout * 1000,
    baseURL,
    ...(settings.proxies && { proxies: checkedProxies(settings.proxies) }),
    ...(key && { apiKey: key }),
    ...(onNotice && { onNotice }),
  })
  const keyHash = key ? hash('sha256', key, 'hex').slice(0, 16) : ''
  return {
    name: 'openai',
    model: client,
    modelName: model,
    endpoint: { baseURL, keyHash },
  }
}

/** @throws ConfigError where a proxy is no URL */
function checkedProxies(proxies: Proxies): Proxies {
  for (const [name, value] of [
    ['HTTP_PROXY', proxies.http],
    ['HTTPS_PROXY', proxies.https],
  ])
    if (value && !(URL.canParse(value) && /^https?:$/.test(new URL(value).protocol)))
      throw new ConfigError(
        `${name} is not the URL of an HTTP proxy`,
        'write it as http://127.0.0.1:3128, or unset it',
      )
  return proxies
}

function keyOf({
  keyFile,
  key: fromEnvironment,
}: Pick<ProviderSettings, 'key' | 'keyFile'>): string | undefined {
  const source = keyFile ?? 'OPENAI_API_KEY'
  let key = fromEnvironment?.trim()
  if (keyFile) {
    try {
      key = readFileSync(keyFile, 'utf8').trim()
    } catch (error) {
      throw new AccessError(
        `${source}: the key cannot be read: ${(error as Error).message}`,
        'check --key-file',
      )
    }
  }
  if (!key && !keyFile) return undefined
  if (!key || !KEY.test(key))
    throw new AccessError(
      `${source}: there is no key in it`,
      'a key is one line of letters, digits and signs',
    )
  return key
}
