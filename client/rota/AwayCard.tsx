import { useState } from 'react'
import { useAnswer, useSend } from '#client/kernel/api.ts'
import { useNow } from '#client/kernel/clock.ts'
import { Button } from '#client/ui/Button.tsx'
import { TextField } from '#client/ui/Field.tsx'
import { FormDialog } from '#client/ui/FormDialog.tsx'
import { VisuallyHidden } from '#client/ui/VisuallyHidden.tsx'
import { useEntry } from '#client/ui/useEntry.ts'
import type { RotaWeek } from '#shared/rota/contract.ts'
import { endLeave, leaveToDecide, type LeaveRow } from '#shared/rota/coverContract.ts'
import { isLondonDay, londonDay, londonDayOf } from '#shared/time/london.ts'
import { leaveKindWords, leaveWords } from './rotaWords.ts'
import { PutAway } from './PutAway.tsx'

/** As many as fit beside the week. */
const MOST_SHOWN = 5

/** Who is away now and who will be, beside the week of those who plan: somebody who rings in ill is put down here, and taken off again. */
export function AwayCard({ rota }: { readonly rota: RotaWeek }) {
  const asked = useAnswer(leaveToDecide, {})
  const today = londonDayOf(useNow(60_000))
  const [open, setOpen] = useState<'put' | LeaveRow | null>(null)
  const [all, setAll] = useState(false)
  const away = (asked.data?.leave ?? []).filter(({ state }) => state === 'agreed')
  return (
    <section className="card" aria-labelledby="away-now">
      <div className="card-h">
        <h2 className="h3" id="away-now">
          Away
        </h2>
        <span className="r">
          <Button size="sm" icon="calendar" onClick={() => setOpen('put')}>
            Put somebody down as away
          </Button>
        </span>
      </div>
      {away.length === 0 && <p className="iss muted">Nobody is away or will be.</p>}
      <ul>
        {(all ? away : away.slice(0, MOST_SHOWN)).map((leave) => (
          <li className="iss" key={leave.id}>
            <p>
              <b>{leave.name}</b>: {leaveKindWords(leave)}, {leaveWords(leave)}
            </p>
            <div className="b">
              <Button size="sm" kind="q" onClick={() => setOpen(leave)}>
                Back sooner<VisuallyHidden>: {leave.name}</VisuallyHidden>
              </Button>
            </div>
          </li>
        ))}
      </ul>
      {away.length > MOST_SHOWN && (
        <p className="iss">
          <Button size="sm" kind="q" aria-expanded={all} onClick={() => setAll(!all)}>
            {all ? 'Show fewer' : `Show all ${away.length}`}
          </Button>
        </p>
      )}
      {open === 'put' && (
        <PutAway people={asked.data?.people ?? rota.people} day={today} onClose={() => setOpen(null)} />
      )}
      {open !== null && open !== 'put' && <BackSooner leave={open} today={today} onClose={() => setOpen(null)} />}
    </section>
  )
}

interface BackSoonerProps {
  readonly leave: LeaveRow
  readonly today: string
  readonly onClose: () => void
}

function BackSooner({ leave, today, onClose }: BackSoonerProps) {
  const inside = today < leave.firstDay ? leave.firstDay : today > leave.lastDay ? leave.lastDay : today
  const { entry, tie, errors, setErrors, keep } = useEntry(() => ({ backOn: inside }))
  const ending = useSend(endLeave)
  const submit = async (): Promise<void> => {
    const { backOn } = entry
    if (!isLondonDay(backOn)) return setErrors([{ field: 'backOn', message: 'Enter a day, like 19/11/2026' }])
    const input = { leaveId: leave.id, seenVersion: leave.version, backOn: londonDay(backOn) }
    const kept = await keep(
      () => ending.mutateAsync(input),
      ({ offersEnded }) =>
        offersEnded > 0
          ? `${leave.name} is back. What was offered of those days is theirs again.`
          : `${leave.name} is back.`,
    )
    if (kept) onClose()
  }
  return (
    <FormDialog
      title={`${leave.name} is back sooner`}
      errors={errors}
      busy={ending.isPending}
      does="End it then"
      onSubmit={submit}
      onClose={onClose}
    >
      <p>
        {leaveKindWords(leave)}, {leaveWords(leave)}. The days before stay as they are; shifts that a colleague has by
        now stay theirs.
      </p>
      <TextField
        label="First day they work again"
        hint="On the first day of it, as if it had not been."
        type="date"
        width="m"
        {...tie('backOn')}
      />
    </FormDialog>
  )
}
