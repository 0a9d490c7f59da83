import type { OfferRow } from '#shared/rota/coverContract.ts'
import { offerKinds } from '#shared/rota/offers.ts'
import { dayWords, timesWords } from './rotaWords.ts'

const whenOf = (shift: Pick<OfferRow, 'day' | 'startsAt' | 'endsAt'>): string =>
  `${dayWords(shift.day)}, ${timesWords(shift)}`

/** @example 'Marcus Reid has Hannah Cole’s Thu 19, 12:30 to 20:30; Hannah Cole has Fri 20, 12:30 to 20:30 for it.' */
export function swappedWords(offer: OfferRow): string {
  const back = offer.inReturn ? `; ${offer.name} has ${whenOf(offer.inReturn)} for it` : ''
  return `${offer.takerName} has ${offer.name}’s ${whenOf(offer)}${back}.`
}

/** Whom an open offer waits for. @example 'Asked of Priya Shah, who has not answered yet.' */
const waitsFor = ({ meantForName }: Pick<OfferRow, 'meantForName'>): string =>
  meantForName === null ? 'Nobody has taken it yet.' : `Asked of ${meantForName}, who has not answered yet.`

/** A swap as those who plan read it. @example 'Hannah Cole’s Thu 19, 12:30 to 20:30 for Marcus Reid’s Fri 20, 12:30 to 20:30. Both agree.' */
export function askedWords(offer: OfferRow): string {
  const note = offer.note === '' ? '' : ` “${offer.note}”`
  if (offer.state === 'open') return `${offerKinds[offer.kind]}: ${whenOf(offer)}. ${waitsFor(offer)}${note}`
  const back = offer.inReturn ? ` for ${offer.takerName}’s ${whenOf(offer.inReturn)}` : ''
  const yes =
    offer.inReturn && !offer.returnAgreed
      ? `${offer.name} has not said yes to that shift yet: until then there is nothing to agree to.`
      : 'Both agree.'
  return `${offer.name}’s ${whenOf(offer)}${back || ` to ${offer.takerName}`}. ${yes}${note}`
}

/**
 * One’s own shift on offer: whom it was asked of, what they said and whose word it waits for.
 *
 * @example mineWords(offer) // 'Priya Shah has said yes. It waits for whoever plans the rota; until they agree it is yours.'
 */
export function mineWords(offer: OfferRow): string {
  if (offer.state === 'open') return `${waitsFor(offer)} It is yours.`
  const gets = offer.inReturn ? ` You get ${whenOf(offer.inReturn)} for it.` : ''
  if (offer.inReturn && !offer.returnAgreed)
    return `${offer.takerName} has said yes, and gives you ${whenOf(offer.inReturn)} for it. It waits for you: say yes to that shift, or keep yours.`
  const yes = offer.inReturn ? `${offer.takerName} and you have said yes.` : `${offer.takerName} has said yes.`
  return `${yes}${gets} It waits for whoever plans the rota; until they agree ${offer.inReturn ? 'both shifts stay as they are' : 'it is yours'}.`
}
