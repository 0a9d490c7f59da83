import { useAsking } from '#client/kernel/asking.ts'
import { useSession } from '#client/kernel/session.tsx'
import { NoteBox } from '#client/referrals/NoteBox.tsx'
import { Timeline } from '#client/referrals/Timeline.tsx'
import { correctionOf, type NoteRow } from '#shared/referrals/notes.ts'
import type { ReferralRecord } from '#shared/referrals/record.ts'
import type { Instant } from '#shared/time/instant.ts'
import { recordLines } from './recordLines.ts'
import { useAllocationsOf } from './WhoHasIt.tsx'

export interface ToldProps {
  readonly record: ReferralRecord
  readonly onPrint: () => void
  readonly now: Instant
}

/** Where what happens is written down, and below it all that has happened. */
export function Told({ record, onPrint, now }: ToldProps) {
  const { can } = useSession()
  const { referral, notes } = record
  const [corrects, setCorrects] = useAsking<NoteRow>(`note.${referral.id}`)
  const had = useAllocationsOf(referral.id)
  const mayWrite = can('write notes')
  /** What was corrected already is corrected where its correction stands. */
  const correctable = (id: string): NoteRow | undefined =>
    notes.find((note) => note.id === id && !correctionOf(notes, note.id))
  return (
    <div className="stack">
      {mayWrite && <NoteBox record={record} corrects={corrects} onCorrected={() => setCorrects(null)} now={now} />}
      <Timeline
        lines={recordLines(record, now, had)}
        onPrint={onPrint}
        correcting={(id) => {
          const note = mayWrite ? correctable(id) : undefined
          return note && (() => setCorrects(note))
        }}
      />
    </div>
  )
}
