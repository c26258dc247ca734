import type { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js'
import { shortened } from '../chat/messages.js'
import type { Memory } from '../memory/memory.js'

/** So many resources are listed, the newest first; any other is read by its id. */
const LISTED = 100

/** Where a client reads a remembered turn. */
export const uriOf = (id: string) => `memory://${encodeURIComponent(id)}`

/** Every remembered turn is a resource memory://<id>: its record as JSON. */
export async function registerResources(server: McpServer, memory: Memory): Promise<void> {
  const [{ ResourceTemplate }, { McpError, ErrorCode }] = await Promise.all([
    import('@modelcontextprotocol/sdk/server/mcp.js'),
    import('@modelcontextprotocol/sdk/types.js'),
  ])
  const mimeType = 'application/json'
  const list = () => {
    const resources = []
    for (const id of memory.ids().slice(-LISTED).reverse()) {
      const turn = memory.store.read(id)
      if (turn) resources.push({ uri: uriOf(id), name: id, description: shortened(turn.user, 120), mimeType })
    }
    return { resources }
  }
  server.registerResource(
    'memory',
    new ResourceTemplate('memory://{id}', { list }),
    { description: 'a remembered exchange', mimeType },
    (uri, { id }) => {
      memory.ids() // whatever other processes have written meanwhile
      const turn = memory.store.read(decodeURIComponent(String(id)))
      if (!turn) throw new McpError(ErrorCode.InvalidParams, `there is no ${uri.href} in the memory`)
      return { contents: [{ uri: uri.href, mimeType, text: JSON.stringify(turn) }] }
    },
  )
}
