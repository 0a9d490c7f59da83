import type { CSSProperties } from 'react'
import { hourMarks, type Axis } from './stripView.ts'

/** The tallest hour of usual demand, in the units of the style sheet. */
const TALLEST = 15
/** Hours at least this near to the tallest are drawn strong. */
const BUSY = 0.85

interface StripAxisProps {
  readonly axis: Axis
  readonly usualDemand: readonly number[]
  readonly weekday: string
  /** Where now stands, in hours from the start of the axis. Its flag covers what is this near. */
  readonly nowAt: number
}

/** An hour nearer than this to now, in hours of the axis, lies under the flag. */
const UNDER_FLAG = 0.6

/** The hours over the strip, and how much usually comes in during each on this weekday. */
export function StripAxis({ axis, usualDemand, weekday, nowAt }: StripAxisProps) {
  const most = Math.max(...usualDemand)
  const marks = hourMarks(axis)
  const at = (from: number, to: number, more: Record<string, number> = {}) =>
    ({ '--a': from, '--b': to, ...more }) as CSSProperties
  const busiest = usualDemand.indexOf(most)
  return (
    <div className="axis">
      <span className="cap">
        Usual {weekday} demand
        {most > 0 && <span className="vh">, highest from {busiest}:00</span>}
      </span>
      <span className="tk" aria-hidden="true">
        {most > 0 &&
          marks.slice(0, -1).map(({ at: hourAt, hour }) => {
            const share = (usualDemand[hour] ?? 0) / most
            const style = at(hourAt, hourAt + 1, { '--h': share * TALLEST })
            return <i key={hourAt} className={share >= BUSY ? 'dem hi' : 'dem'} style={style} />
          })}
        {marks.map(({ at: hourAt, label }) => (
          <span key={hourAt} style={at(hourAt, hourAt)}>
            {Math.abs(hourAt - nowAt) < UNDER_FLAG ? '' : label}
          </span>
        ))}
      </span>
      <span className="cap-r" aria-hidden="true">
        Now
      </span>
    </div>
  )
}
