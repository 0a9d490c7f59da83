import { useState, type SubmitEvent } from 'react'
import { useSend } from '#client/kernel/api.ts'
import { useKept } from '#client/kernel/drafts.ts'
import { fieldErrorsOf } from '#client/kernel/wire.ts'
import { Button } from '#client/ui/Button.tsx'
import { Dialog } from '#client/ui/Dialog.tsx'
import { ErrorSummary, type FieldError } from '#client/ui/ErrorSummary.tsx'
import { Select } from '#client/ui/Field.tsx'
import { RadioChips } from '#client/ui/RadioChips.tsx'
import { toast } from '#client/ui/toast.ts'
import { useErrorIn } from '#client/ui/useErrorIn.ts'
import type { PersonId } from '#shared/kernel/ids.ts'
import type { RotaWeek, ShiftRow } from '#shared/rota/contract.ts'
import { takeOver, takeOverReasons, undoTakeOver } from '#shared/rota/coverContract.ts'
import { clockTimeOf } from '#shared/time/london.ts'

type Reason = keyof typeof takeOverReasons

interface TakeOverProps {
  readonly rota: RotaWeek
  readonly shift: ShiftRow
  readonly name: string
  readonly onBack: () => void
  readonly onDone: () => void
}

const reasons = (Object.keys(takeOverReasons) as Reason[]).map((value) => ({ value, label: takeOverReasons[value] }))

/** For the moment when somebody cannot go on: the rest of their shift and what they are out on go to somebody else, in one act. */
export function TakeOver({ rota, shift, name, onBack, onDone }: TakeOverProps) {
  const [entry, setEntry, forget] = useKept<{ to: string; reason: Reason }>(`rota.takeOver.${shift.id}`, {
    to: '',
    reason: 'illness',
  })
  const [errors, setErrors] = useState<readonly FieldError[]>([])
  const errorIn = useErrorIn(errors)
  const [taking, undoing] = [useSend(takeOver), useSend(undoTakeOver)]
  const others = rota.people
    .filter(({ personId }) => personId !== shift.personId)
    .toSorted((a, b) => hindrance(rota, a.personId, shift) - hindrance(rota, b.personId, shift))

  const undo = async (shiftId: ShiftRow['id'], seenVersion: number): Promise<void> => {
    const sent = await undoing.mutateAsync({ shiftId, seenVersion })
    toast(
      sent.ok
        ? { words: `${name} has the shift again, and the work on it.`, icon: 'undo' }
        : { words: sent.refusal.message, icon: 'triangle' },
    )
  }
  const submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault()
    if (taking.isPending) return
    const to = others.find(({ personId }) => personId === entry.to)
    if (!to) return setErrors([{ field: 'toPersonId', message: 'Choose who goes on with it' }])
    try {
      const input = { shiftId: shift.id, seenVersion: shift.version, toPersonId: to.personId, reason: entry.reason }
      const sent = await taking.mutateAsync(input)
      if (!sent.ok) return setErrors(fieldErrorsOf(sent.refusal))
      const { shiftId, version, warnings, numbers } = sent.value
      forget()
      toast({
        words: `${to.name} has ${name}’s shift from now${workWords(numbers)}. Both are told.`,
        icon: 'check',
        detail: warnings.join(' ') || undefined,
        undo: () => void undo(shiftId, version),
      })
      onDone()
    } catch (fault) {
      setErrors([{ message: fault instanceof Error ? fault.message : String(fault) }])
    }
  }

  return (
    <Dialog open title={`Take this from ${name} now?`} onClose={onBack}>
      <form className="shift-form" noValidate onSubmit={(event) => void submit(event)}>
        <ErrorSummary errors={errors} />
        <p>
          What is left of the shift to {clockTimeOf(shift.endsAt)}, and every job {name} is out on, go to somebody else
          in one act. What was worked stays {name}’s, for the record and for TOIL.
        </p>
        <Select
          label="Who goes on with it"
          id="toPersonId"
          empty="Choose somebody"
          options={others.map((person) => ({
            value: person.personId,
            label: onWords(rota, person.personId, person.name, shift),
          }))}
          value={entry.to}
          error={errorIn('toPersonId')}
          onChange={(event) => setEntry({ ...entry, to: event.target.value })}
        />
        <RadioChips
          label="Why"
          options={reasons}
          value={entry.reason}
          look="rows"
          onChange={(reason) => setEntry({ ...entry, reason })}
        />
        <div className="btns">
          <Button kind="p" type="submit" busy={taking.isPending}>
            Take it from them now
          </Button>
          <Button onClick={onBack}>Leave it with them</Button>
        </div>
      </form>
    </Dialog>
  )
}

const workWords = (numbers: readonly number[]): string =>
  numbers.length === 0 ? '' : `, with ${numbers.map((number) => `R-${number}`).join(', ')}`

const shiftThen = (rota: RotaWeek, personId: PersonId, { startsAt, endsAt }: ShiftRow): ShiftRow | undefined =>
  rota.shifts.find((one) => one.personId === personId && one.startsAt < endsAt && startsAt < one.endsAt)

const isAwayThen = (rota: RotaWeek, personId: PersonId, { day }: ShiftRow): boolean =>
  rota.daysAway.some((one) => one.personId === personId && one.day === day)

/** Whoever can take it comes first, then those of whom the hub warns, then those whom it would refuse. */
const hindrance = (rota: RotaWeek, personId: PersonId, shift: ShiftRow): number =>
  shiftThen(rota, personId, shift) ? 2 : Number(isAwayThen(rota, personId, shift))

/** A colleague with whether they have a shift at that time, which the hub would refuse, or are away, of which it warns. */
function onWords(rota: RotaWeek, personId: PersonId, name: string, shift: ShiftRow): string {
  const own = shiftThen(rota, personId, shift)
  if (own) return `${name}, on ${clockTimeOf(own.startsAt)} to ${clockTimeOf(own.endsAt)}`
  return isAwayThen(rota, personId, shift) ? `${name}, away that day` : name
}
