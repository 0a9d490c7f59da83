import { Notice } from '#client/ui/Notice.tsx'
import { bindingPowers } from '#shared/referrals/beside.ts'
import { readBirthOrAge } from '#shared/referrals/birthOrAge.ts'
import { birthFacts, powerIn, type IntakeValues } from '#shared/referrals/intake.ts'
import { whereSays, type PoliceStationSays } from '#shared/referrals/law/placesOfSafety.ts'
import { ageAt } from '#shared/referrals/personWords.ts'
import type { PowerRow, ReferralDetail } from '#shared/referrals/record.ts'
import type { Instant } from '#shared/time/instant.ts'
import { londonDayOf } from '#shared/time/london.ts'

/** That somebody is at a police station as their place of safety: warned of while the call goes on, and never refused. */
export function StationInCall({ values, now }: { readonly values: IntakeValues; readonly now: Instant }) {
  const [day, kind] = [londonDayOf(now), powerIn(values)]
  const read = readBirthOrAge(values.birth, day)
  const age = read.ok ? ageAt(birthFacts(read.value), day) : null
  return <StationNotice says={whereSays({ place: values.place, kinds: kind === null ? [] : [kind], age }, day)} />
}

interface OnRecordProps {
  readonly referral: ReferralDetail
  readonly powers: readonly PowerRow[]
  readonly now: Instant
}

/** The same on the record, while such a power runs. */
export function StationOnRecord({ referral, powers, now }: OnRecordProps) {
  const day = londonDayOf(now)
  const running = powers.filter(({ endedAt, supersededAt }) => endedAt === null && supersededAt === null)
  const kinds = bindingPowers(running).map(({ kind }) => kind)
  return <StationNotice says={whereSays({ place: referral.place, kinds, age: ageAt(referral, day) }, day)} />
}

function StationNotice({ says }: { readonly says: PoliceStationSays | null }) {
  if (says === null) return null
  return (
    <Notice tone={says.unlawful ? 'breach' : 'warn'}>
      <b>{says.unlawful ? 'This is against the law.' : 'A police station, only in exceptional circumstances.'}</b>{' '}
      {says.words} Nothing stops you from recording where they are.
    </Notice>
  )
}
