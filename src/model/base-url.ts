import { ConfigError } from '../record/errors.js'

/** Ports that no fetch connects to (https://fetch.spec.whatwg.org/#port-blocking). */
const BLOCKED = new Set(
  `1 7 9 11 13 15 17 19 20 21 22 23 25 37 42 43 53 69 77 79 87 95 101 102 103 104 109 110 111 113 115 117 119 123 135 137 139
143 161 179 389 427 465 512 513 514 515 526 530 531 532 540 548 554 556 563 587 601 636 989 990 993 995 1719 1720 1723 2049
3659 4045 4190 5060 5061 6000 6566 6665 6666 6667 6668 6669 6679 6697 10080`.split(/\s+/),
)

/**
 * The base URL as calls are made with it: without the path of the endpoint, which many documents name with it.
 * @throws ConfigError where no call could ever reach it
 */
export function checkedBaseUrl(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined
  const refuse = (what: string, hint: string): never => {
    throw new ConfigError(`the base URL ${shown(text)} cannot work: ${what}`, hint)
  }
  if (!url || !/^https?:$/.test(url.protocol))
    return refuse('http:// or https:// is missing', 'write it as http://127.0.0.1:8000/v1')
  if (url.username || url.password)
    return refuse(
      'it holds an account',
      'leave NAME:PASSWORD@ out, and give the key with OPENAI_API_KEY or --key-file',
    )
  if (BLOCKED.has(url.port))
    return refuse(`port ${url.port} is closed to HTTP`, 'run the server on another port')
  if (url.search || url.hash)
    return refuse('it has a ? or a #', 'give the address alone; it usually ends in /v1')
  return text.replace(/\/+(?:chat\/completions\/*)?$/, '').replace(/\/chat\/completions$/, '')
}

/** Without an account. */
function shown(text: string): string {
  return text.replace(/(:\/\/)[^\s/@]{1,200}@/, '$1')
}
