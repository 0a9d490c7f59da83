import { Table } from '#client/ui/Table.tsx'
import { needWords, type MinimumOfDay } from '#shared/rota/dutyNeeds.ts'
import type { DayCover, WeekCover } from './cover.ts'
import { dayWords } from './rotaWords.ts'

const HOURS = Array.from({ length: 24 }, (_, hour) => hour)

/** The curve as numbers, hour by hour: the fewest AMHPs on in each hour, and how many are usually needed. */
export function CoverTable({ cover }: { readonly cover: WeekCover }) {
  return (
    <details className="plain cover-table no-print" id="cover-table">
      <summary>Cover hour by hour, as a table</summary>
      <Table caption="AMHPs on shift, and in brackets how many are usually needed" narrow="scroll">
        <thead>
          <tr>
            <th scope="col">From</th>
            {cover.days.map(({ day }) => (
              <th scope="col" key={day}>
                {dayWords(day)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {HOURS.map((hour) => (
            <tr key={hour}>
              <th scope="row">{String(hour).padStart(2, '0')}:00</th>
              {cover.days.map((day) => (
                <Hour key={day.day} day={day} hour={hour} />
              ))}
            </tr>
          ))}
        </tbody>
      </Table>
      <MinimumsOfWeek cover={cover} />
    </details>
  )
}

/** Each minimum that holds on a day of the week, and the fewest who are on through it. */
function MinimumsOfWeek({ cover }: { readonly cover: WeekCover }) {
  const needs = [...new Set(cover.days.flatMap(({ minimums }) => minimums.map(({ need }) => need)))]
  if (needs.length === 0) return null
  return (
    <Table caption="Minimums, and the fewest who are on at any moment of each" narrow="scroll">
      <thead>
        <tr>
          <th scope="col">Minimum</th>
          {cover.days.map(({ day }) => (
            <th scope="col" key={day}>
              {dayWords(day)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {needs.map((need, row) => (
          <tr key={row}>
            <th scope="row">{needWords(need)}</th>
            {cover.days.map(({ day, minimums }) => (
              <Fewest key={day} of={minimums.find((one) => one.need === need)} />
            ))}
          </tr>
        ))}
      </tbody>
    </Table>
  )
}

function Fewest({ of }: { readonly of: MinimumOfDay | undefined }) {
  if (!of) return <td className="muted">Not this day</td>
  const short = of.gaps.length > 0
  return (
    <td className={short ? 'is-short' : undefined}>
      {of.fewest}
      {short && ' short'}
    </td>
  )
}

function Hour({ day, hour }: { readonly day: DayCover; readonly hour: number }) {
  const steps = day.steps.filter(({ from }) => from >= hour && from < hour + 1)
  if (steps.length === 0) return <td className="muted">No such hour</td>
  const count = Math.min(...steps.map((step) => step.count))
  const usual = steps[0]?.usual ?? null
  const short = steps.some((step) => step.short)
  return (
    <td className={short ? 'is-short' : undefined}>
      {count}
      {usual !== null && ` (${usual.toFixed(1)})`}
      {short && ' short'}
    </td>
  )
}
