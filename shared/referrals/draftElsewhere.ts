import { z } from 'zod'

/** A draft as a screen saw it last at the hub. */
export interface SeenDraft {
  readonly version: number
  readonly content: Readonly<Record<string, string>>
}

const refusedForThat = z.object({
  code: z.literal('draft-kept-elsewhere'),
  version: z.number(),
  content: z.record(z.string(), z.string()),
})

/**
 * What another screen has kept of a draft meanwhile, out of the refusal that says so; `null` when something else was refused.
 *
 * @example keptElsewhere({ code: 'draft-not-found', message: '…' }) // null
 */
export function keptElsewhere(refusal: unknown): SeenDraft | null {
  const read = refusedForThat.safeParse(refusal)
  return read.success ? { version: read.data.version, content: read.data.content } : null
}
