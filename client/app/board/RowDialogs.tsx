import { useCallback } from 'react'
import { TakeBackDialog } from '#client/allocations/TakeBackDialog.tsx'
import { useAsking } from '#client/kernel/asking.ts'
import { HoldDialog } from '#client/referrals/triaging/HoldDialog.tsx'
import type { AllocationRow, BoardRow } from '#shared/allocations/contract.ts'
import type { ReferralId } from '#shared/kernel/ids.ts'
import { focusRow } from './useBoardKeys.ts'

/** What is asked about a row before it moves. */
interface RowQuestion {
  readonly what: 'hold' | 'take-back'
  readonly referralId: ReferralId
  readonly number: number
  /** As it was when it was asked: a colleague may take it back meanwhile, and what is typed here stays until it is answered. */
  readonly allocation: AllocationRow | null
}

export type AskOfRow = (row: BoardRow, what: RowQuestion['what']) => void

/** What is being asked about one of the rows. It stands above them: a row that goes to another place takes no dialog with it. */
export function useRowQuestion() {
  const [asking, setAsking] = useAsking<RowQuestion>('board.row')
  const ask = useCallback<AskOfRow>(
    ({ id, number, allocation }, what) => setAsking({ what, referralId: id, number, allocation }),
    [setAsking],
  )
  const close = useCallback(() => setAsking(null), [setAsking])
  return { asking, ask, close }
}

interface RowDialogsProps {
  readonly asking: RowQuestion | null
  readonly rows: readonly BoardRow[]
  readonly said: (row: BoardRow) => string
  readonly onClose: () => void
}

/** The dialog of a row. Closed, the keyboard is at its row again, wherever that stands now. */
export function RowDialogs({ asking, rows, said, onClose }: RowDialogsProps) {
  if (asking === null) return null
  const { what, referralId, number, allocation } = asking
  const row = rows.find(({ id }) => id === referralId)
  const close = (): void => {
    onClose()
    // The button that opened it may be gone; the dialog has had its turn to give the focus back by then.
    setTimeout(() => document.activeElement === document.body && focusRow(number))
  }
  if (what === 'hold') return <HoldDialog referralId={referralId} onClose={close} />
  if (allocation === null) return null
  const asItIs = row?.allocation?.id === allocation.id ? row.allocation : allocation
  return <TakeBackDialog of={asItIs} said={row ? said(row) : `R-${number}`} onClose={close} />
}
