/** How sure a screen can be that what it shows is so. `connecting` is the first few seconds, before anything was heard. */
export type Phase = 'connecting' | 'live' | 'reconnecting' | 'stale' | 'back'

/** What is known of the line to the hub. Times are milliseconds by the hub's clock. */
export interface Line {
  readonly startedAt: number
  /** Whether a socket is open. An open socket may still be dead: only what is heard is proof. */
  readonly connected: boolean
  /** When the hub was last heard. */
  readonly provenAt: number | null
  readonly epoch: string | null
  /** The last event that what we heard covers. */
  readonly seq: number | null
  /** When the line came back, and how many things changed meanwhile; `null` when that cannot be counted. */
  readonly back: { readonly at: number; readonly changes: number | null } | null
}

/** What the hub says of the stream, in a pulse or in news. */
export interface Heard {
  readonly epoch: string
  readonly seq: number
}

const QUIET_MS = 12_000
const CUT_MS = 5_000
const STALE_MS = 60_000
const BACK_MS = 5_000
const DOZE_MS = 20_000

export const newLine = (startedAt: number): Line => ({
  startedAt,
  connected: false,
  provenAt: null,
  epoch: null,
  seq: null,
  back: null,
})

/**
 * The state to show. The hub pulses every 5 seconds: two missed pulses on an open socket, or 5 seconds without a socket, is
 * "reconnecting"; a minute is "stale". Silence is counted from the last proof, so a device that slept is never called live.
 *
 * @example phaseOf({ ...newLine(0), connected: true, provenAt: 0 }, 13_000) // 'reconnecting'
 */
export function phaseOf(line: Line, at: number): Phase {
  const silence = at - (line.provenAt ?? line.startedAt)
  if (silence > STALE_MS) return 'stale'
  if (silence > (line.connected ? QUIET_MS : CUT_MS)) return 'reconnecting'
  if (line.provenAt === null) return 'connecting'
  return line.back !== null && at - line.back.at < BACK_MS ? 'back' : 'live'
}

export const opened = (line: Line): Line => ({ ...line, connected: true })
export const dropped = (line: Line): Line => ({ ...line, connected: false })

/** The line after a pulse or news: proof that it lives, and what it covers. */
export function heard(line: Line, { epoch, seq }: Heard, at: number): Line {
  const was = phaseOf(line, at)
  const returned = line.provenAt !== null && (was === 'reconnecting' || was === 'stale')
  const back = returned ? { at, changes: changesSince(line, { epoch, seq }) } : line.back
  const newest = line.epoch === epoch && line.seq !== null ? Math.max(line.seq, seq) : seq
  return { ...line, connected: true, provenAt: at, epoch, seq: newest, back }
}

/** The numbers have no gaps, so their difference is a count. Another epoch counts anew, and a process that has just started may be behind: neither can be compared. */
const changesSince = (line: Line, { epoch, seq }: Heard): number | null =>
  line.epoch === epoch && line.seq !== null && seq >= line.seq ? seq - line.seq : null

/** What has to be asked for so that a screen has no hole: everything, or what happened after the last number that it heard. */
export type Hole = 'all' | { readonly epoch: string; readonly since: number; readonly to: number }

/**
 * What was missed before something is heard: an event between the last that we know of and the first that it tells of, or a database
 * that was restored. A pulse tells of none itself, so it comes after its own number.
 *
 * @example holeBefore(line, { epoch: 'a', seq: 44, after: 43 }) // { epoch: 'a', since: 40, to: 43 } while 40 was the last
 */
export function holeBefore(
  { epoch, seq }: Pick<Line, 'epoch' | 'seq'>,
  heard: { readonly epoch: string; readonly after: number },
): Hole | null {
  if (epoch === null || seq === null) return null
  if (epoch !== heard.epoch) return 'all'
  return heard.after > seq ? { epoch, since: seq, to: heard.after } : null
}

/** What may have been missed while there was no line. Before the first everything is asked for anyway. */
export const holeOfReturn = ({ epoch, seq }: Pick<Line, 'epoch' | 'seq'>): Hole =>
  epoch === null || seq === null ? 'all' : { epoch, since: seq, to: seq }

/**
 * Whether the device slept: two looks at the clock lie far apart, and nothing was heard meanwhile.
 * A hidden tab also looks seldom, but still hears.
 */
export const dozed = (line: Line, lookedAt: number, at: number): boolean =>
  at - lookedAt > DOZE_MS && at - (line.provenAt ?? line.startedAt) > DOZE_MS
