import { useState } from 'react'
import { useAnswer, useSend } from '#client/kernel/api.ts'
import { Button } from '#client/ui/Button.tsx'
import { Select } from '#client/ui/Field.tsx'
import { Icon } from '#client/ui/Icon.tsx'
import { toast } from '#client/ui/toast.ts'
import { useNow } from '#client/kernel/clock.ts'
import type { PersonId, ShiftId } from '#shared/kernel/ids.ts'
import type { ShiftRow } from '#shared/rota/contract.ts'
import { shiftOffersNow, takeOffer, withdrawOffer, type OfferRow } from '#shared/rota/coverContract.ts'
import { offerKinds } from '#shared/rota/offers.ts'
import { agreeToReturn } from '#shared/rota/returnContract.ts'
import { undoTaking } from '#shared/rota/undoSwap.ts'
import { mineWords } from './offerWords.ts'
import { dayWords, timesWords } from './rotaWords.ts'
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
  if (live.length === 0) return null
  return (
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
            <Theirs key={offer.id} offer={offer} asked={offer.state === 'waiting' && offer.takerId === me} own={own} />
          ),
        )}
      </ul>
    </section>
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
    toast({ words, icon: 'check', detail: sent.value.warnings.join(' ') || undefined })
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

interface TheirsProps {
  readonly offer: OfferRow
  /** Whoever looks has asked for it, and nobody has decided yet. */
  readonly asked: boolean
  readonly own: readonly ShiftRow[]
}

function Theirs({ offer, asked, own }: TheirsProps) {
  const now = useNow(60_000)
  const taking = useSend(takeOffer)
  const leaving = useSend(undoTaking)
  const [inReturn, setInReturn] = useState('')
  const [said, setSaid] = useState<string | null>(null)
  const take = async (): Promise<void> => {
    setSaid(null)
    const inReturnShiftId = offer.kind === 'swap' && inReturn !== '' ? (inReturn as ShiftId) : null
    const sent = await taking.mutateAsync({ offerId: offer.id, seenVersion: offer.version, inReturnShiftId })
    if (!sent.ok) return setSaid(sent.refusal.message)
    const words =
      sent.value.state === 'agreed'
        ? 'It is yours. Your colleague is told.'
        : offer.kind === 'swap'
          ? `Asked for. ${offer.name} has to say yes to your shift.`
          : 'Asked for. Whoever plans the rota decides.'
    const undo = undoOf(undoTaking, { offerId: offer.id, seenVersion: sent.value.version })
    toast({ words, icon: 'check', detail: sent.value.warnings.join(' ') || undefined, undo })
  }
  const leave = async (): Promise<void> => {
    setSaid(null)
    const sent = await leaving.mutateAsync({ offerId: offer.id, seenVersion: offer.version })
    if (!sent.ok) return setSaid(sent.refusal.message)
    toast({ words: 'You no longer ask for it. It is on offer again.', icon: 'check' })
  }
  const why = said ?? whyNot(offer, asked)
  return (
    <li className="iss ask">
      <div className="t">
        <Icon name="swap" />
        <span>
          {offer.name}: {dayWords(offer.day)}, {timesWords(offer)}
        </span>
      </div>
      <p>
        {offerKinds[offer.kind]}.{offer.note !== '' && ` “${offer.note}”`} {offer.warnings.join(' ')}
      </p>
      {why !== null && (
        <p className="muted" role={said === null ? undefined : 'alert'}>
          {why}
        </p>
      )}
      {asked && now < offer.startsAt && (
        <div className="b">
          <Button size="sm" busy={leaving.isPending} onClick={() => void leave()}>
            No longer ask for it
            <span className="vh">
              : {offer.name}, {dayWords(offer.day)}
            </span>
          </Button>
        </div>
      )}
      {offer.cannot === null && offer.state === 'open' && (
        <div className="b">
          {offer.kind === 'swap' && (
            <Select
              label="They get"
              id={`return-${offer.id}`}
              empty="Choose one of your shifts"
              options={own.map((shift) => ({ value: shift.id, label: `${dayWords(shift.day)}, ${timesWords(shift)}` }))}
              value={inReturn}
              onChange={(event) => setInReturn(event.target.value)}
            />
          )}
          <Button kind="p" busy={taking.isPending} onClick={() => void take()}>
            {offer.kind === 'swap' ? 'Swap' : 'Take it'}
          </Button>
        </div>
      )}
    </li>
  )
}

/** Why there is nothing to take, or what it waits for; `null` when it can be taken. */
function whyNot({ state, name, takerName, cannot, inReturn, returnAgreed }: OfferRow, asked: boolean): string | null {
  if (state !== 'waiting') return cannot
  if (asked && inReturn && !returnAgreed) return `You have asked for it. ${name} has not said yes to your shift yet.`
  return asked ? 'You have asked for it. Whoever plans the rota decides.' : `${takerName} has asked for it.`
}
