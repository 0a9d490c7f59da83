import { memo, useMemo } from 'react'
import { useAnswer } from '#client/kernel/api.ts'
import { Answered } from '#client/ui/Answered.tsx'
import { rotaWeek, type RotaWeek, type ShiftRow } from '#shared/rota/contract.ts'
import { addDays, formatDayShort, weekdayOf, type LondonDay } from '#shared/time/london.ts'
import { formatMinutes } from '#shared/time/minutes.ts'
import type { PersonId } from '#shared/kernel/ids.ts'
import { coverOf, isShort } from './cover.ts'
import { PlaceKey } from './PlaceKey.tsx'
import { placeLetters } from './placeLetters.ts'
import { dayWords, pillWords, timesWords, weekWords } from './rotaWords.ts'
import { ofTeam } from './teams.ts'
import { daysOf } from './weekRows.ts'

/** What moves sideways must be reachable with a keyboard, and then say what it is (WCAG 2.1.1). */
const reachable = { role: 'region', tabIndex: 0 } as const

/** Four weeks from a Monday as they are published, one line a person: for looking ahead, and for one sheet of paper. */
export function FourWeeks({ monday, team }: { readonly monday: LondonDay; readonly team: string | undefined }) {
  const [first, second, third, fourth] = [0, 7, 14, 21].map((days) => addDays(monday, days))
  const asked = [
    useAnswer(rotaWeek, first ? { monday: first } : null, { keep: true }),
    useAnswer(rotaWeek, second ? { monday: second } : null, { keep: true }),
    useAnswer(rotaWeek, third ? { monday: third } : null, { keep: true }),
    useAnswer(rotaWeek, fourth ? { monday: fourth } : null, { keep: true }),
  ]
  const [one, two, three, four] = asked.map(({ data }) => data)
  const weeks = useMemo(() => [one, two, three, four].flatMap((data) => data ?? []), [one, two, three, four])
  const whole = {
    data: weeks.length === asked.length ? weeks : undefined,
    error: asked.find(({ error }) => error !== null)?.error ?? null,
    refetch: () => asked.map(({ refetch }) => void refetch()),
  }
  return (
    <section className="card rota-card" aria-label="Four weeks">
      <Answered of={whole}>{(all) => <Table weeks={all} team={team} />}</Answered>
    </section>
  )
}

interface Row {
  readonly personId: PersonId
  readonly name: string
  readonly minutes: number
  readonly days: readonly (readonly ShiftRow[])[]
  /** Never why: this page is printed and hung up. */
  readonly away: readonly boolean[]
}

/** One line for each person who is on or away in these weeks, by name. Worked out once, and looked up by person and day. */
export function rowsOfWeeks(weeks: readonly RotaWeek[]): readonly Row[] {
  const days = weeks.flatMap(daysOf)
  const at = new Map(days.map((day, index) => [day, index]))
  const rows = new Map<PersonId, { name: string; minutes: number; days: ShiftRow[][]; away: boolean[] }>()
  for (const { people, shifts, daysAway } of weeks) {
    for (const { personId, name, rosteredMinutes } of people) {
      const row = rows.get(personId) ?? { name, minutes: 0, days: days.map(() => []), away: days.map(() => false) }
      row.minutes += rosteredMinutes
      rows.set(personId, row)
    }
    for (const shift of shifts) rows.get(shift.personId)?.days[at.get(shift.day) ?? -1]?.push(shift)
    for (const { personId, day } of daysAway) {
      const row = rows.get(personId)
      const index = at.get(day)
      if (row && index !== undefined) row.away[index] = true
    }
  }
  return [...rows]
    .map(([personId, row]) => ({ personId, ...row }))
    .filter((row) => row.minutes > 0 || row.away.includes(true))
    .toSorted((a, b) => a.name.localeCompare(b.name, 'en-GB'))
}

function Table({ weeks, team }: { readonly weeks: readonly RotaWeek[]; readonly team: string | undefined }) {
  const shown = useMemo(() => weeks.map((week) => ofTeam(week, team)), [weeks, team])
  const rows = useMemo(() => rowsOfWeeks(shown), [shown])
  const short = useMemo(
    () =>
      new Set(
        weeks.flatMap((week) =>
          coverOf(week)
            .days.filter(isShort)
            .map(({ day }) => day),
        ),
      ),
    [weeks],
  )
  const days = useMemo(() => weeks.flatMap(daysOf), [weeks])
  const shifts = useMemo(() => shown.flatMap((week) => week.shifts), [shown])
  const places = useMemo(() => placeLetters(shifts), [shifts])
  if (rows.length === 0) return <p className="rota-none">Nobody is on these four weeks yet.</p>
  return (
    <div className="scroll-x" aria-label="Four weeks, scrolls sideways" {...reachable}>
      <table className="rt four">
        <caption className="vh">Who is on in four weeks, by person and day</caption>
        <thead>
          <tr>
            <th scope="col" rowSpan={2}>
              Name
            </th>
            {weeks.map(({ monday }) => (
              <th key={monday} scope="colgroup" colSpan={7} className="wk">
                {weekWords(monday)}
              </th>
            ))}
            <th scope="col" rowSpan={2} className="n">
              Hours
            </th>
          </tr>
          <tr>
            {days.map((day) => (
              <th key={day} scope="col" className={edge(day)}>
                <span aria-hidden="true">{dayWords(day).slice(0, 2)}</span> {Number(day.slice(8))}
                <span className="vh">
                  {formatDayShort(day)}
                  {short.has(day) ? ', short' : ''}
                </span>
                {short.has(day) && <i className="sh" aria-hidden="true" />}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <PersonLine key={row.personId} row={row} days={days} places={places} />
          ))}
        </tbody>
      </table>
      {shifts.some(({ placeName }) => placeName !== null) && (
        <p className="key2">
          <PlaceKey shifts={shifts} />
        </p>
      )}
    </div>
  )
}

/** Mondays have a line before them, and the weekend is quieter. */
const edge = (day: LondonDay): string | undefined =>
  weekdayOf(day) === 1 ? 'mo' : weekdayOf(day) > 5 ? 'we' : undefined

interface PersonLineProps {
  readonly row: Row
  readonly days: readonly LondonDay[]
  /** The letters of places, where they differ. */
  readonly places: ReadonlyMap<string, string>
}

/** Drawn again only when something of it changes. */
const PersonLine = memo(function PersonLine({ row, days, places }: PersonLineProps) {
  return (
    <tr>
      <th scope="row">{row.name}</th>
      {days.map((day, index) => (
        <td key={day} className={edge(day)}>
          {row.days[index]?.map((shift) => (
            <span
              key={shift.id}
              className={shift.restShortMinutes > 0 || shift.mayNotAct ? 'bad' : undefined}
              title={shift.placeName === null ? timesWords(shift) : `${timesWords(shift)}, at ${shift.placeName}`}
            >
              {pillWords(shift)}
              {shift.placeName !== null && places.has(shift.placeName) && (
                <>
                  <small aria-hidden="true">{places.get(shift.placeName)}</small>
                  <i className="vh">, at {shift.placeName}</i>
                </>
              )}
            </span>
          ))}
          {row.days[index]?.length === 0 && row.away[index] && <abbr title="Away">A</abbr>}
        </td>
      ))}
      <td className="n">{formatMinutes(row.minutes)}</td>
    </tr>
  )
})
