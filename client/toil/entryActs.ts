import { readLength } from '#client/ui/readLength.ts'
import { isLondonDay, londonDay, type LondonDay } from '#shared/time/london.ts'

/** What a manager may write into a colleague's ledger, besides deciding claims. */
export const entryActs = ['take', 'book', 'agree', 'adjust', 'pay', 'bring'] as const
export type EntryAct = (typeof entryActs)[number]

interface ActWords {
  readonly label: string
  /** What it does, before it is done. */
  readonly says: string
  readonly day: string
  readonly length: string
  readonly why: string
  readonly press: string
  /** The longest that it takes, in minutes. */
  readonly most: number
  /** Whether it asks for a reason that stays in the ledger. */
  readonly needsWhy: boolean
}

const DAY = 24 * 60
const ALL = 60_000

export const actWords: Record<EntryAct, ActWords> = {
  take: {
    label: 'Time taken',
    says: 'Time off that was taken. It comes off what they are owed; a whole day stands on the rota too.',
    day: 'Day it was taken',
    length: 'How long',
    why: 'Note',
    press: 'Record time taken',
    most: DAY,
    needsWhy: false,
  },
  book: {
    label: 'Book time off',
    says: 'Time off to come. It comes off what they are owed now; a whole day goes on the rota as TOIL. Hours of a day go there with their times when you put them down on the rota, under Away.',
    day: 'Day off',
    length: 'How long',
    why: 'Note',
    press: 'Book time off',
    most: DAY,
    needsWhy: false,
  },
  agree: {
    label: 'Agree a late finish',
    says: 'Extra time agreed before it is worked. Their claim for that day says so, up to this long.',
    day: 'Day of the shift',
    length: 'Up to how long',
    why: 'Why',
    press: 'Agree to it',
    most: DAY,
    needsWhy: true,
  },
  adjust: {
    label: 'Correct',
    says: 'A correction of the balance, up or down. The entry that was wrong stays where it is.',
    day: 'Day it counts from',
    length: 'By how much',
    why: 'Why',
    press: 'Correct the balance',
    most: ALL,
    needsWhy: true,
  },
  pay: {
    label: 'Pay out',
    says: 'Time that is paid instead of taken. It comes off what they are owed; payroll lists it.',
    day: 'Day of the payment',
    length: 'How long',
    why: 'Why',
    press: 'Record the payment',
    most: ALL,
    needsWhy: true,
  },
  bring: {
    label: 'Bring forward',
    says: 'What they were owed before this ledger began, or had taken in advance, once. A second time is refused.',
    day: 'Day it was owed on',
    length: 'How much it was',
    why: 'Where it comes from',
    press: 'Bring it forward',
    most: ALL,
    needsWhy: true,
  },
}

/** What was typed, as it stands. */
export interface TypedEntry {
  readonly act: EntryAct
  readonly day: string
  readonly length: string
  readonly why: string
  readonly downwards: boolean
}

export interface ReadEntry {
  readonly day: LondonDay
  /** Signed for a correction and for what is brought forward, else more than nothing. */
  readonly minutes: number
  readonly why: string
}

/**
 * What was typed as it can be sent, or what is wrong with which field.
 *
 * @example readEntry({ act: 'adjust', day: '2026-11-12', length: '1h', why: 'Training', downwards: true }) // { ok: true, entry: { minutes: -60, … } }
 */
export function readEntry({
  act,
  day,
  length,
  why,
  downwards,
}: TypedEntry):
  | { readonly ok: true; readonly entry: ReadEntry }
  | { readonly ok: false; readonly errors: readonly { readonly field: string; readonly message: string }[] } {
  const { most, needsWhy } = actWords[act]
  const minutes = readLength(length, most)
  const errors = [
    ...(isLondonDay(day) ? [] : [{ field: 'day', message: 'Give the day' }]),
    ...(minutes === null
      ? [{ field: 'minutes', message: `Give a length of up to ${most / 60}h, like 7h 24m or 3:42` }]
      : []),
    ...(needsWhy && why.trim() === '' ? [{ field: 'why', message: 'Say why: it stays beside the entry' }] : []),
  ]
  if (errors.length > 0 || minutes === null || !isLondonDay(day)) return { ok: false, errors }
  return {
    ok: true,
    entry: {
      day: londonDay(day),
      minutes: (act === 'adjust' || act === 'bring') && downwards ? -minutes : minutes,
      why: why.trim(),
    },
  }
}

/** The field of the form that a refusal is about. @example formField('upToMinutes') // 'minutes' */
export const formField = (field: string | undefined): string | undefined =>
  field === 'upToMinutes' ? 'minutes' : field === 'note' ? 'why' : field === 'personId' ? undefined : field
