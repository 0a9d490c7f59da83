import { useNavigate } from '@tanstack/react-router'
import { TakeBackDialog } from '#client/allocations/TakeBackDialog.tsx'
import { useAsking } from '#client/kernel/asking.ts'
import { useSession } from '#client/kernel/session.tsx'
import { HoldDialog } from '#client/referrals/triaging/HoldDialog.tsx'
import { Icon } from '#client/ui/Icon.tsx'
import { RowMenu, type RowAction } from '#client/ui/RowMenu.tsx'
import { toast } from '#client/ui/toast.ts'
import type { BoardRow } from '#shared/allocations/contract.ts'
import { actWords, canMove, destinationNames, movesFor, type MoveAct, type MoveTo } from '#shared/desk/moveTo.ts'
import { referralNumber } from '#shared/referrals/referral.ts'
import type { Instant } from '#shared/time/instant.ts'
import { heldWords } from './rowWords.ts'
import { useTakeUp } from './useTakeUp.ts'

interface MoveMenuProps {
  readonly row: BoardRow
  readonly said: string
  readonly now: Instant
  readonly onSelect: (row: BoardRow) => void
}

/**
 * Moves a referral to another stage without a mouse. Each entry opens the act that the move is, which asks what it always asks; what
 * cannot be done stays in the list and says why.
 */
export function MoveMenu({ row, said, now, onSelect }: MoveMenuProps) {
  const { can } = useSession()
  const navigate = useNavigate()
  const takeUp = useTakeUp(row)
  const [asking, setAsking] = useAsking<'hold' | 'take-back'>(`move.${row.id}`)
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
    hold: () => setAsking('hold'),
    'take-back': () => setAsking('take-back'),
    'take-up': () => void takeUp.run(),
  }
  const choose = (id: string): void => {
    const chosen = moves().find(({ to }) => to === id)
    if (!chosen) return
    if ('act' in chosen.how) open[chosen.how.act]()
    else toast({ words: `${number} was not moved. ${chosen.how.why}`, icon: 'info' })
  }
  return (
    <>
      <RowMenu label={`Move ${number} to…`} actions={() => moves().map(actionOf)} onChoose={choose}>
        <Icon name="more" />
      </RowMenu>
      {asking === 'hold' && <HoldDialog referralId={row.id} onClose={() => setAsking(null)} />}
      {asking === 'take-back' && allocation !== null && (
        <TakeBackDialog of={allocation} said={said} onClose={() => setAsking(null)} />
      )}
    </>
  )
}

const actionOf = ({ to, how }: MoveTo): RowAction => ({
  id: to,
  label: destinationNames[to],
  detail: 'act' in how ? actWords[how.act] : how.why,
  cannot: 'why' in how,
})
