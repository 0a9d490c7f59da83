import type { Role } from '../kernel/permission.ts'

/** To whom the desk is handed over. */
export const handoverKinds = ['next-shift', 'out-of-hours', 'morning'] as const
export type HandoverKind = (typeof handoverKinds)[number]

/** @param outOfHoursName what this service calls its out-of-hours team */
export const kindWords = (kind: HandoverKind, outOfHoursName: string): string =>
  kind === 'out-of-hours' ? outOfHoursName : kind === 'next-shift' ? 'The next shift' : 'The day hub, in the morning'

/** `offered` until somebody answers by name; until then everything stays with whoever gives. */
export const handoverStates = ['offered', 'answered', 'withdrawn'] as const
export type HandoverState = (typeof handoverStates)[number]

/** What became of one referral: taken by the receiver, or left with the giver. */
export const itemAnswers = ['offered', 'taken', 'left', 'withdrawn'] as const
export type ItemAnswer = (typeof itemAnswers)[number]

/** Who may take each kind over. An AMHP lead stands in for either side. */
export const takers: Record<HandoverKind, readonly Role[]> = {
  'next-shift': ['practice-consultant', 'amhp-lead'],
  'out-of-hours': ['edt', 'amhp-lead'],
  morning: ['practice-consultant', 'amhp-lead'],
}

/**
 * To whom somebody of these roles gives as a rule: the team that worked the night gives back in the morning, and the desk to whoever has
 * it next by the rota.
 *
 * @param isFollowed whether somebody else has the desk after them
 * @example usualKind(['practice-consultant'], true) // 'next-shift'
 */
export function usualKind(roles: readonly Role[], isFollowed: boolean): HandoverKind {
  if (roles.includes('edt') && !roles.includes('practice-consultant')) return 'morning'
  return isFollowed ? 'next-shift' : 'out-of-hours'
}
