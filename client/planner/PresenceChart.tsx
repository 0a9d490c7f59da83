import { ChartFrame } from '#client/ui/ChartFrame.tsx'
import type { ShiftsResult } from '#shared/planner/shiftsWork.ts'
import { clockOf } from './planWords.ts'

const HEIGHT = 220
const [LEFT, BOTTOM, TOP] = [28, 24, 8]

/** People there by half hour of a weekday, today and tried, over what the work asks for. */
export function PresenceChart({ result: { presence, demand } }: { readonly result: ShiftsResult }) {
  const top = Math.max(4, ...presence.today, ...presence.tried, ...demand.needed)
  const short = (on: readonly number[]) =>
    demand.needed.reduce((sum, need, half) => sum + Math.max(0, need - (on[half] ?? 0)), 0) / 2
  const rows = demand.needed.map((need, half) => [
    clockOf(half * 30),
    presence.today[half] ?? 0,
    presence.tried[half] ?? 0,
    need,
    (demand.load[half] ?? 0).toFixed(1),
  ])
  const sentence = `Short of what nine days in ten need: ${short(presence.today)} hours of a person each weekday today, ${short(presence.tried)} with these shifts. Solid line: these shifts; dashed: today; grey: needed.`
  return (
    <ChartFrame
      title="People on shift through a weekday"
      sentence={sentence}
      data={{ head: ['From', 'Today', 'These shifts', 'Needed', 'Busy on average'], rows }}
    >
      {(width, titleId) => {
        const x = (half: number) => LEFT + (half / 48) * (width - LEFT - 4)
        const y = (people: number) => TOP + (1 - people / top) * (HEIGHT - TOP - BOTTOM)
        const steps = (on: readonly number[]) =>
          on.map((people, half) => `${half === 0 ? 'M' : 'L'}${x(half)} ${y(people)}H${x(half + 1)}`).join('')
        return (
          <svg height={HEIGHT} role="img" aria-labelledby={titleId} className="plan-presence">
            <title id={titleId}>People on shift through a weekday. The same figures follow as a table.</title>
            {demand.needed.map((need, half) => (
              <rect
                key={clockOf(half * 30)}
                className="need"
                x={x(half)}
                width={x(half + 1) - x(half)}
                y={y(need)}
                height={y(0) - y(need)}
              />
            ))}
            <path className="today" d={steps(presence.today)} />
            <path className="tried" d={steps(presence.tried)} />
            {[0, 6, 12, 18, 24].map((hour) => (
              <text key={hour} x={x(hour * 2)} y={HEIGHT - 6} textAnchor={hour === 24 ? 'end' : 'middle'}>
                {clockOf((hour % 24) * 60)}
              </text>
            ))}
            {[0, Math.round(top / 2), top].map((people) => (
              <text key={people} x={LEFT - 6} y={y(people) + 4} textAnchor="end">
                {people}
              </text>
            ))}
          </svg>
        )
      }}
    </ChartFrame>
  )
}
