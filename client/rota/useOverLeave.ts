import { useState } from 'react'
import { useKeptText } from '#client/kernel/drafts.ts'
import type { ShiftId, ShiftOfferId } from '#shared/kernel/ids.ts'
import type { OverLeave, OverLeaveRefusal } from '#shared/rota/overLeave.ts'

export interface OverLeaveEntry {
  /** Whose leave whoever agrees was shown; nobody’s until they are asked. */
  readonly away: readonly OverLeave[]
  readonly why: string
  readonly write: (why: string) => void
  /** It was sent again without a word. */
  readonly missing: boolean
  /** What goes with the command. */
  readonly sent: { leaveSeen: { personId: string; day: string }[]; overLeaveWhy: string }
  /** Takes note of a “no”. @returns whether it was about leave */
  readonly hears: (refusal: { readonly code: string; readonly message: string }) => boolean
  readonly forget: () => void
}

const isOver = (refusal: { readonly code: string }): refusal is OverLeaveRefusal => refusal.code === 'over-leave'

/** Confirming that somebody works over their own leave: shown first whose it is, then asked why. What is typed is kept. */
export function useOverLeave(about: ShiftOfferId | ShiftId | 'new'): OverLeaveEntry {
  const [away, setAway] = useState<readonly OverLeave[]>([])
  const [again, setAgain] = useState(false)
  const [why, write, clear] = useKeptText(`rota.overLeave.${about}`)
  return {
    away,
    why,
    write,
    missing: again && why.trim() === '',
    sent: { leaveSeen: away.map(({ personId, day }) => ({ personId, day })), overLeaveWhy: why },
    hears(refusal) {
      if (!isOver(refusal)) return false
      setAgain(away.length > 0)
      setAway(refusal.away)
      return true
    },
    forget() {
      clear()
      setAway([])
      setAgain(false)
    },
  }
}
