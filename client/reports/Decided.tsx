import { useState } from 'react'
import { useAnswer, useSend } from '#client/kernel/api.ts'
import { useSession } from '#client/kernel/session.tsx'
import { Answered, type Asked } from '#client/ui/Answered.tsx'
import { Button } from '#client/ui/Button.tsx'
import { ErrorMessage } from '#client/ui/Field.tsx'
import { toast } from '#client/ui/toast.ts'
import { claimsDecided, undoDecisions, type ClaimRow } from '#shared/toil/contract.ts'
import { formatDayShort, formatInstant } from '#shared/time/london.ts'
import { formatMinutes } from '#shared/time/minutes.ts'

/** What was decided and can still be taken back: everything since payroll last closed, the latest first. */
export function Decided() {
  const [open, setOpen] = useState(false)
  return (
    <details className="plain no-print" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>Decided since payroll closed: can be undone</summary>
      {open && <DecidedList />}
    </details>
  )
}

function DecidedList() {
  const decided = useAnswer(claimsDecided, {})
  // Kept here and not in the line: a line goes as soon as somebody else has undone its decision, and what it had to say with it.
  const [trouble, setTrouble] = useState<string | null>(null)
  return (
    <>
      {trouble && <ErrorMessage>{trouble}</ErrorMessage>}
      <List of={decided} onTrouble={setTrouble} />
    </>
  )
}

type OnTrouble = (words: string | null) => void

function List({ of: decided, onTrouble }: { readonly of: Asked<readonly ClaimRow[]>; readonly onTrouble: OnTrouble }) {
  return (
    <Answered
      of={decided}
      isEmpty={(rows) => rows.length === 0}
      empty={<p className="muted">Nothing has been decided since payroll last closed.</p>}
    >
      {(rows) => (
        <ul className="decided">
          {rows.toReversed().map((claim) => (
            <DecidedLine key={claim.id} claim={claim} onTrouble={onTrouble} />
          ))}
        </ul>
      )}
    </Answered>
  )
}

function DecidedLine({ claim, onTrouble }: { readonly claim: ClaimRow; readonly onTrouble: OnTrouble }) {
  const undo = useSend(undoDecisions)
  const { person } = useSession()
  const what = `${claim.personName}, ${formatDayShort(claim.day)}`
  const takeBack = async (): Promise<void> => {
    onTrouble(null)
    try {
      const sent = await undo.mutateAsync({ claims: [{ claimId: claim.id, seenVersion: claim.version }] })
      if (!sent.ok) return onTrouble(`${what}: ${sent.refusal.message}`)
      toast({ words: `The claim of ${claim.personName} waits again.` })
    } catch (fault) {
      onTrouble(fault instanceof Error ? fault.message : 'Not sent. Try again.')
    }
  }
  return (
    <li>
      <span>
        <b>{claim.personName}</b> · {formatDayShort(claim.day)} · {formatMinutes(claim.minutes)}
        <span className="small muted">
          {claim.state === 'approved' ? 'Approved' : 'Refused'} by {claim.decidedByName}
          {claim.decidedAt && `, ${formatInstant(claim.decidedAt)}`}
          {claim.decisionReason && `: ${claim.decisionReason}`}
        </span>
      </span>
      {claim.personId !== person.id && (
        <Button size="sm" busy={undo.isPending} onClick={() => void takeBack()}>
          Undo<span className="vh"> the decision on {what}</span>
        </Button>
      )}
    </li>
  )
}
