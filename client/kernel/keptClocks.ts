import { z } from 'zod'
import { deviceMs, heardHubTime, nowMs } from './clock.ts'
import { addHours, instantInput, type Instant } from '#shared/time/instant.ts'

/** A clock of the law on a job in hand, as a phone may keep it: a reference, a code and times, and nobody. */
export interface KeptClock {
  readonly number: number
  readonly of: 'power' | 'limit'
  /** `s136`, `s6-1-a`. */
  readonly kind: string
  readonly startedAt: Instant | null
  /** From when on it is near. */
  readonly soonAt: Instant | null
  readonly limitAt: Instant | null
  /** When the hub said so. */
  readonly asOf: Instant
  /** By how much this device's clock was ahead of the hub's then, in milliseconds: without a signal nothing else tells the hub's time. */
  readonly aheadMs: number
}

const CLOCKS = 'duty-hub.clocks.'
/** A job is over by then; what is older says nothing of anybody's work now. */
const KEPT_HOURS = 48

const moment = instantInput.nullable()
const schema = z.array(
  z.strictObject({
    number: z.int().positive(),
    of: z.enum(['power', 'limit']),
    kind: z.string().regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/),
    startedAt: moment,
    soonAt: moment,
    limitAt: moment,
    asOf: instantInput,
    aheadMs: z.int(),
  }),
)

/** What was kept, as far as it can be read and is not old. @example readClocks('…', now) */
export const readClocks = (text: string | null, now: Instant): readonly KeptClock[] =>
  parsed(text).filter(({ asOf }) => addHours(asOf, KEPT_HOURS) > now)

function parsed(text: string | null): readonly KeptClock[] {
  try {
    const read = schema.safeParse(JSON.parse(text ?? '[]'))
    return read.success ? read.data : []
  } catch {
    return []
  }
}

/** Keeps the clocks of one person's jobs on this device, in the place of those before; with none, nothing is kept. */
export function keepClocks(owner: string, clocks: readonly Omit<KeptClock, 'aheadMs'>[]): void {
  const aheadMs = Math.round(deviceMs() - nowMs())
  try {
    if (clocks.length === 0) localStorage.removeItem(CLOCKS + owner)
    else localStorage.setItem(CLOCKS + owner, JSON.stringify(clocks.map((clock) => ({ ...clock, aheadMs }))))
  } catch {
    // A browser that keeps nothing shows none without a signal, and says so.
  }
}

const keys = (): readonly string[] => Object.keys(localStorage).filter((key) => key.startsWith(CLOCKS))

/** Goes by the hub's time again as far as this device knows it, until the hub itself says what it is. Called once, when the app opens without it. */
export function hubTimeAsKept(): void {
  try {
    const [last] = keys().flatMap((key) => parsed(localStorage.getItem(key)))
    if (last) heardHubTime(new Date(deviceMs() - last.aheadMs).toISOString())
  } catch {
    // The device's own clock it is, then.
  }
}

/** What stands on this device: for the page that opens while the hub cannot be asked who is there. */
export function clocksHere(now: Instant): readonly KeptClock[] {
  try {
    return keys().flatMap((key) => readClocks(localStorage.getItem(key), now))
  } catch {
    return []
  }
}

/** Forgets them when a session ends; somebody else’s when somebody signs in. @param except whose are kept, when any are */
export function forgetClocks(except: string | null = null): void {
  try {
    for (const key of keys()) if (except === null || key !== CLOCKS + except) localStorage.removeItem(key)
  } catch {
    // Nothing was kept.
  }
}
