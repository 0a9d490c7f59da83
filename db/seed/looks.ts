import type { PersonId, ReferralId, ServiceId } from '#shared/kernel/ids.ts'
import { fieldClasses } from '#shared/kernel/trace.ts'
import { addHours, addMinutes, type Instant } from '#shared/time/instant.ts'
import { addDays, clockTime, londonDayOf, londonInstant } from '#shared/time/london.ts'
import type { DemoRows, Row } from './rows.ts'
import type { StaffIds } from './staff.ts'

/** For so many days before now the demo knows who looked: enough for a few review sheets. */
const DAYS = 5
const LONG_AGO_DAYS = 120

interface Looking {
  readonly rows: Pick<DemoRows, 'events' | 'referrals'>
  readonly serviceId: ServiceId
  readonly now: Instant
  readonly ids: StaffIds
}

/**
 * Who looked at whom in the last days: whoever worked on a record had opened it, and yesterday three looks were no work that anybody
 * can see. So there is something on the review sheet of the demo, and most of it is ordinary.
 */
export function looksOf(making: Looking): Row<'reads'>[] {
  return [...workOf(making), ...withoutWork(making)].toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0))
}

function workOf({ rows, serviceId, now }: Looking): readonly Row<'reads'>[] {
  const since = addHours(now, -24 * DAYS)
  const looks = rows.events.flatMap(({ at, actorId, referralId }) =>
    at < since || actorId === null || referralId === null
      ? []
      : [aLook(serviceId, actorId, addMinutes(at, -1), [referralId])],
  )
  // What somebody did in one go they had open once.
  const once = new Map(
    looks.map((look) => [`${look.actorId} ${look.referralIds.join()} ${look.at.slice(0, 13)}`, look]),
  )
  return [...once.values()]
}

function withoutWork({ rows, serviceId, now, ids }: Looking): readonly Row<'reads'>[] {
  const yesterday = addDays(londonDayOf(now), -1)
  const at = (time: string): Instant => londonInstant(yesterday, clockTime(time))
  const didNotWorkOn = (who: PersonId) => {
    const worked = new Set(rows.events.filter(({ actorId }) => actorId === who).map(({ referralId }) => referralId))
    return rows.referrals.filter(({ id }) => !worked.has(id))
  }
  const old = didNotWorkOn(ids.amir).find(
    ({ closedAt }) => closedAt !== null && closedAt < addHours(now, -24 * LONG_AGO_DAYS),
  )
  const [first, second] = didNotWorkOn(ids.nadia).filter(({ closedAt }) => closedAt === null || closedAt > at('00:00'))
  const night = [first, second].flatMap((one) => (one ? [one.id] : []))
  const spellings = ['Ashdown', 'Ashdowne', 'Ash down', 'Ashton', 'Asdown', 'Ashdown, P', 'Ashdon']
  return [
    ...(old ? [aLook(serviceId, ids.amir, at('11:05'), [old.id])] : []),
    ...night.map((id, place) => aLook(serviceId, ids.nadia, addMinutes(at('03:20'), 3 * place), [id])),
    ...spellings.map((term, place) => ({
      ...aLook(serviceId, ids.nadia, addMinutes(at('20:10'), 2 * place), []),
      query: 'referrals.find',
      kind: 'search' as const,
      shown: 'row' as const,
      filter: { show: 'all' },
      term,
    })),
  ]
}

const aLook = (serviceId: ServiceId, actorId: PersonId, at: Instant, referralIds: ReferralId[]): Row<'reads'> => ({
  serviceId,
  at,
  actorId,
  query: 'referrals.record',
  kind: 'view',
  shown: 'whole',
  referralIds,
  stubIds: [],
  fields: [...fieldClasses],
  filter: {},
  term: null,
  purpose: null,
  grantId: null,
})
