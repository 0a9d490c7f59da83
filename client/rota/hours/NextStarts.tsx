import { useState, type SubmitEvent } from 'react'
import { useAnswer, useSend } from '#client/kernel/api.ts'
import { useSession } from '#client/kernel/session.tsx'
import { Button } from '#client/ui/Button.tsx'
import { Dialog } from '#client/ui/Dialog.tsx'
import { ErrorSummary } from '#client/ui/ErrorSummary.tsx'
import { TextField } from '#client/ui/Field.tsx'
import { Icon } from '#client/ui/Icon.tsx'
import { toast } from '#client/ui/toast.ts'
import {
  decideNextStart,
  nextStartDecisions,
  nextStartsToDecide,
  type NextStartDecision,
  type NextStartRow,
} from '#shared/rota/workingTimeContract.ts'
import { clockTimeOf, formatInstant, londonDayOf } from '#shared/time/london.ts'
import { useNow } from '#client/kernel/clock.ts'
import { useKeepRule } from '#client/ui/useKeepRule.ts'

/** Starts that a late finish has made too early, put to whoever plans. Nothing when there are none. */
export function NextStarts() {
  const { can } = useSession()
  return can('plan the rota') ? <ToDecide /> : null
}

function ToDecide() {
  const asked = useAnswer(nextStartsToDecide, {}, { keep: true })
  const [keeping, setKeeping] = useState<NextStartRow | null>(null)
  const starts = asked.data?.nextStarts ?? []
  if (starts.length === 0) return null
  return (
    <section className="card next-starts" aria-labelledby="next-starts">
      <div className="card-h">
        <h2 className="h3" id="next-starts">
          Starts too early after a late finish
        </h2>
        <span className="r">
          <b className="stop-n">{starts.length} to decide</b>
        </span>
      </div>
      <ul>
        {starts.map((row) => (
          <Start key={row.shiftId} row={row} onKeep={() => setKeeping(row)} />
        ))}
      </ul>
      {keeping && <KeepStart row={keeping} onClose={() => setKeeping(null)} />}
    </section>
  )
}

function Start({ row, onKeep }: { readonly row: NextStartRow; readonly onKeep: () => void }) {
  const me = useSession().person.id
  const today = londonDayOf(useNow(60_000))
  const sending = useSend(decideNextStart)
  const decide = async (decision: NextStartDecision): Promise<void> => {
    const sent = await sending.mutateAsync({ shiftId: row.shiftId, seenVersion: row.version, decision, why: '' })
    toast(
      sent.ok
        ? { words: `${row.name}: ${nextStartDecisions[decision].toLowerCase()}. They are told.`, icon: 'check' }
        : { words: sent.refusal.message, icon: 'triangle' },
    )
  }
  const ran = row.stillOut
    ? `Still out at ${clockTimeOf(row.finishedAt)}`
    : `Finished ${formatInstant(row.finishedAt, today)}`
  return (
    <li className="iss stop">
      <div className="t">
        <Icon name="octagon" />
        <span>
          {row.name}: {formatInstant(row.startsAt, today)} is too early
        </span>
      </div>
      <p>
        {ran}. Eleven hours’ rest run to {formatInstant(row.restedAt, today)}.
      </p>
      {row.personId === me ? (
        <p className="muted">Somebody else decides about your own start.</p>
      ) : (
        <div className="b">
          {row.proposedStart !== null && (
            <Button kind="p" size="sm" busy={sending.isPending} onClick={() => void decide('moved')}>
              Start at {clockTimeOf(row.proposedStart)}
            </Button>
          )}
          <Button size="sm" busy={sending.isPending} onClick={() => void decide('taken-off')}>
            Take the shift off
          </Button>
          <Button size="sm" kind="q" onClick={onKeep}>
            Keep {clockTimeOf(row.startsAt)}
          </Button>
        </div>
      )}
    </li>
  )
}

/** A start that stays as planned against the rest that is owed: with a reason, which is kept. */
function KeepStart({ row, onClose }: { readonly row: NextStartRow; readonly onClose: () => void }) {
  const [why, setWhy] = useState('')
  const { errors, errorOf, setErrors, keep } = useKeepRule()
  const sending = useSend(decideNextStart)
  const submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault()
    if (why.trim() === '') return setErrors([{ field: 'why', message: 'Say why, in a line' }])
    const input = { shiftId: row.shiftId, seenVersion: row.version, decision: 'kept' as const, why }
    const kept = await keep(
      () => sending.mutateAsync(input),
      () => 'Kept. The rest that is missing is owed.',
    )
    if (kept) onClose()
  }
  return (
    <Dialog open title={`${row.name} starts at ${clockTimeOf(row.startsAt)} all the same`} onClose={onClose}>
      <form noValidate className="shift-form" onSubmit={(event) => void submit(event)}>
        <ErrorSummary errors={errors} />
        <p>What is missing of the eleven hours becomes rest that is owed. It should follow promptly.</p>
        <TextField
          label="Why"
          id="why"
          value={why}
          error={errorOf('why')}
          onChange={(event) => setWhy(event.target.value)}
        />
        <div className="btns">
          <Button kind="p" type="submit" busy={sending.isPending}>
            Keep the start
          </Button>
          <Button onClick={onClose}>Cancel</Button>
        </div>
      </form>
    </Dialog>
  )
}
