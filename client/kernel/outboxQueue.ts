import { minutesBetween, type Instant } from '#shared/time/instant.ts'

/** One press that has not got through yet. It holds ids, codes and times only: it is kept on the phone. */
export interface Waiting {
  /** The key under which it is sent, however often. */
  readonly id: string
  readonly command: string
  readonly input: unknown
  readonly madeAt: Instant
  /** Set when the hub said no: the code of its answer. It stays in the list until somebody has read it. */
  readonly refused: string | null
}

const DAY_MINUTES = 24 * 60
const CODED = /^[A-Za-z0-9:.+_-]{0,64}$/

/**
 * Whether an input may be kept on a phone: ids, codes, numbers, times and yes or no. A name or a sentence has a space or is long.
 *
 * @example isCoded({ allocationId: '6f…', step: 'arrived', at: '2026-11-12T17:02:00.000Z' }) // true
 */
export function isCoded(input: unknown): boolean {
  if (typeof input === 'string') return CODED.test(input)
  if (Array.isArray(input)) return input.every(isCoded)
  if (typeof input === 'object' && input !== null) return Object.values(input).every(isCoded)
  return true
}

export const joined = (queue: readonly Waiting[], one: Waiting): readonly Waiting[] =>
  queue.some(({ id }) => id === one.id) ? queue : [...queue, one]

/** What goes next: in the order in which it was pressed. What was refused stands aside and holds nothing up. */
export const nextOf = (queue: readonly Waiting[]): Waiting | null =>
  queue.find(({ refused }) => refused === null) ?? null

export const arrived = (queue: readonly Waiting[], id: string): readonly Waiting[] =>
  queue.filter((one) => one.id !== id)

export const turnedDown = (queue: readonly Waiting[], id: string, code: string): readonly Waiting[] =>
  queue.map((one) => (one.id === id ? { ...one, refused: code } : one))

/** Only what was refused can be taken away, and only by somebody who has read the answer. */
export const dismissed = (queue: readonly Waiting[], id: string): readonly Waiting[] =>
  queue.filter((one) => one.id !== id || one.refused === null)

/** After a day a press no longer says what is so: it is kept, as refused, for its person to see. */
export const aged = (queue: readonly Waiting[], now: Instant): readonly Waiting[] =>
  queue.map((one) =>
    one.refused === null && minutesBetween(one.madeAt, now) > DAY_MINUTES ? { ...one, refused: 'too-old' } : one,
  )

/** Reads what was kept. Text that is not a queue reads as an empty one. */
export function readQueue(text: string | null): readonly Waiting[] {
  try {
    const value: unknown = JSON.parse(text ?? '[]')
    return Array.isArray(value) ? value.filter(isWaiting) : []
  } catch {
    return []
  }
}

const isWaiting = (value: unknown): value is Waiting =>
  typeof value === 'object' &&
  value !== null &&
  'id' in value &&
  'command' in value &&
  'madeAt' in value &&
  'refused' in value
