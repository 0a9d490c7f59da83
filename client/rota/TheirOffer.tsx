import { useState } from 'react'
import { useSend } from '#client/kernel/api.ts'
import { useNow } from '#client/kernel/clock.ts'
import { Button } from '#client/ui/Button.tsx'
import { Select } from '#client/ui/Field.tsx'
import { Icon } from '#client/ui/Icon.tsx'
import { toast } from '#client/ui/toast.ts'
import type { ShiftId } from '#shared/kernel/ids.ts'
import type { ShiftRow } from '#shared/rota/contract.ts'
import { takeOffer, type OfferRow } from '#shared/rota/coverContract.ts'
import { offerKinds } from '#shared/rota/offers.ts'
import { undoTaking } from '#shared/rota/undoSwap.ts'
import { dayWords, timesWords } from './rotaWords.ts'
import { undoOf } from './undoOf.ts'

interface TheirOfferProps {
  readonly offer: OfferRow
  /** Whoever looks has asked for it, and nobody has decided yet. */
  readonly asked: boolean
  readonly own: readonly ShiftRow[]
}

/** A shift that a colleague offers: to take, or what it waits for. */
export function TheirOffer({ offer, asked, own }: TheirOfferProps) {
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
        {offerKinds[offer.kind]}
        {offer.placeName !== null && `, at ${offer.placeName}`}.{offer.note !== '' && ` “${offer.note}”`}{' '}
        {offer.warnings.join(' ')}
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
