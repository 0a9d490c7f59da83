import type { ReactNode } from 'react'
import { nowInstant, useTimeOf } from '#client/kernel/clock.ts'
import { minutesBetween, type Instant } from '#shared/time/instant.ts'
import { faceOf, type ClockFace, type ClockReading } from './clockFace.ts'

export interface StatutoryClockProps {
  readonly clock: ClockReading
  /** `row` on the board, `big` on a record, `phone` on the job card. */
  readonly look?: 'row' | 'big' | 'phone' | undefined
  /** Links after the label: "how this is worked out". */
  readonly children?: ReactNode
}

const looks = { row: 'clock', big: 'bigclock', phone: 'clk' } as const

/** Changes when the clock's face may change: once a minute, and at its limits. A board of clocks renders no more often than that. */
function momentOf({ limitAt, soonAt, startedAt }: ClockReading, now: Instant): string {
  const from = limitAt ?? startedAt
  const minute = from ? minutesBetween(from, now) : 0
  return `${minute} ${soonAt ? now >= soonAt : ''} ${limitAt ? now >= limitAt : ''}`
}

/**
 * A legal clock or a local target. It counts here, from its limit, and is never a live region: it is read when it is come to.
 *
 * @example <StatutoryClock clock={{ kind: 'legal', ...row.clock, label: 's136 ends 18:32' }} />
 */
export function StatutoryClock({ clock, look = 'row', children }: StatutoryClockProps) {
  useTimeOf((now) => momentOf(clock, now))
  const face = faceOf(clock, nowInstant())
  const tone = face.tone === 'calm' ? '' : face.tone
  const words = (
    <>
      <span className="t">
        <span aria-hidden="true">
          {face.figure} {look === 'row' && face.figure !== '' ? <small>{face.word}</small> : face.word}
        </span>
        <span className="vh">
          {face.local ? 'Local target: ' : ''}
          {face.spoken}.
        </span>
      </span>
      <span className="l">
        {clock.label}
        {children && <> · {children}</>}
      </span>
    </>
  )
  return (
    <div className={[looks[look], tone, face.local ? 'local' : ''].filter(Boolean).join(' ')}>
      <ClockDial face={face} />
      {look === 'phone' ? <div>{words}</div> : words}
    </div>
  )
}

const RING = 56.5

/** The shape alone: ring, triangle, octagon, dashed square; dashed for a local target. Always beside its words. */
export function ClockDial({ face }: { readonly face: Pick<ClockFace, 'shape' | 'fraction'> }) {
  return (
    <svg className="dial" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      {drawings[face.shape](face.fraction)}
    </svg>
  )
}

const drawings: Record<ClockFace['shape'], (fraction: number) => ReactNode> = {
  ring: (fraction) => (
    <>
      <circle className="tr" cx="12" cy="12" r="9" />
      <circle
        className="ar"
        cx="12"
        cy="12"
        r="9"
        strokeDasharray={`${(fraction * RING).toFixed(1)} ${RING}`}
        transform="rotate(-90 12 12)"
      />
    </>
  ),
  triangle: () => (
    <>
      <path className="wtri" d="M12 2.5 22.5 21.5H1.5z" />
      <path className="wmark" d="M12 9.4v5M12 17.8v.1" />
    </>
  ),
  octagon: () => (
    <>
      <path className="solid" d="M7.4 1.5h9.2l5.9 5.9v9.2l-5.9 5.9H7.4L1.5 16.6V7.4z" />
      <path className="mark" d="M12 6.8v6.2M12 16.9v.1" />
    </>
  ),
  square: () => (
    <>
      <rect className="usq" x="2.5" y="2.5" width="19" height="19" rx="3" />
      <path className="umk" d="M9 9.2a3 3 0 1 1 4.3 2.7c-.9.5-1.3 1-1.3 2M12 17.2v.1" />
    </>
  ),
  dashes: () => <circle className="dash" cx="12" cy="12" r="9" />,
}
