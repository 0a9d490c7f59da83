import { useAnswer } from '#client/kernel/api.ts'
import { shiftOffersNow } from '#shared/rota/coverContract.ts'
import { SwapItem } from './SwapItem.tsx'
import { Swapped } from './Swapped.tsx'

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
