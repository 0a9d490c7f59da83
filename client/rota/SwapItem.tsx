import { useState } from 'react'
import { useSend } from '#client/kernel/api.ts'
import { Button } from '#client/ui/Button.tsx'
import { Icon } from '#client/ui/Icon.tsx'
import { toast } from '#client/ui/toast.ts'
import { decideOffer, type OfferRow } from '#shared/rota/coverContract.ts'
import { undoAgreement } from '#shared/rota/undoSwap.ts'
import { GiveOffer } from './GiveOffer.tsx'
import { askedWords } from './offerWords.ts'
import { OverLeaveField } from './OverLeaveField.tsx'
import { dayWords } from './rotaWords.ts'
import { undoOf } from './undoOf.ts'
import { useOverLeave } from './useOverLeave.ts'

/** One swap that is asked for, with what those who plan can do about it. */
export function SwapItem({ offer }: { readonly offer: OfferRow }) {
  const deciding = useSend(decideOffer)
  const [said, setSaid] = useState<string | null>(null)
  const [giving, setGiving] = useState(false)
  const over = useOverLeave(offer.id)
  const decide = async (agree: boolean): Promise<void> => {
    const about = { offerId: offer.id, seenVersion: offer.version, why: '' }
    const sent = await deciding.mutateAsync({ ...about, agree, ...(agree && over.sent) })
    if (!sent.ok) return setSaid(over.hears(sent.refusal) ? null : sent.refusal.message)
    over.forget()
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
      <p>{askedWords(offer)}</p>
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
      <OverLeaveField over={over} id={`over-leave-${offer.id}`} />
      {giving && <GiveOffer offer={offer} onClose={() => setGiving(false)} />}
      {offer.state === 'waiting' && (
        <div className="b">
          {(offer.inReturn === null || offer.returnAgreed) && (
            <Button size="sm" kind="p" busy={deciding.isPending} onClick={() => void decide(true)}>
              {over.away.length > 0 ? 'Agree over their leave' : 'Agree'}
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
