import type { ReferralState } from '../referrals/referral.ts'
import { refusedIn } from '../referrals/triaging/machine.ts'

/** Where a referral can be moved on the board, in the order of its life; `held` is beside it. */
export const destinations = ['to-triage', 'to-allocate', 'held', 'allocated', 'out', 'finished'] as const
export type Destination = (typeof destinations)[number]

export const destinationNames: Record<Destination, string> = {
  'to-triage': 'To triage',
  'to-allocate': 'To allocate',
  held: 'Held until a time',
  allocated: 'Allocated',
  out: 'Out now',
  finished: 'Finished',
}

/** The act that a move is. Each is opened as it ever was, with its reasons and its checks: a move skips none of them. */
export type MoveAct = 'triage' | 'triage-again' | 'hold' | 'take-up' | 'allocate' | 'take-back'

export const actWords: Record<MoveAct, string> = {
  triage: 'By a triage decision.',
  'triage-again': 'By a new triage decision, which takes the place of the one in force.',
  hold: 'Say until when, and what it waits for.',
  'take-up': 'Ends the hold.',
  allocate: 'Choose who goes.',
  'take-back': 'Take it back, with a reason.',
}

export interface MoveTo {
  readonly to: Destination
  /** What is opened, or why it cannot be done and what to do instead. */
  readonly how: { readonly act: MoveAct } | { readonly why: string }
}

export interface MoveSubject {
  readonly state: ReferralState
  /** Whether a triage decision is in force: one may leave it to be triaged, with something to find out first. */
  readonly decided: boolean
  /** Whether it is held now. */
  readonly held: boolean
  /** Who has it, and whether they have set out. */
  readonly allocation: { readonly personName: string; readonly setOffAt: unknown } | null
}

/** What whoever moves it may do. */
export interface MoveRights {
  readonly triage: boolean
  readonly allocate: boolean
}

/** Where the board shows it now. */
const placeOf = ({ state, held, allocation }: MoveSubject): Destination => {
  if (state === 'closed') return 'finished'
  if (allocation !== null) return allocation.setOffAt === null ? 'allocated' : 'out'
  if (held) return 'held'
  return state === 'allocated' ? 'allocated' : state
}

/** What each destination is reached by, once nobody has the referral. */
function byDesk(to: Destination, subject: MoveSubject): MoveTo['how'] {
  if (to === 'held') return { act: 'hold' }
  if (to === 'out') return { why: 'The AMHP says on their phone that they have set out. Allocate it first.' }
  if (to === 'allocated')
    return refusedIn(subject.state, 'allocations.allocate') === null
      ? { act: 'allocate' }
      : { why: 'Nobody can be given this before a triage decision is recorded. Triage it first.' }
  // Where a hold is all that stands between, ending it is the way back.
  if (subject.held && subject.state === to) return { act: 'take-up' }
  return { act: subject.decided ? 'triage-again' : 'triage' }
}

/** What each destination is reached by while somebody has it. */
function fromAmhp(to: Destination, name: string): MoveTo['how'] {
  if (to === 'to-allocate') return { act: 'take-back' }
  if (to === 'out') return { why: `${name} says on their phone that they have set out.` }
  if (to === 'allocated') return { why: `${name} has set out already. Take it back to give it to somebody else.` }
  if (to === 'finished') return { why: `${name} has this: it is finished with the outcome that they record.` }
  return { why: `${name} has this. Move it to “${destinationNames['to-allocate']}” first, which takes it back.` }
}

/**
 * Where a referral can be moved from where it stands, by which act, and why not elsewhere. A move is never more than its act: triage,
 * hold, allocate or take back, each of which asks what it always asks (MHA 1983 s.13(1): what was considered is recorded).
 *
 * @example movesFor({ state: 'to-triage', decided: false, held: false, allocation: null }, rights)[3]?.how // { why: 'Nobody can be given this before …' }
 */
export function movesFor(subject: MoveSubject, rights: MoveRights): readonly MoveTo[] {
  const place = placeOf(subject)
  return destinations.map((to) => ({ to, how: howTo(to, place, subject, rights) }))
}

function howTo(to: Destination, place: Destination, subject: MoveSubject, rights: MoveRights): MoveTo['how'] {
  if (to === place) return { why: 'It is there already.' }
  if (subject.state === 'closed') return { why: 'It is closed. Start a new referral that names it.' }
  const { allocation } = subject
  const how = allocation ? fromAmhp(to, allocation.personName) : byDesk(to, subject)
  if ('why' in how) return how
  const may = how.act === 'allocate' || how.act === 'take-back' ? rights.allocate : rights.triage
  return may ? how : { why: 'A practice consultant does this.' }
}

/** Whether there is anything that somebody can do at all: without that there is no menu. */
export const canMove = ({ triage, allocate }: MoveRights): boolean => triage || allocate
