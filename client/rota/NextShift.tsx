import { useTimeOf } from '#client/kernel/clock.ts'
import { Notice } from '#client/ui/Notice.tsx'
import type { ShiftRow } from '#shared/rota/contract.ts'
import { nextShiftWords } from './nextShiftWords.ts'

const MINUTE_MS = 60_000

/** The one thing most people open their rota for: whether they are on, or when next. */
export function NextShift({ shifts }: { readonly shifts: readonly ShiftRow[] }) {
  const words = useTimeOf((now) => nextShiftWords(shifts, now), MINUTE_MS)
  return words === null ? null : (
    <Notice icon="clock">
      <b>{words}</b>
    </Notice>
  )
}
