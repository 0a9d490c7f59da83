import { useAsking } from '#client/kernel/asking.ts'
import { useShortcut } from '#client/kernel/shortcuts.ts'
import { HoldDialog } from '#client/referrals/triaging/HoldDialog.tsx'
import { Button } from '#client/ui/Button.tsx'
import type { BoardRow } from '#shared/allocations/contract.ts'
import { referralNumber } from '#shared/referrals/referral.ts'
import type { Instant } from '#shared/time/instant.ts'
import { heldWords } from './rowWords.ts'
import { useTakeUp } from './useTakeUp.ts'

interface HoldHereProps {
  readonly row: BoardRow
  readonly now: Instant
}

/** Holds a referral from the board, or takes it up again. What the law limits in time cannot be held past its limit. */
export function HoldHere({ row, now }: HoldHereProps) {
  const [asking, setAsking] = useAsking<true>(`holdHere.${row.id}`)
  const takeUp = useTakeUp(row)
  const held = heldWords(row, now)
  const number = referralNumber(row.number)
  useShortcut(held === null ? { keys: 'h', says: 'Hold until…', run: () => setAsking(true) } : null)
  return (
    <div className="hold-here">
      {held === null ? (
        <Button kind="q" size="sm" kbd="H" onClick={() => setAsking(true)}>
          Hold until…<span className="vh"> {number}</span>
        </Button>
      ) : (
        <>
          <span className="small muted">{`${held.charAt(0).toUpperCase()}${held.slice(1)}. ${row.hold?.why ?? ''}`}</span>
          <Button size="sm" busy={takeUp.busy} onClick={() => void takeUp.run()}>
            Take up again<span className="vh">: {number}</span>
          </Button>
        </>
      )}
      {asking && <HoldDialog referralId={row.id} onClose={() => setAsking(null)} />}
    </div>
  )
}
