import { useState } from 'react'
import { Button } from '#client/ui/Button.tsx'
import type { OfferRow } from '#shared/rota/coverContract.ts'
import { swappedWords } from './offerWords.ts'

/** As many as fit beside the week. */
const MOST_SHOWN = 5

/** What changed hands in the last fortnight. Where the service is only told of swaps, this is how those who plan hear of them. */
export function Swapped({ offers }: { readonly offers: readonly OfferRow[] }) {
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
            {offer.overLeaveWhy !== '' && <p className="muted">Over their leave: “{offer.overLeaveWhy}”</p>}
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
