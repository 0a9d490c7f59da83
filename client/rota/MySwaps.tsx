import { useState } from 'react'
import { useSend } from '#client/kernel/api.ts'
import { Button } from '#client/ui/Button.tsx'
import { Icon } from '#client/ui/Icon.tsx'
import { toast } from '#client/ui/toast.ts'
import type { OfferRow } from '#shared/rota/coverContract.ts'
import { undoOwnSwap } from '#shared/rota/undoSwap.ts'
import { swappedWords } from './offerWords.ts'
import { dayWords } from './rotaWords.ts'

/** Swaps of one’s own that both agreed to: until one of the shifts begins, each of the two can undo it. */
export function MySwaps({ swaps }: { readonly swaps: readonly OfferRow[] }) {
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
        {swaps.map((swap) => (
          <MySwap key={swap.id} swap={swap} />
        ))}
      </ul>
    </section>
  )
}

function MySwap({ swap }: { readonly swap: OfferRow }) {
  const undoing = useSend(undoOwnSwap)
  const [said, setSaid] = useState<string | null>(null)
  const undo = async (): Promise<void> => {
    setSaid(null)
    const sent = await undoing.mutateAsync({ offerId: swap.id, seenVersion: swap.version })
    if (!sent.ok) return setSaid(sent.refusal.message)
    const stands = sent.value.state === 'open' ? 'It is on offer again.' : 'It waits for your yes again.'
    toast({ words: `Undone. Both shifts are as they were. ${stands}`, icon: 'undo' })
  }
  return (
    <li className="iss">
      <div className="t">
        <Icon name="swap" />
        <span>{swappedWords(swap)}</span>
      </div>
      <p className="muted">It can be undone until one of these shifts begins. Your colleague is told.</p>
      {said !== null && (
        <p className="err" role="alert">
          {said}
        </p>
      )}
      <div className="b">
        <Button size="sm" busy={undoing.isPending} onClick={() => void undo()}>
          Undo this swap<span className="vh">{`: ${dayWords(swap.day)}`}</span>
        </Button>
      </div>
    </li>
  )
}
