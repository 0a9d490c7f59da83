import { useQuery } from '@tanstack/react-query'
import { publicFace, type PublicFace } from '#shared/kernel/publicFace.ts'
import { call, NotSent } from './wire.ts'

async function askCouncil(): Promise<PublicFace | null> {
  const response = await call('/council.json')
  // What a proxy says while the hub is away is no word of the council: what was known of it stays.
  if (response.status >= 500) throw new NotSent('hub-down', response.status)
  const read = publicFace.safeParse(await response.json().catch(() => null))
  return read.success ? read.data : null
}

/** Public, so it outlasts a session: whoever cannot reach the hub any more needs its number most. */
export const COUNCIL_KEY = 'council'

/** The council's name and telephone numbers, as its service set them, or `null` while they are not known. */
export const useCouncil = (): PublicFace | null =>
  useQuery({ queryKey: [COUNCIL_KEY], queryFn: askCouncil, gcTime: Number.POSITIVE_INFINITY }).data ?? null

/** A telephone number as a link. @example telOf('01632 960 100') // 'tel:01632960100' */
export const telOf = (phone: string): string => `tel:${phone.replace(/[^\d+]/g, '')}`
