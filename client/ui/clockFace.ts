import { minutesBetween, msOf, type Instant } from '#shared/time/instant.ts'
import { formatMinutes } from '#shared/time/minutes.ts'

/** What a clock is told: as it stood when the answer was made, and enough to go on counting here. */
export interface ClockReading {
  /** A legal limit is drawn solid, a local target dashed: one must never look like the other. */
  readonly kind: 'legal' | 'local'
  readonly state: 'calm' | 'soon' | 'over' | 'not-recorded' | 'ended'
  readonly limitAt: Instant | null
  /** When calm becomes soon. Without it, only the hub's next answer says so. */
  readonly soonAt?: Instant | null | undefined
  /** When it began: for the ring, and to count up when there is no limit. */
  readonly startedAt?: Instant | null | undefined
  readonly fractionLeft?: number | null | undefined
  /** The line below: "s136 ends 18:32". */
  readonly label: string
  /** The word after the figure, if another than left, over or waiting: "to go". */
  readonly word?: string | undefined
}

/** What a clock shows at one moment. */
export interface ClockFace {
  readonly tone: 'calm' | 'warn' | 'breach' | 'unknown'
  readonly local: boolean
  readonly shape: 'ring' | 'triangle' | 'octagon' | 'square' | 'dashes'
  /** "1h 45m"; empty when the start is not recorded. */
  readonly figure: string
  readonly word: string
  /** The same for the ear: "1 hour 45 minutes left". */
  readonly spoken: string
  /** What is left of the ring, from 1 to 0. */
  readonly fraction: number
}

const HOUR = 60
/** Beyond four days, hours are harder to read than days. */
const IN_DAYS = 96 * HOUR

/** @example lengthOf(2433) // '40h 33m'; 13 days and more reads '13 days' */
export const lengthOf = (minutes: number): string =>
  minutes >= IN_DAYS ? `${Math.floor(minutes / (24 * HOUR))} days` : formatMinutes(minutes)

const counted = (count: number, thing: string): string => `${count} ${thing}${count === 1 ? '' : 's'}`

/** A length as it is said. @example spokenLength(105) // '1 hour 45 minutes' */
export function spokenLength(minutes: number): string {
  if (minutes >= IN_DAYS) return counted(Math.floor(minutes / (24 * HOUR)), 'day')
  const hours = Math.floor(minutes / HOUR)
  const rest = minutes % HOUR
  if (hours === 0) return counted(rest, 'minute')
  return rest === 0 ? counted(hours, 'hour') : `${counted(hours, 'hour')} ${counted(rest, 'minute')}`
}

/**
 * What a clock shows now, counted here from its limit, so that it stays right while the line to the hub is cut.
 * It only ever goes on from calm to soon to over; what is ended, or was never recorded, stays so.
 *
 * @example faceOf({ kind: 'legal', state: 'calm', limitAt, label: 's136 ends 18:32' }, now) // figure '1h 45m', word 'left'
 */
export function faceOf(reading: ClockReading, now: Instant): ClockFace {
  const local = reading.kind === 'local'
  if (reading.state === 'not-recorded') {
    const words = 'Start not recorded'
    return { tone: 'unknown', local, shape: 'square', figure: '', word: words, spoken: words, fraction: 0 }
  }
  if (reading.limitAt === null) return countingUp(reading, now, local)
  const over = reading.state !== 'ended' && now >= reading.limitAt
  const soon = reading.state === 'over' || reading.state === 'soon' || (reading.soonAt ? now >= reading.soonAt : false)
  const minutes = over ? minutesBetween(reading.limitAt, now) : Math.max(0, minutesBetween(now, reading.limitAt))
  const tone = over ? (local ? 'warn' : 'breach') : soon && reading.state !== 'ended' ? 'warn' : 'calm'
  const word = over ? 'over' : (reading.word ?? 'left')
  if (reading.state === 'ended') return endedFace(reading, local)
  return {
    tone,
    local,
    shape: shapeOf(tone, local),
    figure: lengthOf(minutes),
    word,
    spoken: `${spokenLength(minutes)} ${word}`,
    fraction: over ? 0 : fractionOf(reading, now),
  }
}

const shapeOf = (tone: ClockFace['tone'], local: boolean): ClockFace['shape'] =>
  tone === 'breach' ? 'octagon' : tone === 'warn' ? 'triangle' : local ? 'dashes' : 'ring'

const endedFace = ({ fractionLeft }: ClockReading, local: boolean): ClockFace => ({
  tone: 'calm',
  local,
  shape: local ? 'dashes' : 'ring',
  figure: '',
  word: 'Ended',
  spoken: 'Ended',
  fraction: fractionLeft ?? 0,
})

/** Without a limit there is only how long it has been. */
function countingUp(reading: ClockReading, now: Instant, local: boolean): ClockFace {
  if (reading.state === 'ended') return endedFace(reading, local)
  const minutes = reading.startedAt ? Math.max(0, minutesBetween(reading.startedAt, now)) : 0
  const tone = reading.state === 'calm' ? 'calm' : 'warn'
  const word = reading.word ?? 'waiting'
  const spoken = `${spokenLength(minutes)} ${word}`
  return { tone, local, shape: shapeOf(tone, local), figure: lengthOf(minutes), word, spoken, fraction: 1 }
}

function fractionOf({ limitAt, startedAt, fractionLeft }: ClockReading, now: Instant): number {
  if (limitAt === null || !startedAt || limitAt <= startedAt) return fractionLeft ?? 1
  return Math.min(1, Math.max(0, (msOf(limitAt) - msOf(now)) / (msOf(limitAt) - msOf(startedAt))))
}
