import { useAnswer, useSend } from '#client/kernel/api.ts'
import { Button } from '#client/ui/Button.tsx'
import { Icon } from '#client/ui/Icon.tsx'
import { toast } from '#client/ui/toast.ts'
import type { PersonId } from '#shared/kernel/ids.ts'
import type { ShiftRow } from '#shared/rota/contract.ts'
import { shiftOffersNow, withdrawOffer, type OfferRow } from '#shared/rota/coverContract.ts'
import { agreeToReturn } from '#shared/rota/returnContract.ts'
import { undoOwnSwap } from '#shared/rota/undoSwap.ts'
import { MySwaps } from './MySwaps.tsx'
import { mineWords } from './offerWords.ts'
import { dayWords, timesWords } from './rotaWords.ts'
import { TheirOffer } from './TheirOffer.tsx'
import { undoOf } from './undoOf.ts'

interface ColleaguesOffersProps {
  readonly me: PersonId
  /** One’s own shifts still to come, to give in return. */
  readonly own: readonly ShiftRow[]
}

/** Shifts that colleagues offer, and what has come of one’s own offers. */
export function ColleaguesOffers({ me, own }: ColleaguesOffersProps) {
  const asked = useAnswer(shiftOffersNow, {})
  const live = (asked.data?.offers ?? []).filter(({ state }) => state === 'open' || state === 'waiting')
  const swapped = <MySwaps offers={asked.data?.offers ?? []} me={me} own={own} />
  if (live.length === 0) return swapped
  return (
    <>
      <section className="card" aria-labelledby="offers">
        <div className="card-h">
          <h2 className="h3" id="offers">
            Shifts on offer
          </h2>
          <span className="r">{live.length}</span>
        </div>
        <ul>
          {live.map((offer) =>
            offer.personId === me ? (
              <Mine key={offer.id} offer={offer} />
            ) : (
              <TheirOffer
                key={offer.id}
                offer={offer}
                asked={offer.state === 'waiting' && offer.takerId === me}
                own={own}
              />
            ),
          )}
        </ul>
      </section>
      {swapped}
    </>
  )
}

function Mine({ offer }: { readonly offer: OfferRow }) {
  const [withdrawing, agreeing] = [useSend(withdrawOffer), useSend(agreeToReturn)]
  const asks = offer.state === 'waiting' && offer.inReturn !== null && !offer.returnAgreed
  const agree = async (): Promise<void> => {
    const sent = await agreeing.mutateAsync({ offerId: offer.id, seenVersion: offer.version })
    if (!sent.ok) return toast({ words: sent.refusal.message, icon: 'triangle' })
    const words =
      sent.value.state === 'agreed' ? 'Swapped. Both are told.' : 'You have said yes. Whoever plans the rota decides.'
    const swap = { offerId: offer.id, seenVersion: sent.value.version }
    toast({
      words,
      icon: 'check',
      detail: sent.value.warnings.join(' ') || undefined,
      undo: sent.value.state === 'agreed' ? undoOf(undoOwnSwap, swap) : undefined,
    })
  }
  const withdraw = async (): Promise<void> => {
    const sent = await withdrawing.mutateAsync({ offerId: offer.id, seenVersion: offer.version })
    toast(sent.ok ? { words: 'You keep the shift.', icon: 'check' } : { words: sent.refusal.message, icon: 'triangle' })
  }
  return (
    <li className="iss ask">
      <div className="t">
        <Icon name="swap" />
        <span>
          Yours: {dayWords(offer.day)}, {timesWords(offer)}
        </span>
      </div>
      <p>{mineWords(offer)}</p>
      <div className="b">
        {asks && (
          <Button size="sm" kind="p" busy={agreeing.isPending} onClick={() => void agree()}>
            Agree to this swap
          </Button>
        )}
        <Button size="sm" busy={withdrawing.isPending} onClick={() => void withdraw()}>
          Keep it after all
        </Button>
      </div>
    </li>
  )
}
