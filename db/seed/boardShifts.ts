import { addMinutes, minutesBetween, type Instant } from '#shared/time/instant.ts'
import {
  addDays,
  clockTime,
  clockTimeOf,
  londonDayOf,
  spanOn,
  type ClockTime,
  type LondonDay,
} from '#shared/time/london.ts'
import type { Span } from '#shared/time/span.ts'
import type { StaffKey } from './staff.ts'
import type { TemplateKey, Templates } from './templates.ts'

/** What today's board asks of somebody's shift, whatever the hour. Minutes are counted from now. */
interface Wanted {
  readonly key: StaffKey
  /** The shift they are known for. */
  readonly own: TemplateKey
  /** It began at least so long ago. */
  readonly begunFor: number
  /** So much of it is left; less than nothing for somebody who is out past its end. */
  readonly left: number
}

const wanted: readonly Wanted[] = [
  { key: 'priya', own: 'early', begunFor: 342, left: -150 },
  { key: 'tom', own: 'early', begunFor: 200, left: -150 },
  { key: 'grace', own: 'middle', begunFor: 100, left: 60 },
  { key: 'sadia', own: 'middle', begunFor: 36, left: 60 },
  { key: 'hannah', own: 'noon', begunFor: 0, left: 150 },
  { key: 'marcus', own: 'noon', begunFor: 112, left: 60 },
  { key: 'dan', own: 'one', begunFor: 172, left: 60 },
  { key: 'ewa', own: 'late', begunFor: 0, left: 240 },
  { key: 'liam', own: 'twilight', begunFor: 0, left: 240 },
  { key: 'jo', own: 'desk', begunFor: 10, left: 10 },
  { key: 'amir', own: 'deskLate', begunFor: 60, left: 60 },
]

/** A shift that covers now, with the template it comes from when there is one. */
export interface BoardShift {
  readonly key: StaffKey
  readonly day: LondonDay
  readonly span: Span
  readonly template: TemplateKey | null
}

interface Offer extends BoardShift {
  readonly cost: number
}

const STAGGERED: readonly TemplateKey[] = ['early', 'middle', 'noon', 'one', 'late', 'twilight', 'night']
const DESKS: readonly TemplateKey[] = ['desk', 'deskLate']

/**
 * Who is on now, at any hour of any day: each on the shift they are known for when it fits what the board shows them doing, else
 * on another of the usual shifts, else on one called in for the purpose, as few hours of the night in it as can be.
 *
 * @example boardShiftsAt(instant('2026-11-12T16:47:00Z'), templates)[0] // Priya Nair, 08:00 to 16:00
 */
export const boardShiftsAt = (now: Instant, templates: Templates): readonly BoardShift[] =>
  wanted.flatMap((one) => {
    const offers = hoursToOffer(now).flatMap((hour) => offersAt(hour, one, now, templates))
    const [best] = offers.toSorted((a, b) => a.cost - b.cost)
    return best ? [best] : []
  })

interface Hour {
  readonly day: LondonDay
  readonly time: ClockTime
}

/** Every whole hour on the clock of yesterday and today. */
function hoursToOffer(now: Instant): readonly Hour[] {
  const today = londonDayOf(now)
  return [addDays(today, -1), today].flatMap((day) =>
    Array.from({ length: 24 }, (_, hour) => ({ day, time: clockTime(`${String(hour).padStart(2, '0')}:00`) })),
  )
}

function offersAt(
  { day, time }: Hour,
  { key, own, begunFor, left }: Wanted,
  now: Instant,
  templates: Templates,
): readonly Offer[] {
  const hour = Number(time.slice(0, 2))
  const end = clockTime(`${String((hour + 8) % 24).padStart(2, '0')}:00`)
  const span = spanOn(day, time, end)
  const fits = span.start <= addMinutes(now, -begunFor) && span.end >= addMinutes(now, left)
  if (!fits || span.start < addMinutes(now, -11 * 60)) return []
  const usual = own === 'desk' || own === 'deskLate' ? DESKS : STAGGERED
  const template = usual.find((one) => templates[one].startsAt === time && templates[one].endsAt === end) ?? null
  const kind = template === own ? 0 : template !== null ? 1 : hour % 2 === 0 ? 2 : 3
  const long = Math.abs(minutesBetween(span.start, now) - Math.max(240, begunFor + 60)) / 600
  return [{ key, day, span, template, cost: kind + nightHours(span) / 5 + long }]
}

/** Hours of a shift between midnight and six. */
const nightHours = ({ start }: Span): number =>
  Array.from({ length: 8 }, (_, index) => addMinutes(start, index * 60 + 30)).filter((at) => clockTimeOf(at) < '06:00')
    .length
