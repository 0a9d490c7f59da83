import { z } from 'zod'
import { defineCommand } from '../kernel/command.ts'
import { shiftOfferId, type PersonId } from '../kernel/ids.ts'
import { done, refuse, type Outcome } from '../kernel/outcome.ts'
import { seenVersion } from '../kernel/text.ts'
import { addMinutes, type Instant } from '../time/instant.ts'
import { formatInstant } from '../time/london.ts'
import type { OfferState } from './offers.ts'
import { rotaWords, type RotaRefusal } from './words.ts'

/** How long a swap can be undone without anybody's agreement, in seconds from when it was taken or decided. A local rule. */
export const UNDO_SWAP_SECONDS = 60

/**
 * How long one of the two can undo a swap of their own, in minutes from when both had agreed. A local rule: afterwards the other may have
 * planned by it.
 */
export const UNDO_OWN_SWAP_MINUTES = 10

export type UndoSwapRefusal =
  | RotaRefusal
  | { readonly code: 'nothing-to-undo' }
  | { readonly code: 'too-late-to-undo'; readonly at: Instant; readonly minutes: number }
  | ({ readonly code: 'acted-on-since' } & ActedOn)
  | { readonly code: 'shifts-changed-since'; readonly byName: string; readonly at: Instant }
  | { readonly code: 'planner-agreed' }

/** What to say when a swap cannot be undone. */
export function undoSwapWords(refusal: UndoSwapRefusal): string {
  if (refusal.code === 'nothing-to-undo')
    return 'Nothing was taken or decided here that can be undone. Look at the shift as it is now.'
  if (refusal.code === 'too-late-to-undo')
    return `That was done at ${formatInstant(refusal.at)}, more than ${refusal.minutes === 1 ? 'a minute' : `${refusal.minutes} minutes`} ago. Offer a swap back, or ask whoever plans the rota.`
  if (refusal.code === 'acted-on-since')
    return `${refusal.byName} has known of it since ${formatInstant(refusal.at)} and may have planned by it. Offer a swap back, or ask whoever plans the rota.`
  if (refusal.code === 'shifts-changed-since')
    return `${refusal.byName} changed the shift at ${formatInstant(refusal.at)}, after the swap, so it stands. Ask for a swap back, or change the shift.`
  if (refusal.code === 'planner-agreed')
    return 'Whoever plans the rota agreed to this swap, so it is theirs to undo. Ask them, or ask for a swap back.'
  return rotaWords(refusal)
}

const fields = z.strictObject({ offerId: shiftOfferId, seenVersion })
interface Undone {
  readonly state: OfferState
  readonly version: number
}

export const undoTaking = defineCommand(
  'rota.undoTaking',
  'Undo the taking of a colleague’s shift: within a minute, or for as long as it waits to be agreed',
  fields,
).answering<Undone, UndoSwapRefusal>(undoSwapWords)

export const undoAgreement = defineCommand(
  'rota.undoAgreement',
  'Undo what was just given, agreed or turned down, within a minute',
  fields,
).answering<Undone, UndoSwapRefusal>(undoSwapWords)

export const undoOwnSwap = defineCommand(
  'rota.undoOwnSwap',
  'Undo a swap of one’s own that both agreed to: within ten minutes, and before the other has acted on it or a shift of it begins',
  fields,
).answering<Undone, UndoSwapRefusal>(undoSwapWords)

/** An offer as the rule of undoing sees it. */
export interface OfferToUndo {
  readonly state: OfferState
  readonly takerId: PersonId | null
  readonly takenBy: PersonId | null
  readonly takenAt: Instant | null
  readonly decidedAt: Instant | null
}

/** What an undo comes to: where the offer stands again, when what is undone was done, and whether shifts passed over with it. */
export interface UndoneSwap {
  readonly state: 'open' | 'waiting'
  readonly at: Instant
  readonly movesShifts: boolean
}

/**
 * Whether what was done about an offer may be undone: by whoever took the shift themselves, or by somebody who plans what was given,
 * agreed or turned down; within a minute, but for what was only asked for: that can be taken back until somebody decides. The offer
 * stands again as it stood before.
 *
 * @param taker who took it and undoes it; `null` for somebody who plans
 * @example decideUndoSwap(offer, null, now) // done({ state: 'waiting', at: offer.decidedAt, movesShifts: true })
 */
export function decideUndoSwap(
  { state, takerId, takenBy, takenAt, decidedAt }: OfferToUndo,
  taker: PersonId | null,
  now: Instant,
): Outcome<UndoneSwap, UndoSwapRefusal> {
  const at = decidedAt ?? takenAt
  const own = taker === null || (takerId === taker && takenBy === taker && decidedAt === null)
  const happened = state === 'agreed' || (taker === null ? state === 'turned-down' : state === 'waiting')
  if (at === null || !own || !happened) return refuse({ code: 'nothing-to-undo' })
  if (state !== 'waiting' && now > addMinutes(at, UNDO_SWAP_SECONDS / 60))
    return refuse({ code: 'too-late-to-undo', at, minutes: UNDO_SWAP_SECONDS / 60 })
  const wasTaken = decidedAt !== null && takerId !== null
  return done({ state: wasTaken ? 'waiting' : 'open', at, movesShifts: state === 'agreed' })
}

/** That somebody has seen a swap that is theirs, or has asked colleagues about a shift of it since. */
export interface ActedOn {
  readonly byName: string
  readonly at: Instant
}

/** A swap as one of its two sees it. */
export interface OwnSwap extends OfferToUndo {
  readonly personId: PersonId
  readonly decidedBy: PersonId | null
  /** When whoever offered said yes to the shift in return. */
  readonly returnAgreedAt: Instant | null
  /** What the other of the two has done about it since; `null` while they have done nothing. */
  readonly actedOn: ActedOn | null
}

/**
 * Whether one of the two may undo a swap that both agreed to and nobody else decided: for ten minutes, until the other has acted on it, and
 * while both shifts stand as the swap left them. Afterwards a swap back is offered, to which the other says yes. The giver is asked for their yes again; when the taker undoes it, the
 * shift is on offer again. What somebody who plans agreed to is theirs to undo.
 *
 * @example decideUndoOwnSwap(swap, swap.personId, now) // done({ state: 'waiting', at: swap.decidedAt, movesShifts: true })
 */
export function decideUndoOwnSwap(swap: OwnSwap, by: PersonId, now: Instant): Outcome<UndoneSwap, UndoSwapRefusal> {
  const { state, personId, takerId, decidedBy, decidedAt, returnAgreedAt } = swap
  if (state !== 'agreed' || returnAgreedAt === null || decidedAt === null || ![personId, takerId].includes(by))
    return refuse({ code: 'nothing-to-undo' })
  if (decidedBy !== personId) return refuse({ code: 'planner-agreed' })
  if (now > addMinutes(decidedAt, UNDO_OWN_SWAP_MINUTES))
    return refuse({ code: 'too-late-to-undo', at: decidedAt, minutes: UNDO_OWN_SWAP_MINUTES })
  if (swap.actedOn !== null) return refuse({ code: 'acted-on-since', ...swap.actedOn })
  return done({ state: by === personId ? 'waiting' : 'open', at: decidedAt, movesShifts: true })
}
