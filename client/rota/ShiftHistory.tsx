import { useState } from 'react'
import { useAnswer } from '#client/kernel/api.ts'
import { useNow } from '#client/kernel/clock.ts'
import { Answered } from '#client/ui/Answered.tsx'
import type { ShiftId } from '#shared/kernel/ids.ts'
import { shiftRoles } from '#shared/rota/contract.ts'
import { shiftHistory, type ShiftHistory as History } from '#shared/rota/historyContract.ts'
import { offerKinds, offerStates } from '#shared/rota/offers.ts'
import { formatDayShort, formatInstant, londonDayOf } from '#shared/time/london.ts'
import { timesWords } from './rotaWords.ts'

/** Everything that became of a shift, asked for only when somebody opens it. Who has left since is still named. */
export function ShiftHistory({ shiftId }: { readonly shiftId: ShiftId }) {
  const [open, setOpen] = useState(false)
  const asked = useAnswer(shiftHistory, open ? { shiftId } : null)
  return (
    <details className="shift-history" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>What became of this shift</summary>
      {open && (
        <Answered of={asked} isEmpty={(history) => history === null} empty={<p>It is only in the draft.</p>}>
          {(history) => (history === null ? null : <Lines history={history} />)}
        </Answered>
      )}
    </details>
  )
}

function Lines({ history }: { readonly history: History }) {
  const today = londonDayOf(useNow(60_000))
  const lines = historyLines(history)
  return (
    <ol>
      {lines.map(({ at, words }) => (
        <li key={`${at} ${words}`}>
          <span className="muted">{formatInstant(at, today)}</span> {words}
        </li>
      ))}
    </ol>
  )
}

/** States and offers as sentences, in the order in which they happened. */
function historyLines({ states, offers }: History) {
  const shown = states.map((one, index) => ({ at: one.at, words: stateWords(one, states[index - 1]) }))
  const offered = offers.flatMap((one) => [
    { at: one.offeredAt, words: `${one.offeredByName} offered it: ${offerKinds[one.kind].toLowerCase()}.` },
    ...(one.takenAt && one.takerName ? [{ at: one.takenAt, words: `${one.takerName} took it.` }] : []),
    ...(one.decidedAt
      ? [{ at: one.decidedAt, words: `${one.decidedByName ?? 'The hub'}: ${offerStates[one.state].toLowerCase()}.` }]
      : []),
  ])
  return [...shown, ...offered].toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0))
}

function stateWords(one: History['states'][number], before: History['states'][number] | undefined): string {
  const by = one.byName === null ? '' : ` by ${one.byName}`
  const what = `${one.name}, ${formatDayShort(one.day)}, ${timesWords(one)}${one.role === 'duty' ? '' : `, ${shiftRoles[one.role]}`}`
  if (one.cancelled) return `Taken off${by}: ${what}.`
  const over = one.overLeaveWhy === '' ? '' : ` Over their leave: “${one.overLeaveWhy}”`
  return `${before === undefined ? `Put on${by}: ${what}.` : `Changed${by} to ${what}.`}${over}`
}
