import { z } from 'zod'

/** One screen that has a record open. */
export interface Look {
  /** Of the screen's socket. */
  readonly id: string
  readonly serviceId: string
  readonly personId: string
  readonly sessionId: string
  readonly name: string
  readonly referralId: string
  readonly typing: boolean
}

/** PostgreSQL carries at most 8000 bytes at once. */
const MOST_BYTES = 7000
const LONGEST_NAME = 80

const look = z.strictObject({
  id: z.string().max(60),
  serviceId: z.uuid(),
  personId: z.uuid(),
  sessionId: z.uuid(),
  name: z.string().max(LONGEST_NAME),
  referralId: z.uuid(),
  typing: z.boolean(),
})
const message = z.union([
  z.strictObject({ hello: z.string().max(20) }),
  z.strictObject({ node: z.string().max(20), gone: z.array(z.string().max(60)) }),
  z.strictObject({ node: z.string().max(20), looks: z.array(look) }),
])

export interface Heard {
  readonly node: string
  /** A node has come and asks who is there. */
  readonly hello: boolean
  readonly gone: readonly string[]
  readonly looks: readonly Look[]
}

/** So many screens fit into one message that says that they are gone. */
export const MOST_GONE = 100

/** What one node says to the others, in as many messages as it takes. @example packed('a1', looks).length // 1 */
export function packed(node: string, looks: readonly Look[]): readonly object[] {
  const messages: Look[][] = [[]]
  let bytes = 0
  for (const one of looks) {
    const short = { ...one, name: [...one.name].slice(0, LONGEST_NAME / 2).join('') }
    const size = Buffer.byteLength(JSON.stringify(short)) + 1
    if (bytes + size > MOST_BYTES) {
      messages.push([])
      bytes = 0
    }
    bytes += size
    messages.at(-1)?.push(short)
  }
  return messages.filter((some) => some.length > 0).map((some) => ({ node, looks: some }))
}

/** What another node said, or `null` when it is nothing that this version of the hub says. */
export function looksIn(payload: string): Heard | null {
  const read = message.safeParse(parsed(payload))
  if (!read.success) return null
  const said = read.data
  if ('hello' in said) return { node: said.hello, hello: true, gone: [], looks: [] }
  return {
    node: said.node,
    hello: false,
    gone: 'gone' in said ? said.gone : [],
    looks: 'looks' in said ? said.looks : [],
  }
}

function parsed(payload: string): unknown {
  try {
    return JSON.parse(payload)
  } catch {
    return null
  }
}
