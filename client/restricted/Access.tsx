import './restricted.css'
import { useState } from 'react'
import { useAnswer } from '#client/kernel/api.ts'
import { Answered } from '#client/ui/Answered.tsx'
import { Button } from '#client/ui/Button.tsx'
import { Card } from '#client/ui/Card.tsx'
import { SummaryList } from '#client/ui/SummaryList.tsx'
import type { ReferralId } from '#shared/kernel/ids.ts'
import { restrictionKinds, restrictionReasons } from '#shared/restricted/codes.ts'
import { restrictionOf, type RestrictionRow } from '#shared/restricted/contract.ts'
import { formatInstant } from '#shared/time/london.ts'
import { LiftDialog } from './LiftDialog.tsx'
import { RestrictForm } from './RestrictForm.tsx'

/** Who may open the records of this person, and the way to change that. */
export function Access({ referralId }: { readonly referralId: ReferralId }) {
  const asked = useAnswer(restrictionOf, { referralId })
  const [editing, setEditing] = useState(false)
  const done = (): void => setEditing(false)
  return (
    <Answered of={asked}>
      {(answer) => {
        const restriction = answer?.restriction ?? null
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

function NotRestricted({ onRestrict }: { readonly onRestrict: () => void }) {
  return (
    <Card title="Who may open it">
      <div className="stack">
        <p>
          Practice consultants, AMHP leads and the Emergency Duty Team read this record, and the AMHP who has it. All
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
