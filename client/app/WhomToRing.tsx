import { useAnswer } from '#client/kernel/api.ts'
import { telOf } from '#client/kernel/council.ts'
import { useSession } from '#client/kernel/session.tsx'
import { Notice } from '#client/ui/Notice.tsx'
import type { ReferralState } from '#shared/referrals/referral.ts'
import { onNow } from '#shared/rota/contract.ts'

interface WhomToRingProps {
  readonly state: ReferralState
  /** Whether an AMHP has it, or is asked to. */
  readonly isGiven: boolean
}

/** For whoever takes referrals over and may not allocate: who can, by name and number, while nobody has it. */
export function WhomToRing({ state, isGiven }: WhomToRingProps) {
  const { can } = useSession()
  const waits = (state === 'to-triage' || state === 'to-allocate') && !isGiven
  return waits && can('hand over') && !can('allocate') ? <Consultants isTriaged={state === 'to-allocate'} /> : null
}

function Consultants({ isTriaged }: { readonly isTriaged: boolean }) {
  const { hubPhone } = useSession().service
  const asked = useAnswer(onNow, {})
  if (asked.data === undefined && asked.error === null) return null
  const known = asked.data?.onNow ?? []
  const done = isTriaged ? 'allocated' : 'triaged'
  const people = known.filter(({ role, phone }) => role === 'practice-consultant' && phone !== '')
  return (
    <Notice tone="warn" icon="phone">
      <b>{isTriaged ? 'Nobody is allocated.' : 'Not triaged yet.'}</b> Your role does not{' '}
      {isTriaged ? 'allocate' : 'triage or allocate'}.{' '}
      {people.length === 0
        ? asked.error === null
          ? `No practice consultant is on now by the rota. To have it ${done}, ring the hub: `
          : `Who is on could not be read. To have it ${done}, ring the hub: `
        : `To have it ${done}, ring `}
      {people.length === 0 ? (
        <a href={telOf(hubPhone)}>{hubPhone}</a>
      ) : (
        people.map(({ personId, name, phone }, place) => (
          <span key={personId}>
            {place > 0 && ' or '}
            {name}, <a href={telOf(phone)}>{phone}</a>
          </span>
        ))
      )}
      .
    </Notice>
  )
}
