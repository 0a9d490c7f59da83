import { useState } from 'react'
import { useAnswer } from '#client/kernel/api.ts'
import { useSession } from '#client/kernel/session.tsx'
import { Answered } from '#client/ui/Answered.tsx'
import { Button } from '#client/ui/Button.tsx'
import { Card } from '#client/ui/Card.tsx'
import { EmptyState } from '#client/ui/EmptyState.tsx'
import { endMark, recordRights, type RecordRights as Rights } from '#shared/privacy/contract.ts'
import type { RecordMark } from '#shared/privacy/rights.ts'
import { markNames, markSays } from '#shared/privacy/rightsWords.ts'
import type { ReferralDetail } from '#shared/referrals/record.ts'
import { AskDialog } from './AskDialog.tsx'
import { CorrectDialog } from './CorrectDialog.tsx'
import { CorrectionList } from './CorrectionList.tsx'
import { NoteDialog } from './NoteDialog.tsx'
import './privacy.css'

/** What people have asked for about their own record, and the place to write it down. */
export function RecordRights({ referral }: { readonly referral: ReferralDetail }) {
  const asked = useAnswer(recordRights, { referralId: referral.id })
  return <Answered of={asked}>{(rights) => rights && <RightsOf rights={rights} referral={referral} />}</Answered>
}

function RightsOf({ rights, referral }: { readonly rights: Rights; readonly referral: ReferralDetail }) {
  const { can } = useSession()
  const may = can('correct records') && rights.releasedAt === null
  const [open, setOpen] = useState<'correct' | 'note' | null>(null)
  const [ending, setEnding] = useState<RecordMark | null>(null)
  const close = (): void => setOpen(null)
  return (
    <div className="stack privacy">
      <Card
        title="Corrections"
        aside={
          may && (
            <Button size="sm" onClick={() => setOpen('correct')}>
              Correct something
            </Button>
          )
        }
      >
        {rights.corrections.length === 0 ? (
          <EmptyState title="Nothing has been corrected.">
            When somebody says that a record about them is wrong, what stood there is kept beside what is right.
          </EmptyState>
        ) : (
          <CorrectionList corrections={rights.corrections} />
        )}
      </Card>
      <Card
        title="Objections, restrictions, holds"
        aside={
          may && (
            <Button size="sm" onClick={() => setOpen('note')}>
              Add a note
            </Button>
          )
        }
      >
        {rights.marks.length === 0 ? (
          <EmptyState title="No notes on this record." />
        ) : (
          <ul className="mark-list">
            {rights.marks.map((mark) => (
              <li key={mark.id}>
                <b>{markNames[mark.kind]}</b> {markSays(mark)}
                <p>{mark.note}</p>
                <span className="muted small">
                  {mark.askedBy && `Asked for by ${mark.askedBy}. `}Written down by {mark.placedByName}
                  {mark.endedAt !== null && `. Ended by ${mark.endedByName}: ${mark.endedWhy}`}
                </span>{' '}
                {may && mark.endedAt === null && mark.kind !== 'legal-hold' && (
                  <Button size="sm" kind="q" onClick={() => setEnding(mark)}>
                    End<span className="vh"> this {markNames[mark.kind].toLowerCase()}</span>
                  </Button>
                )}
              </li>
            ))}
          </ul>
        )}
      </Card>
      {open === 'correct' && <CorrectDialog referral={referral} onClose={close} />}
      {open === 'note' && <NoteDialog referralId={referral.id} onClose={close} />}
      {ending && (
        <AskDialog
          command={endMark}
          title={`End this note: ${markNames[ending.kind].toLowerCase()}?`}
          says={<p>It stays on the record as ended.</p>}
          reason={{ field: 'why', label: 'Why' }}
          input={(why) => ({ markId: ending.id, why })}
          button="End it"
          done={() => 'The note is ended.'}
          onClose={() => setEnding(null)}
        />
      )}
    </div>
  )
}
