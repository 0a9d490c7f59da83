import { useState } from 'react'
import { nowInstant } from '#client/kernel/clock.ts'
import { Button } from '#client/ui/Button.tsx'
import { TextField } from '#client/ui/Field.tsx'
import { RadioChips } from '#client/ui/RadioChips.tsx'
import { ReasonDialog } from '#client/ui/ReasonDialog.tsx'
import { toast } from '#client/ui/toast.ts'
import { useSubmit } from '#client/ui/useSubmit.ts'
import { momentOf, momentWords, readPast, twoOf } from '#shared/referrals/typedMoment.ts'
import type { ClaimRow } from '#shared/toil/contract.ts'
import { correctFinish, correctFinishOf } from '#shared/toil/correctionContract.ts'
import { formatInstant, londonDayOf } from '#shared/time/london.ts'
import { formatMinutes } from '#shared/time/minutes.ts'

export interface CorrectFinishProps {
  readonly claim: Pick<ClaimRow, 'id' | 'version' | 'finishedAt'>
  /** Whether its reader is whose it is: until it is decided. Afterwards it is a manager’s. */
  readonly mine: boolean
}

/** A finish that was entered wrongly: put right with a reason, and the claim is counted again. What stood before stays on the record. */
export function CorrectFinish({ claim, mine }: CorrectFinishProps) {
  const now = nowInstant()
  const [open, setOpen] = useState(false)
  const [typed, setTyped] = useState(() => momentOf(claim.finishedAt, now))
  const two = twoOf(typed, now)
  const correcting = useSubmit(mine ? correctFinish : correctFinishOf)
  const send = async (why: string): Promise<boolean> => {
    const read = readPast(typed, now)
    if (!read.ok) {
      correcting.fail([{ field: 'finishedAt', message: momentWords(read.refusal) }])
      return false
    }
    const input = { claimId: claim.id, seenVersion: claim.version, finishedAt: read.value, why: why.trim() }
    const done = await correcting.submit(input)
    if (done) toast({ words: `Corrected. The claim is ${formatMinutes(done.minutes)} now.` })
    return done !== null
  }
  return (
    <>
      <Button size="sm" onClick={() => setOpen(true)}>
        Correct the finish…
      </Button>
      {open && (
        <ReasonDialog
          keptAs={`claim.${claim.id}.finish`}
          title="Correct the finish"
          label="Why it was wrong"
          missing="Say why it was wrong: it stays beside the claim"
          press="Correct it"
          submitting={correcting}
          onGiven={send}
          onClose={() => setOpen(false)}
        >
          {!mine && <p>The decision is taken back, and the claim waits for a new one.</p>}
          <TextField
            id="finishedAt"
            label="Finished at"
            error={correcting.errorIn('finishedAt')}
            value={typed.time}
            onChange={(event) => setTyped({ ...typed, time: event.target.value, which: '' })}
          />
          <TextField
            id="finishedOn"
            type="date"
            label="On"
            value={typed.day}
            onChange={(event) => setTyped({ ...typed, day: event.target.value, which: '' })}
          />
          {two && (
            <RadioChips
              label="The clocks went back: which of the two"
              options={[
                { value: 'first', label: formatInstant(two.first, londonDayOf(two.first)) },
                { value: 'second', label: formatInstant(two.second, londonDayOf(two.second)) },
              ]}
              value={typed.which}
              onChange={(which) => setTyped({ ...typed, which })}
            />
          )}
        </ReasonDialog>
      )}
    </>
  )
}
