import type { IconName } from '#client/ui/Icon.tsx'
import { upToFive } from '#shared/allocations/likelyFinish.ts'
import { latest, type Instant } from '#shared/time/instant.ts'
import { referralNumber } from '#shared/referrals/referral.ts'
import { formatMinutes } from '#shared/time/minutes.ts'
import type { StripLine } from './stripView.ts'
import { whereabouts } from './whereabouts.ts'
import { shortMoment } from './moments.ts'

/** What stands at the end of somebody's line. */
export interface StripStatus {
  readonly tone: '' | 'free' | 'late' | 'stop'
  readonly icon: IconName
  readonly word: string
  readonly more: string
  /** The same in as few words as a line has room for; the whole is told beside it. */
  readonly brief?: string
}

/** @example statusOf(line, now) // { tone: 'free', word: 'Free', more: 'since 15:55 · Kelsham' } */
export function statusOf(line: StripLine, now: Instant): StripStatus {
  const time = (at: Instant) => shortMoment(at, now)
  const working = line.jobs.findLast(({ live }) => live !== null)?.live?.allocation
  if (working) return workingStatus(line, whereabouts(working, now), now)
  const { shift, needsBuddy, base } = line
  // Of what is not theirs to open, whoever looks sees only that it goes on.
  const unnamed = line.jobs.findLast(({ to }) => to === null)
  if (unnamed) {
    const over = shift.end <= now
    const more = [`since ${time(unnamed.from)}`, over ? `shift ended ${time(shift.end)}` : '']
      .filter(Boolean)
      .join(' · ')
    return { tone: over ? 'stop' : '', icon: over ? 'octagon' : 'person', word: 'On a job', more }
  }
  const lost = line.jobs.findLast(({ stillOut }) => stillOut !== undefined)
  if (lost) return stillOutStatus(lost, now)
  const last = line.jobs.toSorted((a, b) => ((a.to ?? '') < (b.to ?? '') ? -1 : 1)).at(-1)
  if (last?.to && last.wayHome)
    return { tone: 'late', icon: 'home', word: 'On the way home', more: `finished ${time(last.to)}` }
  if (shift.start > now) return { tone: '', icon: 'clock', word: `Starts ${time(shift.start)}`, more: base }
  if (shift.end <= now) return { tone: '', icon: 'home', word: `Off since ${time(shift.end)}`, more: '' }
  const ended = line.jobs
    .flatMap(({ to }) => to ?? [])
    .toSorted()
    .at(-1)
  const since = ended === undefined ? shift.start : latest(ended, shift.start)
  const more = needsBuddy ? 'newly approved, buddy needed' : [`since ${time(since)}`, base].filter(Boolean).join(' · ')
  return { tone: 'free', icon: 'check', word: 'Free', more }
}

/** What is known of somebody whose job was taken back on the way, until they say that they are back or go to something else. */
function stillOutStatus({ number, to, stillOut }: StripLine['jobs'][number], now: Instant): StripStatus {
  const was = stillOut?.wasThere === true ? 'was at' : 'was on the way to'
  const back = to === null ? '' : `, taken back ${shortMoment(to, now)}`
  const heardAt = stillOut?.heardAt ?? null
  const heard = heardAt === null ? 'has not said where they are' : `last heard of ${shortMoment(heardAt, now)}`
  const reference = referralNumber(number)
  const brief = to === null ? `${was} ${reference}` : `taken off ${reference} ${shortMoment(to, now)}`
  return { tone: 'late', icon: 'place', word: 'Out', more: `${was} ${reference}${back}; ${heard}`, brief }
}

function workingStatus(
  { shift, late, finish }: StripLine,
  { word, since, icon, ring }: ReturnType<typeof whereabouts>,
  now: Instant,
): StripStatus {
  const over = shift.end <= now
  const tone = over ? 'stop' : late > 0 || ring ? 'late' : ''
  const waiting = word.startsWith('Waiting')
  const about = finish === null ? '' : `free about ${shortMoment(upToFive(finish.likelyAt), now)}`
  const end = over ? `shift ended ${shortMoment(shift.end, now)}` : late > 0 ? `${formatMinutes(late)} late` : about
  const mark = over ? 'octagon' : late > 0 ? 'triangle' : icon
  return { tone, icon: mark, word, more: [over || waiting ? '' : since, end].filter(Boolean).join(' · ') }
}

/** What follows the word: a time runs on from it, anything else stands apart. */
export const glued = (more: string): string =>
  more === '' ? '' : more.startsWith('since ') ? ` ${more}` : ` · ${more}`
