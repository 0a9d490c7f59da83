import { useState } from 'react'
import { Button } from '#client/ui/Button.tsx'
import type { RotaPerson } from './weekRows.ts'
import type { PlannedWeek } from './draftWeek.ts'
import { dayWords, timesWords } from './rotaWords.ts'
import type { Open } from './opened.ts'
import type { Planning } from './usePlanning.ts'

interface DraftCardProps {
  readonly week: PlannedWeek
  readonly planning: Planning
  readonly open: Open
}

/** As many as fit beside the week; a whole week that was built is more than anybody reads down. */
const MOST_SHOWN = 5

/** What of this week is in the draft, each with a way to take it back. */
export function DraftCard({ week: { rota, drafted, takenOff, origins }, planning, open }: DraftCardProps) {
  const [all, setAll] = useState(false)
  const shifts = rota.shifts.filter(({ id }) => drafted.has(id))
  const changes = [...shifts, ...takenOff]
  if (changes.length === 0) return null
  const nameOf = (personId: RotaPerson['personId']): string =>
    rota.people.find((person) => person.personId === personId)?.name ?? ''
  return (
    <section className="card" aria-labelledby="in-the-draft">
      <div className="card-h">
        <h2 className="h3" id="in-the-draft">
          In the draft
        </h2>
        <span className="r">{changes.length}</span>
      </div>
      <ul>
        {(all ? changes : changes.slice(0, MOST_SHOWN)).map((shift) => (
          <li className="iss ask" key={shift.id}>
            <p>
              <b>{nameOf(shift.personId)}</b> {dayWords(shift.day)}, {timesWords(shift)}
              {takenOff.includes(shift) && ' is taken off'}
            </p>
            <p className="muted small">{origins.get(shift.id)}</p>
            <div className="b">
              {!takenOff.includes(shift) && (
                <Button size="sm" onClick={() => open({ shift: shift.id })}>
                  Change
                </Button>
              )}
              <Button size="sm" kind="q" onClick={() => void planning.drop(shift.id)}>
                Leave as published
              </Button>
            </div>
          </li>
        ))}
      </ul>
      {changes.length > MOST_SHOWN && (
        <p className="iss">
          <Button size="sm" kind="q" aria-expanded={all} onClick={() => setAll(!all)}>
            {all ? 'Show fewer' : `Show all ${changes.length}`}
          </Button>
        </p>
      )}
    </section>
  )
}
