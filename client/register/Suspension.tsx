import { useState } from 'react'
import { Button } from '#client/ui/Button.tsx'
import { Notice } from '#client/ui/Notice.tsx'
import { Tag } from '#client/ui/Tag.tsx'
import type { AmhpRow } from '#shared/register/contract.ts'
import { formatInstant, type LondonDay } from '#shared/time/london.ts'
import { approvalSays, renewalSays } from './approvalSays.ts'
import { SuspendDialog } from './SuspendDialog.tsx'

/** How an approval stands now, and the way to suspend it at once or to lift that. */
export function Suspension({ row, today }: { readonly row: AmhpRow; readonly today: LondonDay }) {
  const [asking, setAsking] = useState(false)
  // Work that somebody is out on when they are suspended has to be given to somebody else.
  const [openReferrals, setOpenReferrals] = useState<readonly number[]>([])
  const said = approvalSays(row, today)
  const renewal = renewalSays(row, today)
  const suspended = row.suspendedAt !== null
  return (
    <aside className="card susp" aria-labelledby="susp-h">
      <div className="card-h">
        <h2 className="h3" id="susp-h">
          Approval now
        </h2>
        <span className="r">
          {said ? (
            <Tag tone={said.tone} icon={said.icon}>
              {said.words}
            </Tag>
          ) : (
            <Tag tone="done" icon="check">
              In force
            </Tag>
          )}
        </span>
      </div>
      <div className="card-b stack">
        {renewal && (
          <p>
            {renewal.words} {renewal.gap}
          </p>
        )}
        {row.suspendedAt !== null && (
          <p>
            Suspended since {formatInstant(row.suspendedAt)}. {row.suspendedWhy}
          </p>
        )}
        {openReferrals.length > 0 && (
          <Notice tone="breach" speaks="at-once">
            <b>They are out on {openReferrals.map((number) => `R-${number}`).join(', ')}.</b> Ring the desk: that work
            has to be given to somebody else.
          </Notice>
        )}
        <p className="muted small">
          An approval is suspended while the professional registration is. Its end date does not move. Nobody who is
          suspended can be put on the rota or given a referral.
        </p>
        <Button onClick={() => setAsking(true)}>{suspended ? 'Lift the suspension…' : 'Suspend at once…'}</Button>
      </div>
      {asking && (
        <SuspendDialog
          row={row}
          onClose={() => setAsking(false)}
          onDone={(numbers) => {
            setAsking(false)
            setOpenReferrals(numbers)
          }}
        />
      )}
    </aside>
  )
}
