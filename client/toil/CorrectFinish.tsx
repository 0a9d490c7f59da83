import { useKept } from '#client/kernel/drafts.ts'
import { nowInstant } from '#client/kernel/clock.ts'
import { Button } from '#client/ui/Button.tsx'
import { Notice } from '#client/ui/Notice.tsx'
import { ReasonDialog } from '#client/ui/ReasonDialog.tsx'
import { toast } from '#client/ui/toast.ts'
import { useSubmit } from '#client/ui/useSubmit.ts'
import { momentOf, momentWords, readPast } from '#shared/referrals/typedMoment.ts'
import { actWords } from '#shared/toil/actWords.ts'
import type { ClaimRow } from '#shared/toil/contract.ts'
import { correctFinish, correctFinishOf } from '#shared/toil/correctionContract.ts'
import { formatMinutes } from '#shared/time/minutes.ts'
import { FinishFields } from './FinishFields.tsx'

export interface CorrectFinishProps {
  readonly claim: Pick<ClaimRow, 'id' | 'version' | 'finishedAt' | 'acts'>
  /** Whether the claim stands so that its reader can. A form that is open stays, with what was typed, when that changes. */
  readonly canCorrect: boolean
  /** Whether its reader is whose it is: until it is decided. Afterwards it is a manager’s. */
  readonly mine: boolean
}

/** A finish that was entered wrongly: put right with a reason, and the claim is counted again. What stood before stays on the record. */
export function CorrectFinish({ claim, mine, canCorrect }: CorrectFinishProps) {
  const now = nowInstant()
  const key = `claim.${claim.id}.finished`
  // Kept by the claim and not by where it stands on the page: decided or sent meanwhile, it moves to another list.
  const [opened, setOpened, close] = useKept<number | null>(`${key}.version`, null)
  const [typed, setTyped, forget] = useKept(key, momentOf(claim.finishedAt, now))
  const correcting = useSubmit(mine ? correctFinish : correctFinishOf)
  const send = async (why: string): Promise<boolean> => {
    const read = readPast(typed, now)
    if (!read.ok) {
      correcting.fail([{ field: 'finishedAt', message: momentWords(read.refusal) }])
      return false
    }
    const input = { claimId: claim.id, seenVersion: claim.version, finishedAt: read.value, why: why.trim() }
    const done = await correcting.submit(input)
    if (done) {
      forget()
      toast({ words: `Corrected. The claim is ${formatMinutes(done.minutes)} now.` })
    }
    return done !== null
  }
  return (
    <>
      {canCorrect && (
        <Button size="sm" onClick={() => setOpened(claim.version)}>
          Correct the finish…
        </Button>
      )}
      {opened !== null && (
        <ReasonDialog
          keptAs={`claim.${claim.id}.finish`}
          title="Correct the finish"
          label="Why it was wrong"
          missing="Say why it was wrong: it stays beside the claim"
          press="Correct it"
          submitting={correcting}
          onGiven={send}
          onClose={close}
        >
          {opened !== claim.version && <ChangedMeanwhile claim={claim} mine={mine} canCorrect={canCorrect} />}
          {!mine && <p>The decision is taken back, and the claim waits for a new one.</p>}
          <FinishFields typed={typed} onTyped={setTyped} now={now} error={correcting.errorIn('finishedAt')} />
        </ReasonDialog>
      )}
    </>
  )
}

/** Somebody did something with the claim while its finish was being corrected: who and what, and that nothing typed is lost. */
function ChangedMeanwhile({ claim: { acts }, mine, canCorrect }: CorrectFinishProps) {
  const last = acts.at(-1)
  return (
    <Notice tone="warn" speaks="at-once">
      <b>This claim changed while you were writing.</b> {last && `${actWords(last)}. `}
      {canCorrect
        ? 'What you typed is still here. Look at it again, then correct it.'
        : mine
          ? 'What you typed is still here. Now that it is decided, a manager corrects the finish: tell them, or claim again.'
          : 'What you typed is still here. Until it is decided its AMHP corrects the finish: tell them.'}
    </Notice>
  )
}
