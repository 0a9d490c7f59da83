import { useState } from 'react'
import { useNow } from '#client/kernel/clock.ts'
import { useKept } from '#client/kernel/drafts.ts'
import { useSession } from '#client/kernel/session.tsx'
import { Button } from '#client/ui/Button.tsx'
import { Dialog } from '#client/ui/Dialog.tsx'
import type { RotaWeek, ShiftRow } from '#shared/rota/contract.ts'
import type { RotaDraft } from '#shared/rota/planContract.ts'
import { addHours } from '#shared/time/instant.ts'
import { isLondonDay, londonDay, londonDayOf } from '#shared/time/london.ts'
import { CancelShift } from './CancelShift.tsx'
import { dayToOffer, entryOf, type ShiftEntry } from './shiftEntry.ts'
import { OfferShift } from './OfferShift.tsx'
import { PutAway } from './PutAway.tsx'
import { ShiftForm } from './ShiftForm.tsx'
import { TakeOver } from './TakeOver.tsx'

interface ShiftDialogProps {
  readonly rota: RotaWeek
  readonly draft: RotaDraft | null
  /** The shift to change; without one, a new one is put on. */
  readonly shiftId: string | undefined
  readonly day: string | undefined
  readonly personId: string | undefined
  readonly onClose: () => void
}

/** Puts a shift on the rota, changes one, or takes one off. What is typed outlives the session; closing lets it go. */
export function ShiftDialog({ rota, draft, shiftId, day, personId, onClose }: ShiftDialogProps) {
  const found = rota.shifts.find(({ id }) => id === shiftId) ?? null
  // Somebody else may take the shift off while it is open here: what is typed stays, and the hub says what happened.
  const [seen] = useState(found)
  const shift = found ?? seen
  const today = londonDayOf(useNow(60_000))
  if (shiftId !== undefined && shift === null) return <Gone onClose={onClose} />
  const onDay = day !== undefined && isLondonDay(day) ? londonDay(day) : dayToOffer(rota.monday, today)
  return (
    <OpenShift
      rota={rota}
      draft={draft}
      shift={shift}
      initial={entryOf(rota, shift, onDay, personId ?? '')}
      onClose={onClose}
    />
  )
}

interface OpenShiftProps {
  readonly rota: RotaWeek
  readonly draft: RotaDraft | null
  readonly shift: ShiftRow | null
  readonly initial: ShiftEntry
  readonly onClose: () => void
}

function OpenShift({ rota, draft, shift, initial, onClose }: OpenShiftProps) {
  const [entry, setEntry, forget] = useKept<ShiftEntry>(`rota.shift.${shift?.id ?? 'new'}`, initial)
  const [step, setStep] = useState<'form' | 'take-off' | 'take-over' | 'offer' | 'away'>('form')
  const acts = useShiftActs(shift, draft)
  const back = (): void => setStep('form')
  const close = (): void => {
    forget()
    onClose()
  }
  const drafted = draft?.drafts.find(({ shiftId }) => shiftId === shift?.id)?.version ?? 0
  const name = rota.people.find(({ personId }) => personId === shift?.personId)?.name ?? ''
  if (shift !== null && step === 'take-off')
    return <CancelShift shift={shift} drafted={drafted} name={name} onBack={back} onDone={close} />
  if (shift !== null && step === 'take-over')
    return <TakeOver rota={rota} shift={shift} name={name} onBack={back} onDone={close} />
  if (shift !== null && step === 'offer') return <OfferShift shift={shift} forName={name} onClose={close} />
  if (shift !== null && step === 'away')
    return <PutAway people={rota.people} personId={shift.personId} day={shift.day} onClose={close} />
  return (
    <ShiftForm
      rota={rota}
      shift={shift}
      drafted={drafted}
      entry={entry}
      onEntry={setEntry}
      onClose={close}
      onTakeOff={shift === null ? null : () => setStep('take-off')}
      onTakeOver={acts.canTakeOver ? () => setStep('take-over') : null}
      onAway={shift === null ? null : () => setStep('away')}
      onOffer={acts.canOffer ? () => setStep('offer') : null}
    />
  )
}

/** What can be done with a shift besides changing it: one that is going on is taken over, one to come is offered to colleagues. */
function useShiftActs(shift: ShiftRow | null, draft: RotaDraft | null) {
  const { can } = useSession()
  const now = useNow(60_000)
  const published = shift !== null && !draft?.drafts.some(({ shiftId }) => shiftId === shift.id)
  const soon = addHours(now, HOURS_BEFORE)
  return {
    canTakeOver: published && can('plan the rota') && shift.startsAt < soon && now < shift.endsAt,
    canOffer: published && can('plan the rota') && now < shift.startsAt,
  }
}

/** Somebody may ring in ill before their shift has begun. */
const HOURS_BEFORE = 12

const Gone = ({ onClose }: { readonly onClose: () => void }) => (
  <Dialog
    open
    title="That shift is not on this week’s rota"
    onClose={onClose}
    actions={
      <Button kind="p" onClick={onClose}>
        Back to the week
      </Button>
    }
  >
    <p>It may have been moved to another week, or taken off.</p>
  </Dialog>
)
