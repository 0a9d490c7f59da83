import type { AlikeReferral, AlikeStub } from '#shared/referrals/contactContract.ts'
import type { KnownPerson } from '#shared/referrals/alike.ts'
import type { ReferralId } from '#shared/kernel/ids.ts'
import type { LondonDay } from '#shared/time/london.ts'
import type { Context } from '#server/kernel/handle.ts'

/** So many are weighed; a handful is shown. */
const MOST_WEIGHED = 60

export interface AlikeSought {
  readonly lastName: string
  readonly firstName: string
  readonly bornOn: LondonDay | null
  readonly nhsNumber: string
  readonly phone: string
  readonly home: string
}

interface Met {
  readonly referralId: ReferralId | null
  readonly closedNumber: number | null
  readonly likeness: number
  readonly sounds: boolean
}

export type Candidate = Omit<AlikeReferral, 'why' | 'score'> &
  Pick<KnownPerson, 'ageSaidOn' | 'nhsNumber' | 'likeness' | 'sounds' | 'samePhone' | 'sameHome'>

/** Referrals that may be about the person who is being typed, as the indexes of the database find them. */
export async function candidatesFor(
  context: Context,
  sought: AlikeSought,
): Promise<{ readonly candidates: readonly Candidate[]; readonly closed: readonly number[] }> {
  const { lastName, firstName, bornOn, nhsNumber, phone, home } = sought
  const met = await context.sql<Met[]>`
    select * from hub.referrals_alike(${lastName}, ${firstName}, ${bornOn}::date, ${nhsNumber}, ${phone}, ${home}, ${MOST_WEIGHED})`
  const closed = met.flatMap(({ closedNumber }) => (closedNumber === null ? [] : [closedNumber]))
  const open = met.filter(({ referralId }) => referralId !== null)
  return { candidates: open.length === 0 ? [] : await factsOf(context, open, sought), closed }
}

const factsOf = (
  { sql, actor }: Context,
  met: readonly Met[],
  { phone, home }: AlikeSought,
): Promise<readonly Candidate[]> =>
  sql<Candidate[]>`
    select r.id, r.number, r.version, r.last_name as "lastName", r.first_name as "firstName", r.born_on as "bornOn", r.age_years as "ageYears",
      r.age_said_on as "ageSaidOn", r.nhs_number as "nhsNumber", r.state, r.request, r.place, r.source, r.received_at as "receivedAt",
      r.closed_at as "closedAt", r.closed_as as "closedAs", coalesce(last.why_now, '') as "lastReasons", m.likeness, m.sounds,
      hub.same_phone(r.id, ${phone}) as "samePhone", hub.same_home(r.id, ${home}) as "sameHome"
    from jsonb_to_recordset(${JSON.stringify(met)}::text::jsonb) as m ("referralId" uuid, likeness real, sounds boolean)
    join referrals r on r.service_id = ${actor.serviceId} and r.id = m."referralId"
    left join lateral (
      select d.why_now from standing_decisions d where d.service_id = r.service_id and d.referral_id = r.id
      order by d.version_number desc limit 1
    ) last on true`

/** What is left of records that are closed to whoever asks: where they stand and whom to ring. */
export async function stubsOf({ sql }: Context, numbers: readonly number[]): Promise<readonly AlikeStub[]> {
  const found = await Promise.all(
    numbers.map(
      (number) => sql<AlikeStub[]>`
        select number, state, "receivedAt", "guardianName", "guardianPhone" from hub.stubs(false, ${number})`,
    ),
  )
  return found.flat()
}
