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
  /** When the hub was asked and said no: the second of a press's two times. Null while it waits. */
  readonly sentAt: Instant | null
  /** When the hub took it from the phone's worker, its page being gone. It stays in the list until somebody has read so. */
  readonly takenAt?: Instant
  /** It goes before whatever was pressed earlier, and waits for none of it: a call for help. Only where it needs nothing of what came before. */
  readonly first?: boolean
  /** The id of the press that it takes back: it goes with it when the hub says no, as nothing is left to take back. */
  readonly undoes?: string
  /** The given name of whose it is, to say whom it waits for. What an earlier version kept has none. */
  readonly whose?: string
}

/** What is sent beside each other: neither waits for the other, and each goes in the order in which it was pressed. */
export const lanes = ['first', 'in-order'] as const
export type Lane = (typeof lanes)[number]
const laneOf = ({ first }: Pick<Waiting, 'first'>): Lane => (first === true ? 'first' : 'in-order')

/** Where each person's queue of one service is kept on a phone: this, then both ids. */
export const OUTBOX = 'duty-hub.outbox.'

const DAY_MINUTES = 24 * 60
/** An id, a moment, or a code: `bed`, `no-signal`, `DETAINED_S2`. A name begins with a capital and goes on in small letters. */
const CODED =
  /^(?:|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d{1,3})?)?Z)?|[a-z0-9]+(?:-[a-z0-9]+)*|[A-Z0-9]+(?:_[A-Z0-9]+)*)$/
const LONGEST_CODE = 64
/** Fields in which people write. Even one small word there may be a name, so they are kept only while they are empty. */
const WRITTEN = new Set(['note', 'reasons', 'reason', 'why', 'detail', 'name', 'phone', 'place', 'words'])

/**
 * Whether an input may be kept on a phone: ids, codes, numbers, times and yes or no; nothing that somebody wrote.
 *
 * @example isCoded({ allocationId: '6f…', step: 'arrived', at: '2026-11-12T17:02:00.000Z', note: '' }) // true
 */
export function isCoded(input: unknown): boolean {
  if (typeof input === 'string') return input.length <= LONGEST_CODE && CODED.test(input)
  if (Array.isArray(input)) return input.every(isCoded)
  if (typeof input === 'object' && input !== null)
    return Object.entries(input).every(([name, value]) =>
      WRITTEN.has(name) && typeof value === 'string' ? value === '' : isCoded(value),
    )
  return true
}

/** Sent on by the phone's worker, and taken by the hub: its person has not read so yet. */
export const isTaken = ({ takenAt }: Waiting): boolean => takenAt !== undefined
export const isUnsent = (one: Waiting): boolean => one.refused === null && !isTaken(one)

export const joined = (queue: readonly Waiting[], one: Waiting): readonly Waiting[] =>
  queue.some(({ id }) => id === one.id) ? queue : [...queue, one]

/** What goes next of a lane: in the order in which it was pressed. What was refused stands aside and holds nothing up. */
export const nextOf = (queue: readonly Waiting[], lane: Lane): Waiting | null =>
  queue.find((one) => isUnsent(one) && laneOf(one) === lane) ?? null

export const arrived = (queue: readonly Waiting[], id: string): readonly Waiting[] =>
  queue.filter((one) => one.id !== id)

/** @param at when the hub was asked; a press keeps both its times, so that its person can tell what came between */
export const turnedDown = (queue: readonly Waiting[], id: string, code: string, at: Instant): readonly Waiting[] =>
  withSomethingToUndo(queue.map((one) => (one.id === id ? { ...one, refused: code, sentAt: at } : one)))

/** Without what takes back a press that was refused: the answer to that one says all there is to say. */
const withSomethingToUndo = (queue: readonly Waiting[]): readonly Waiting[] => {
  const refused = new Set(queue.flatMap((one) => (one.refused === null ? [] : [one.id])))
  return queue.filter(({ undoes }) => undoes === undefined || !refused.has(undoes))
}

/**
 * What the hub took of it while no page was there to hear, whatever this phone believed of it since.
 *
 * @param takenAt when the hub took it
 * @param now when this phone heard so: it is said for a day from then on
 */
export const takenElsewhere = (
  queue: readonly Waiting[],
  id: string,
  takenAt: Instant,
  now: Instant,
): readonly Waiting[] => queue.map((one) => (one.id === id ? { ...one, refused: null, takenAt, sentAt: now } : one))

/** What of a queue can still be sent, to say it to somebody who may not: what is older is said to its own person, when they are there. */
export const stillWaiting = (queue: readonly Waiting[], now: Instant): readonly Waiting[] =>
  aged(queue, now).filter(isUnsent)

/** Only what has an answer can be taken away, and only by somebody who has read it. */
export const dismissed = (queue: readonly Waiting[], id: string): readonly Waiting[] =>
  queue.filter((one) => one.id !== id || isUnsent(one))

/** Without what the hub took, when its person signs out. */
export const withoutTaken = (queue: readonly Waiting[]): readonly Waiting[] => queue.filter((one) => !isTaken(one))

/** After a day a press no longer says what is so: it is kept, as refused, for its person to see. What the hub took goes by then. */
export const aged = (queue: readonly Waiting[], now: Instant): readonly Waiting[] =>
  withSomethingToUndo(
    queue
      .filter((one) => !isTaken(one) || one.sentAt === null || minutesBetween(one.sentAt, now) <= DAY_MINUTES)
      .map((one) =>
        isUnsent(one) && minutesBetween(one.madeAt, now) > DAY_MINUTES ? { ...one, refused: 'too-old' } : one,
      ),
  )

/** Reads what was kept. Text that is not a queue reads as an empty one. */
export function readQueue(text: string | null): readonly Waiting[] {
  try {
    const value: unknown = JSON.parse(text ?? '[]')
    // What an earlier version kept knows one time only.
    return Array.isArray(value) ? value.filter(isWaiting).map((one) => ({ ...one, sentAt: one.sentAt ?? null })) : []
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
