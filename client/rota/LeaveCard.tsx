import { useState } from 'react'
import { useAnswer, useSend } from '#client/kernel/api.ts'
import { Button } from '#client/ui/Button.tsx'
import { Icon } from '#client/ui/Icon.tsx'
import { toast } from '#client/ui/toast.ts'
import { decideLeave, leaveToDecide, type LeaveRow } from '#shared/rota/coverContract.ts'
import { leaveKindWords, leaveWords } from './rotaWords.ts'

/** Leave that is asked for, with what it breaks, beside the week of those who plan. */
export function LeaveCard() {
  const asked = useAnswer(leaveToDecide, {})
  const leave = (asked.data?.leave ?? []).filter(({ state }) => state === 'asked')
  if (leave.length === 0) return null
  return (
    <section className="card" aria-labelledby="leave-asked">
      <div className="card-h">
        <h2 className="h3" id="leave-asked">
          Leave asked for
        </h2>
        <span className="r">{leave.length}</span>
      </div>
      <ul>
        {leave.map((one) => (
          <LeaveItem key={one.id} leave={one} />
        ))}
      </ul>
    </section>
  )
}

function LeaveItem({ leave }: { readonly leave: LeaveRow }) {
  const deciding = useSend(decideLeave)
  const [said, setSaid] = useState<string | null>(null)
  // Of many requests only the soonest are worked out beforehand: what the others break is said before it is agreed to.
  const [told, setTold] = useState(0)
  const breaks = leave.breaks.shifts.length + leave.breaks.gaps.length > 0
  const offers = leave.breaks.shifts.length > 0 || told > 0
  const decide = async (agree: boolean, offerShifts: boolean): Promise<void> => {
    const knowsWhatBreaks = breaks || said !== null
    const input = { leaveId: leave.id, seenVersion: leave.version, agree, why: '', knowsWhatBreaks, offerShifts }
    const sent = await deciding.mutateAsync(input)
    if (!sent.ok) {
      if (sent.refusal.code === 'leave-breaks-cover') setTold(sent.refusal.shifts)
      return setSaid(sent.refusal.message)
    }
    const offered =
      sent.value.offered > 0 ? `${sent.value.offered} of their shifts are offered to colleagues.` : undefined
    toast({ words: agree ? `${leave.name} is away.` : 'Turned down.', icon: 'check', detail: offered })
  }
  return (
    <li className={breaks ? 'iss warn' : 'iss ask'}>
      <div className="t">
        <Icon name={breaks ? 'triangle' : 'calendar'} />
        <span>
          {leave.name}: {leaveKindWords(leave)}
        </span>
      </div>
      <p>
        {leaveWords(leave)}.{leave.note !== '' && ` “${leave.note}”`}
      </p>
      {breaks && (
        <ul className="diffs small">
          {[...leave.breaks.shifts, ...leave.breaks.gaps].map((words) => (
            <li key={words}>{words}</li>
          ))}
        </ul>
      )}
      {said !== null && (
        <p className="err" role="alert">
          {said}
        </p>
      )}
      <div className="b">
        <Button size="sm" kind="p" busy={deciding.isPending} onClick={() => void decide(true, offers)}>
          {offers ? 'Agree and offer the shifts' : 'Agree'}
        </Button>
        <Button size="sm" busy={deciding.isPending} onClick={() => void decide(false, false)}>
          Turn down
        </Button>
      </div>
    </li>
  )
}
