import { useNavigate } from '@tanstack/react-router'
import { useSession } from '#client/kernel/session.tsx'
import { Icon } from '#client/ui/Icon.tsx'
import { RowMenu, type RowAction } from '#client/ui/RowMenu.tsx'
import { toast } from '#client/ui/toast.ts'
import type { BoardRow } from '#shared/allocations/contract.ts'
import { actWords, canMove, destinationNames, movesFor, type MoveAct, type MoveTo } from '#shared/desk/moveTo.ts'
import { referralNumber } from '#shared/referrals/referral.ts'
import type { Instant } from '#shared/time/instant.ts'
import type { AskOfRow } from './RowDialogs.tsx'
import { heldWords } from './rowWords.ts'
import { useTakeUp } from './useTakeUp.ts'

interface MoveMenuProps {
  readonly row: BoardRow
  readonly now: Instant
  readonly onSelect: (row: BoardRow) => void
  readonly onAsk: AskOfRow
}

/**
 * Moves a referral to another stage without a mouse. Each entry opens the act that the move is, which asks what it always asks; what
 * cannot be done stays in the list and says why.
 */
export function MoveMenu({ row, now, onSelect, onAsk }: MoveMenuProps) {
  const { can } = useSession()
  const navigate = useNavigate()
  const takeUp = useTakeUp(row)
  const rights = { triage: can('triage'), allocate: can('allocate') }
  if (!canMove(rights)) return null
  const number = referralNumber(row.number)
  const { state, allocation, reviewAt } = row
  // A decision that leaves it to be triaged says when it is looked at again.
  const decided = state !== 'to-triage' || reviewAt !== null
  const moves = (): readonly MoveTo[] =>
    movesFor({ state, decided, allocation, held: heldWords(row, now) !== null }, rights)
  const toTriage = (): void =>
    void navigate({ to: '/referrals/$number', params: { number: String(row.number) }, search: { tab: 'triage' } })
  const open: Record<MoveAct, () => void> = {
    triage: toTriage,
    'triage-again': toTriage,
    allocate: () => {
      onSelect(row)
      // Whoever came by the keyboard goes on where they choose.
      setTimeout(() => document.getElementById('panel')?.focus({ preventScroll: true }), 0)
    },
    hold: () => onAsk(row, 'hold'),
    'take-back': () => onAsk(row, 'take-back'),
    'take-up': () => void takeUp.run(),
  }
  const choose = (id: string): void => {
    const chosen = moves().find(({ to }) => to === id)
    if (!chosen) return
    if ('act' in chosen.how) open[chosen.how.act]()
    else toast({ words: `${number} was not moved. ${chosen.how.why}`, icon: 'info' })
  }
  return (
    <RowMenu label={`Move ${number} to…`} actions={() => moves().map(actionOf)} onChoose={choose}>
      <Icon name="more" />
    </RowMenu>
  )
}

const actionOf = ({ to, how }: MoveTo): RowAction => ({
  id: to,
  label: destinationNames[to],
  detail: 'act' in how ? actWords[how.act] : how.why,
  cannot: 'why' in how,
})
