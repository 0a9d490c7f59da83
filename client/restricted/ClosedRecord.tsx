import './restricted.css'
import { useNow } from '#client/kernel/clock.ts'
import { telOf } from '#client/kernel/council.ts'
import { buttonClass } from '#client/ui/Button.tsx'
import { Icon } from '#client/ui/Icon.tsx'
import { StatutoryClock } from '#client/ui/StatutoryClock.tsx'
import type { ClosedRecord as Closed } from '#shared/restricted/contract.ts'
import { referralNumber } from '#shared/referrals/referral.ts'
import { stateNames } from '#shared/referrals/stateWords.ts'
import { closedReading } from './closedClock.ts'
import { OpenForm } from './OpenForm.tsx'

interface ClosedRecordProps {
  readonly closed: Closed
  /** It is open now: ask for the record again. */
  readonly onOpened: () => void
}

/** What stands before a record that one may not open: its clock, whom to ring, and the way in for an emergency. */
export function ClosedRecord({ closed, onOpened }: ClosedRecordProps) {
  const now = useNow(15_000)
  const { restricted, guardianName, state, receivedAt, assessBy, powers, limits, withName } = closed
  return (
    <div className="wrap closed">
      <div className="page-h">
        <h1 className="h1">
          {referralNumber(closed.number)}, {restricted ? 'restricted' : 'not open to you'}
        </h1>
      </div>
      <section className="card" aria-labelledby="closed-h">
        <div className="card-b stack">
          {receivedAt !== null && (
            <div className="closed-clock">
              <StatutoryClock look="big" clock={closedReading({ receivedAt, assessBy, powers, limits }, now)} />
              <p>
                {state !== null && <b>{stateNames[state]}.</b>} {withName === null ? '' : `${withName} has it.`}
              </p>
            </div>
          )}
          <h2 className="h2" id="closed-h">
            {restricted
              ? `Restricted: ring ${guardianName ?? 'the hub'}, or open with a reason`
              : 'A colleague has this'}
          </h2>
          <p className="muted">
            {restricted
              ? 'Only some may see whose record this is. What you need for your work, they can tell you.'
              : 'You see your own work whole. Ring the hub if you need something from this record.'}
          </p>
          <div className="btns">
            <RingLink name={guardianName ?? 'the hub'} phone={closed.guardianPhone || closed.hubPhone} />
          </div>
        </div>
      </section>
      <OpenForm number={closed.number} guardianName={guardianName} onOpened={onOpened} />
    </div>
  )
}

function RingLink({ name, phone }: { readonly name: string; readonly phone: string }) {
  if (phone === '') return null
  return (
    <a className={buttonClass({ kind: 'p' })} href={telOf(phone)}>
      <Icon name="phone" />
      Ring {name}, {phone}
    </a>
  )
}
