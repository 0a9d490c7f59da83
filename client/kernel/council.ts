import { useQuery } from '@tanstack/react-query'
import { z } from 'zod'
import { call, NotSent } from './wire.ts'

/**
 * What a council says of itself before anybody has signed in: `council.json` beside the page, which each council replaces.
 * Everything in it is public.
 */
const council = z.object({
  name: z.string(),
  hubPhone: z.string(),
  hubHours: z.string(),
  nightPhone: z.string(),
})
export type Council = z.output<typeof council>

async function askCouncil(): Promise<Council | null> {
  const response = await call('/council.json')
  // What a proxy says while the hub is away is no word of the council: what was known of it stays.
  if (response.status >= 500) throw new NotSent('hub-down', response.status)
  const read = council.safeParse(await response.json().catch(() => null))
  return read.success ? read.data : null
}

/** Public, so it outlasts a session: whoever cannot reach the hub any more needs its number most. */
export const COUNCIL_KEY = 'council'

/** The council's name and telephone numbers, or `null` while they are not known. */
export const useCouncil = (): Council | null =>
  useQuery({ queryKey: [COUNCIL_KEY], queryFn: askCouncil, gcTime: Number.POSITIVE_INFINITY }).data ?? null

/** A telephone number as a link. @example telOf('01632 960 100') // 'tel:01632960100' */
export const telOf = (phone: string): string => `tel:${phone.replace(/[^\d+]/g, '')}`
