import './restricted.css'
import { useState } from 'react'
import { useAnswer } from '#client/kernel/api.ts'
import { useSession } from '#client/kernel/session.tsx'
import { Answered } from '#client/ui/Answered.tsx'
import { Button } from '#client/ui/Button.tsx'
import { Card } from '#client/ui/Card.tsx'
import { SummaryList } from '#client/ui/SummaryList.tsx'
import type { ReferralId } from '#shared/kernel/ids.ts'
import { restrictionKinds, restrictionReasons } from '#shared/restricted/codes.ts'
import { myOpenings, restrictionOf, type RestrictionRow } from '#shared/restricted/contract.ts'
import { formatInstant } from '#shared/time/london.ts'
import { LiftDialog } from './LiftDialog.tsx'
import { RestrictForm } from './RestrictForm.tsx'

/** Who may open the records of this person, and the way to change that. */
export function Access({ referralId, number }: { readonly referralId: ReferralId; readonly number: number }) {
  const asked = useAnswer(restrictionOf, { referralId })
  const { can } = useSession()
  const mine = useAnswer(myOpenings, can('open with a reason') ? {} : null)
  const [editing, setEditing] = useState(false)
  const done = (): void => setEditing(false)
  return (
    <Answered of={asked}>
      {(answer) => {
        const restriction = answer?.restriction ?? null
        // Whoever opened it with a reason is not told who may open it, and must not read that everybody may.
        if (restriction === null && mine.data?.openings.some((one) => one.number === number)) return <OpenForAnHour />
        if (editing) return <RestrictForm referralId={referralId} restriction={restriction} onDone={done} />
        return restriction === null ? (
          <NotRestricted onRestrict={() => setEditing(true)} />
        ) : (
          <Restricted restriction={restriction} onChange={() => setEditing(true)} />
        )
      }}
    </Answered>
  )
}

function OpenForAnHour() {
  return (
    <Card title="Who may open it">
      <p>
        The records of this person are restricted. This one is open to you by the reason that you gave, until the time
        above. Who else may open it is shown to those whom the restriction names; ask an AMHP lead to change it.
      </p>
    </Card>
  )
}

function NotRestricted({ onRestrict }: { readonly onRestrict: () => void }) {
  return (
    <Card title="Who may open it">
      <div className="stack">
        <p>
          Practice consultants, AMHP leads and the out-of-hours team read this record, and the AMHP who has it. All
          others see initials, area, stage and clock.
        </p>
        <p className="muted">
          Restrict it when the person works here or is close to somebody who does, is well known, or is at risk from
          somebody who might look.
        </p>
        <div className="btns">
          <Button kind="s" icon="shield" onClick={onRestrict}>
            Restrict this person’s records
          </Button>
        </div>
      </div>
    </Card>
  )
}

function Restricted({
  restriction,
  onChange,
}: {
  readonly restriction: RestrictionRow
  readonly onChange: () => void
}) {
  const [lifting, setLifting] = useState(false)
  const names = restriction.people.map(({ name }) => name).join(', ')
  return (
    <Card title="Restricted">
      <div className="stack">
        <SummaryList
          rows={[
            { key: restrictionKinds[restriction.kind], value: names === '' ? 'Nobody else' : names },
            { key: 'Reason', value: `${restrictionReasons[restriction.reason]}: ${restriction.why}` },
            { key: 'Looked after by', value: restriction.guardianName },
            { key: 'Since', value: `${formatInstant(restriction.madeAt)}, ${restriction.madeByName}` },
          ]}
        />
        <p className="muted">It lies on every referral of this person, and on those to come.</p>
        <div className="btns">
          <Button onClick={onChange}>Change who may open it</Button>
          <Button kind="d" onClick={() => setLifting(true)}>
            Lift the restriction
          </Button>
        </div>
      </div>
      {lifting && <LiftDialog restriction={restriction} onClose={() => setLifting(false)} />}
    </Card>
  )
}
