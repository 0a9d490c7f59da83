import { useState } from 'react'
import { useAnswer, useSend } from '#client/kernel/api.ts'
import { useSession } from '#client/kernel/session.tsx'
import { Answered } from '#client/ui/Answered.tsx'
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
  return (
    <Answered
      of={decided}
      isEmpty={(rows) => rows.length === 0}
      empty={<p className="muted">Nothing has been decided since payroll last closed.</p>}
    >
      {(rows) => (
        <ul className="decided">
          {rows.toReversed().map((claim) => (
            <DecidedLine key={claim.id} claim={claim} />
          ))}
        </ul>
      )}
    </Answered>
  )
}

function DecidedLine({ claim }: { readonly claim: ClaimRow }) {
  const undo = useSend(undoDecisions)
  const { person } = useSession()
  const [error, setError] = useState<string | null>(null)
  const takeBack = async (): Promise<void> => {
    setError(null)
    try {
      const sent = await undo.mutateAsync({ claims: [{ claimId: claim.id, seenVersion: claim.version }] })
      if (!sent.ok) return setError(sent.refusal.message)
      toast({ words: `The claim of ${claim.personName} waits again.` })
    } catch (fault) {
      setError(fault instanceof Error ? fault.message : 'Not sent. Try again.')
    }
  }
  const what = `${claim.personName}, ${formatDayShort(claim.day)}`
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
      {error && <ErrorMessage>{error}</ErrorMessage>}
    </li>
  )
}
