import type { IconName } from '#client/ui/Icon.tsx'
import type { AllocationRow } from '#shared/allocations/contract.ts'
import { upToFive, type LikelyFinish } from '#shared/allocations/likelyFinish.ts'
import { progressOf, whereItStands } from '#shared/allocations/progress.ts'
import type { State } from '#shared/allocations/steps.ts'
import { openWaits, type WaitKind } from '#shared/allocations/waits.ts'
import { minutesBetween, type Instant } from '#shared/time/instant.ts'
import { formatMinutes } from '#shared/time/minutes.ts'
import { shortMoment } from './moments.ts'

/** Not opened for so many minutes: ring. */
export const RING_AFTER_MINUTES = 5

/** What an AMHP is doing with a job: the word first, then since when. */
export interface Whereabouts {
  readonly word: string
  readonly since: string
  readonly icon: IconName
  /** Nobody has opened it for five minutes. */
  readonly ring: boolean
}

const waitIcons: Record<WaitKind, IconName> = {
  doctor: 'person',
  bed: 'bed',
  ambulance: 'ambulance',
  police: 'shield',
  interpreter: 'person',
  other: 'clock',
}

const waitWords: Record<WaitKind, string> = {
  doctor: 'Waiting for doctor',
  bed: 'Waiting for bed',
  ambulance: 'Waiting for ambulance',
  police: 'Waiting for police',
  interpreter: 'Waiting for interpreter',
  other: 'Waiting',
}

const stateWords: Record<State, { readonly word: string; readonly icon: IconName }> = {
  offered: { word: 'Not yet opened', icon: 'phone' },
  accepted: { word: 'Setting up', icon: 'clock' },
  travelling: { word: 'Travelling', icon: 'place' },
  arrived: { word: 'With person', icon: 'person' },
  'outcome-recorded': { word: 'Writing up', icon: 'pencil' },
  finished: { word: 'Finished', icon: 'check' },
  'home-safe': { word: 'Home safe', icon: 'home' },
  declined: { word: 'Declined', icon: 'cross' },
  'taken-back': { word: 'Taken back', icon: 'undo' },
}

/** @example whereabouts(row.allocation, now) // { word: 'With person', since: 'since 15:41', … } */
export function whereabouts(allocation: AllocationRow, now: Instant): Whereabouts {
  const time = (at: Instant) => shortMoment(at, now)
  const [longest] = openWaits(allocation.waits)
  if (longest) {
    return {
      word: waitWords[longest.kind],
      since: `since ${time(longest.startedAt)}`,
      icon: waitIcons[longest.kind],
      ring: false,
    }
  }
  const state = whereItStands(allocation)
  if (state === 'offered') return offered(allocation, now)
  const { word, icon } = stateWords[state]
  return { word, icon, since: `since ${time(sinceOf(allocation))}`, ring: false }
}

function offered({ openedAt, allocatedAt }: AllocationRow, now: Instant): Whereabouts {
  if (openedAt !== null) {
    const word = `Opened ${shortMoment(openedAt, now)}`
    return { word, since: 'not yet accepted', icon: 'phone', ring: false }
  }
  const waited = minutesBetween(allocatedAt, now)
  const ring = waited >= RING_AFTER_MINUTES
  const since = ring ? `for ${formatMinutes(waited)}` : `given ${shortMoment(allocatedAt, now)}`
  return { word: 'Not yet opened', since, icon: ring ? 'triangle' : 'phone', ring }
}

/** Since the step at which it stands: what was taken back, since it was. */
const sinceOf = (one: AllocationRow): Instant => progressOf(one).taken.at(-1)?.occurredAt ?? one.allocatedAt

/** A likely finish as it is said, to the next five minutes. @example aboutWords(finish, now) // 'Finish about 18:20' */
export const aboutWords = (finish: LikelyFinish, now: Instant): string =>
  `Finish about ${shortMoment(upToFive(finish.likelyAt), now)}`

/** Word and time as one phrase. @example phraseOf({ word: 'With person', since: 'since 15:41' }) // 'With person since 15:41' */
export const phraseOf = ({ word, since }: Pick<Whereabouts, 'word' | 'since'>): string =>
  /^(since|for) /.test(since) ? `${word} ${since}` : `${word}, ${since}`
