import { useState } from 'react'
import { useAnswer } from '#client/kernel/api.ts'
import { nowInstant } from '#client/kernel/clock.ts'
import { useKept } from '#client/kernel/drafts.ts'
import { Answered } from '#client/ui/Answered.tsx'
import { Button } from '#client/ui/Button.tsx'
import { ReasonDialog } from '#client/ui/ReasonDialog.tsx'
import { toast } from '#client/ui/toast.ts'
import { useSubmit } from '#client/ui/useSubmit.ts'
import { momentOf, momentWords, readPast } from '#shared/referrals/typedMoment.ts'
import { correctFinishOfJob, jobsWithoutClaim, type UnclaimedJob } from '#shared/toil/correctionContract.ts'
import { formatDayShort, formatInstant } from '#shared/time/london.ts'
import { formatMinutes } from '#shared/time/minutes.ts'
import { FinishFields } from './FinishFields.tsx'

/** One's jobs that made no claim: a finish that was entered too early is put right here, and makes the claim that was missing. */
export function JobsWithoutClaim() {
  const [open, setOpen] = useState(false)
  const [correcting, setCorrecting] = useKept<UnclaimedJob | null>('finish.of', null)
  return (
    <>
      <details className="plain" onToggle={(event) => setOpen(event.currentTarget.open)}>
        <summary>Finished late, but no claim: correct the finish</summary>
        {open && <Jobs onCorrect={setCorrecting} />}
      </details>
      {correcting && <CorrectJob key={correcting.allocationId} job={correcting} onClose={() => setCorrecting(null)} />}
    </>
  )
}

function Jobs({ onCorrect }: { readonly onCorrect: (job: UnclaimedJob) => void }) {
  const jobs = useAnswer(jobsWithoutClaim, {})
  return (
    <Answered
      of={jobs}
      isEmpty={(rows) => rows.length === 0}
      empty={<p className="muted">Every job that you finished in the last four weeks has its claim.</p>}
    >
      {(rows) => (
        <ul className="decided">
          {rows.map((job) => (
            <li key={job.allocationId}>
              <span>
                <b>{formatDayShort(job.day)}</b> · R-{job.referralNumber}
                <span className="small muted">{finishWords(job)}</span>
              </span>
              <Button size="sm" onClick={() => onCorrect(job)}>
                Correct…<span className="vh"> the finish of R-{job.referralNumber}</span>
              </Button>
            </li>
          ))}
        </ul>
      )}
    </Answered>
  )
}

const finishWords = ({ day, finishedAt, shiftEndsAt }: UnclaimedJob): string =>
  `Finished ${formatInstant(finishedAt, day)}${shiftEndsAt === null ? '' : `, shift to ${formatInstant(shiftEndsAt, day)}`}`

function CorrectJob({ job, onClose }: { readonly job: UnclaimedJob; readonly onClose: () => void }) {
  const now = nowInstant()
  const key = `finish.${job.allocationId}`
  const [typed, setTyped, forget] = useKept(`${key}.at`, momentOf(job.finishedAt, now))
  const correcting = useSubmit(correctFinishOfJob)
  const send = async (why: string): Promise<boolean> => {
    const read = readPast(typed, now)
    if (!read.ok) {
      correcting.fail([{ field: 'finishedAt', message: momentWords(read.refusal) }])
      return false
    }
    const { allocationId, version: seenVersion } = job
    const done = await correcting.submit({ allocationId, seenVersion, finishedAt: read.value, why: why.trim() })
    if (!done) return false
    forget()
    toast({ words: doneWords(done.minutes) })
    return true
  }
  return (
    <ReasonDialog
      keptAs={key}
      title={`Correct the finish of R-${job.referralNumber}`}
      label="Why it was wrong"
      missing="Say why it was wrong: it stays on the record"
      press="Correct it"
      submitting={correcting}
      onGiven={send}
      onClose={onClose}
    >
      <p>{finishWords(job)}. Late after all, it makes a claim by itself.</p>
      <FinishFields typed={typed} onTyped={setTyped} now={now} error={correcting.errorIn('finishedAt')} />
    </ReasonDialog>
  )
}

const doneWords = (minutes: number): string =>
  minutes > 0
    ? `Corrected. A claim of ${formatMinutes(minutes)} was made: send it.`
    : 'Corrected. It still makes no claim.'
