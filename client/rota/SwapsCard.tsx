import { useState } from 'react'
import { useAnswer, useSend } from '#client/kernel/api.ts'
import { Button } from '#client/ui/Button.tsx'
import { Icon } from '#client/ui/Icon.tsx'
import { toast } from '#client/ui/toast.ts'
import { decideOffer, shiftOffersNow, type OfferRow } from '#shared/rota/coverContract.ts'
import { offerKinds } from '#shared/rota/offers.ts'
import { undoAgreement } from '#shared/rota/undoSwap.ts'
import { GiveOffer } from './GiveOffer.tsx'
import { dayWords, timesWords } from './rotaWords.ts'
import { undoOf } from './undoOf.ts'

/** Swaps asked for, beside the week of those who plan: what waits for their word first. */
export function SwapsCard() {
  const asked = useAnswer(shiftOffersNow, {})
  const live = (asked.data?.offers ?? []).filter(({ state }) => state === 'open' || state === 'waiting')
  const offers = live.toSorted((a, b) => (a.state === b.state ? 0 : a.state === 'waiting' ? -1 : 1))
  const swapped = (asked.data?.offers ?? []).filter(({ state }) => state === 'agreed')
  if (offers.length === 0) return <Swapped offers={swapped} />
  return (
    <>
      <section className="card" aria-labelledby="swaps-asked">
        <div className="card-h">
          <h2 className="h3" id="swaps-asked">
            Swaps asked for
          </h2>
          <span className="r">{offers.length}</span>
        </div>
        <ul>
          {offers.map((offer) => (
            <SwapItem key={offer.id} offer={offer} />
          ))}
        </ul>
      </section>
      <Swapped offers={swapped} />
    </>
  )
}

/** As many as fit beside the week. */
const MOST_SHOWN = 5

/** What changed hands in the last fortnight. Where the service is only told of swaps, this is how those who plan hear of them. */
function Swapped({ offers }: { readonly offers: readonly OfferRow[] }) {
  const [all, setAll] = useState(false)
  if (offers.length === 0) return null
  return (
    <section className="card" aria-labelledby="swapped">
      <div className="card-h">
        <h2 className="h3" id="swapped">
          Swapped
        </h2>
        <span className="r">{offers.length}</span>
      </div>
      <ul>
        {(all ? offers : offers.slice(0, MOST_SHOWN)).map((offer) => (
          <li className="iss" key={offer.id}>
            <p>{swappedWords(offer)}</p>
          </li>
        ))}
      </ul>
      {offers.length > MOST_SHOWN && (
        <p className="iss">
          <Button size="sm" kind="q" aria-expanded={all} onClick={() => setAll(!all)}>
            {all ? 'Show fewer' : `Show all ${offers.length}`}
          </Button>
        </p>
      )}
    </section>
  )
}

/** @example 'Marcus Reid has Hannah Cole’s Thu 19, 12:30 to 20:30; Hannah Cole has Fri 20, 12:30 to 20:30 for it.' */
function swappedWords(offer: OfferRow): string {
  const own = `${dayWords(offer.day)}, ${timesWords(offer)}`
  const back = offer.inReturn
    ? `; ${offer.name} has ${dayWords(offer.inReturn.day)}, ${timesWords(offer.inReturn)} for it`
    : ''
  return `${offer.takerName} has ${offer.name}’s ${own}${back}.`
}

function SwapItem({ offer }: { readonly offer: OfferRow }) {
  const deciding = useSend(decideOffer)
  const [said, setSaid] = useState<string | null>(null)
  const [giving, setGiving] = useState(false)
  const decide = async (agree: boolean): Promise<void> => {
    const sent = await deciding.mutateAsync({ offerId: offer.id, seenVersion: offer.version, agree, why: '' })
    if (!sent.ok) return setSaid(sent.refusal.message)
    toast({
      words: agree ? 'Agreed. Both are told.' : 'Turned down.',
      icon: 'check',
      detail: sent.value.warnings.join(' ') || undefined,
      undo: undoOf(undoAgreement, { offerId: offer.id, seenVersion: sent.value.version }),
    })
  }
  return (
    <li className="iss ask">
      <div className="t">
        <Icon name="swap" />
        <span>{offer.takerName ? `${offer.name} and ${offer.takerName}` : offer.name}</span>
      </div>
      <p>{wordsOf(offer)}</p>
      {said !== null && (
        <p className="err" role="alert">
          {said}
        </p>
      )}
      {offer.state === 'open' && (
        <div className="b">
          <Button size="sm" onClick={() => setGiving(true)}>
            Give it to somebody<span className="vh">{` instead of ${offer.name}, ${dayWords(offer.day)}`}</span>
          </Button>
        </div>
      )}
      {giving && <GiveOffer offer={offer} onClose={() => setGiving(false)} />}
      {offer.state === 'waiting' && (
        <div className="b">
          {(offer.inReturn === null || offer.returnAgreed) && (
            <Button size="sm" kind="p" busy={deciding.isPending} onClick={() => void decide(true)}>
              Agree
            </Button>
          )}
          <Button size="sm" busy={deciding.isPending} onClick={() => void decide(false)}>
            Turn down
          </Button>
        </div>
      )}
    </li>
  )
}

/** @example 'Hannah Cole’s Thu 19, 12:30 to 20:30 for Marcus Reid’s Fri 20, 12:30 to 20:30.' */
function wordsOf(offer: OfferRow): string {
  const own = `${dayWords(offer.day)}, ${timesWords(offer)}`
  const note = offer.note === '' ? '' : ` “${offer.note}”`
  if (offer.state === 'open') return `${offerKinds[offer.kind]}: ${own}. Nobody has taken it yet.${note}`
  const back = offer.inReturn
    ? ` for ${offer.takerName}’s ${dayWords(offer.inReturn.day)}, ${timesWords(offer.inReturn)}`
    : ''
  const yes =
    offer.inReturn && !offer.returnAgreed
      ? `${offer.name} has not said yes to that shift yet: until then there is nothing to agree to.`
      : 'Both agree.'
  return `${offer.name}’s ${own}${back || ` to ${offer.takerName}`}. ${yes}${note}`
}
