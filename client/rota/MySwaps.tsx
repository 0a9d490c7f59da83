import { useState } from 'react'
import { useSend } from '#client/kernel/api.ts'
import { Button } from '#client/ui/Button.tsx'
import { Icon } from '#client/ui/Icon.tsx'
import { toast } from '#client/ui/toast.ts'
import type { PersonId } from '#shared/kernel/ids.ts'
import type { ShiftRow } from '#shared/rota/contract.ts'
import type { OfferRow } from '#shared/rota/coverContract.ts'
import { UNDO_OWN_SWAP_MINUTES, undoOwnSwap } from '#shared/rota/undoSwap.ts'
import { OfferShift } from './OfferShift.tsx'
import { swappedWords } from './offerWords.ts'
import { dayWords } from './rotaWords.ts'

interface MySwapsProps {
  readonly offers: readonly OfferRow[]
  readonly me: PersonId
  /** One’s own shifts still to come, as they are after the swaps. */
  readonly own: readonly ShiftRow[]
}

/** Swaps of one’s own that both agreed to: at first each of the two can undo it, later offer it back. */
export function MySwaps({ offers, me, own }: MySwapsProps) {
  const swaps = offers.flatMap((swap) => {
    const mine = swap.state === 'agreed' && [swap.personId, swap.takerId].includes(me)
    const got = swap.personId === me ? swap.inReturn?.shiftId : swap.shiftId
    const shift = own.find(({ id }) => id === got) ?? null
    return mine && swap.inReturn !== null && (swap.mayUndo || shift !== null) ? [{ swap, shift }] : []
  })
  if (swaps.length === 0) return null
  return (
    <section className="card" aria-labelledby="my-swaps">
      <div className="card-h">
        <h2 className="h3" id="my-swaps">
          Swapped
        </h2>
        <span className="r">{swaps.length}</span>
      </div>
      <ul>
        {swaps.map(({ swap, shift }) => (
          <MySwap key={swap.id} swap={swap} shift={shift} me={me} />
        ))}
      </ul>
    </section>
  )
}

interface MySwapProps {
  readonly swap: OfferRow
  /** What one has by it. */
  readonly shift: ShiftRow | null
  readonly me: PersonId
}

function MySwap({ swap, shift, me }: MySwapProps) {
  const undoing = useSend(undoOwnSwap)
  const [said, setSaid] = useState<string | null>(null)
  const [offering, setOffering] = useState(false)
  const undo = async (): Promise<void> => {
    setSaid(null)
    const sent = await undoing.mutateAsync({ offerId: swap.id, seenVersion: swap.version })
    if (!sent.ok) return setSaid(sent.refusal.message)
    const stands = sent.value.state === 'open' ? 'It is on offer again.' : 'It waits for your yes again.'
    toast({ words: `Undone. Both shifts are as they were. ${stands}`, icon: 'undo' })
  }
  const other = swap.personId === me ? swap.takerId : swap.personId
  return (
    <li className="iss">
      <div className="t">
        <Icon name="swap" />
        <span>{swappedWords(swap)}</span>
      </div>
      <p className="muted">
        {swap.mayUndo
          ? `It can be undone for ${UNDO_OWN_SWAP_MINUTES} minutes after both agreed, until your colleague has seen it. They are told.`
          : 'Your colleague may have planned by it. To have your own shift again, offer a swap back.'}
      </p>
      {said !== null && (
        <p className="err" role="alert">
          {said}
        </p>
      )}
      <div className="b">
        {swap.mayUndo ? (
          <Button size="sm" busy={undoing.isPending} onClick={() => void undo()}>
            Undo this swap<span className="vh">{`: ${dayWords(swap.day)}`}</span>
          </Button>
        ) : (
          <Button size="sm" onClick={() => setOffering(true)}>
            Offer a swap back<span className="vh">{`: ${dayWords(swap.day)}`}</span>
          </Button>
        )}
      </div>
      {offering && shift !== null && other !== null && (
        <OfferShift shift={shift} backTo={other} onClose={() => setOffering(false)} />
      )}
    </li>
  )
}
