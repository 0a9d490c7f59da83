import type { NoticeKind } from './kinds.ts'

/**
 * Whom an event tells: the person whom it names; of an offered shift its owner, whoever would take it, or whom it is meant for; the AMHP of
 * the allocation that an alarm is about; whoever a ladder or an alarm has reached.
 */
export type Whom = 'named' | 'owner' | 'taker' | 'meant-for' | 'amhp' | 'reached'

export interface Tells {
  readonly kind: NoticeKind
  readonly whom: Whom
}

const tells: Readonly<Record<string, readonly Tells[]>> = {
  'referral-allocated': [{ kind: 'job-given', whom: 'named' }],
  'allocation-taken-back': [{ kind: 'job-taken-back', whom: 'named' }],
  'allocation-undone': [{ kind: 'job-taken-back', whom: 'named' }],
  // Whoever is on the way hears what was told since, and of a danger.
  'call-added': [{ kind: 'job-news', whom: 'amhp' }],
  'merged-in': [{ kind: 'job-news', whom: 'amhp' }],
  'referral-changed': [{ kind: 'job-news', whom: 'amhp' }],
  // A colleague has said that somebody else has to take it now.
  'alarm-passed-on': [{ kind: 'alarm-for-you', whom: 'named' }],
  'shift-offered': [{ kind: 'swap-offered', whom: 'meant-for' }],
  'offer-taken': [{ kind: 'swap-taken', whom: 'owner' }],
  // One that is agreed changes the rota, and the rota tells both of its own change.
  'offer-turned-down': [
    { kind: 'swap-turned-down', whom: 'owner' },
    { kind: 'swap-turned-down', whom: 'taker' },
  ],
  // Whoever had asked for it does not want it any more: it is open again.
  'offer-let-go': [{ kind: 'swap-turned-down', whom: 'owner' }],
  // Its shift was changed or taken off before anybody agreed: whoever would have had it hears of that too.
  'offer-overtaken': [{ kind: 'swap-turned-down', whom: 'named' }],
  'leave-agreed': [{ kind: 'leave-decided', whom: 'named' }],
  'leave-turned-down': [{ kind: 'leave-decided', whom: 'named' }],
  'toil-claim-approved': [{ kind: 'claim-decided', whom: 'named' }],
  'toil-claim-refused': [{ kind: 'claim-decided', whom: 'named' }],
  'toil-claim-queried': [{ kind: 'claim-decided', whom: 'named' }],
}

/** What of a referral an AMHP must hear of who has read it already: another place, or another risk. */
const goesToTheDoor: readonly unknown[] = ['riskToStaff', 'riskDetail', 'place', 'wayIn']

/** The events of commands that tell somebody. */
export const tellingEvents = Object.keys(tells)

/**
 * What an event of a command tells, and whom; of a changed referral only where it changed what somebody at the door must know. Whoever did it themselves is told nothing: that is for whoever writes it down.
 *
 * @example tellsOf('referral-allocated') // [{ kind: 'job-given', whom: 'named' }]
 */
export const tellsOf = (type: string, fields?: unknown): readonly Tells[] =>
  type === 'referral-changed' && !(Array.isArray(fields) && fields.some((field) => goesToTheDoor.includes(field)))
    ? []
    : (tells[type] ?? [])

/** What happened by itself, as far as it matters here. */
export interface ByItselfFacts {
  readonly type: string
  readonly kind: unknown
  readonly point: unknown
  readonly rung: unknown
}

/** The points of a clock that wake somebody: those that also leave the hub to a webhook. */
const wakes = ['limit', 'warning', 'start-not-recorded']

/**
 * The same of what the hub does by itself: a missed check-in climbs, an alarm is raised or passed on, an offer stays without an answer.
 *
 * @example tellsByItself({ type: 'watch-climbed', rung: 'buddy', … }) // [{ kind: 'check-in-missed', whom: 'reached' }]
 */
export function tellsByItself({ type, kind, point, rung }: ByItselfFacts): readonly Tells[] {
  if (type === 'watch-climbed')
    return rung === 'own-phone'
      ? [{ kind: 'check-in-due', whom: 'named' }]
      : [{ kind: 'check-in-missed', whom: 'reached' }]
  if (type === 'watch-to-hand-over') return [{ kind: 'watch-to-hand-over', whom: 'reached' }]
  if (type === 'alarm-raised' && kind === 'accept')
    return [
      { kind: 'offer-unanswered', whom: 'amhp' },
      { kind: 'clock-alarm', whom: 'named' },
    ]
  if ((type === 'alarm-raised' || type === 'alarm-passed-on') && typeof point === 'string' && wakes.includes(point))
    return [{ kind: point === 'limit' ? 'alarm-for-you' : 'clock-alarm', whom: 'named' }]
  return []
}
