import type { SubmitEvent } from 'react'
import { useSend } from '#client/kernel/api.ts'
import { Button } from '#client/ui/Button.tsx'
import { Dialog } from '#client/ui/Dialog.tsx'
import { ErrorSummary } from '#client/ui/ErrorSummary.tsx'
import { Select, TextField } from '#client/ui/Field.tsx'
import { RadioChips } from '#client/ui/RadioChips.tsx'
import { useEntry } from '#client/ui/useEntry.ts'
import { shiftRoles, type ShiftRole } from '#shared/rota/contract.ts'
import { keepSharedDuty, type Patterns, type SharedDutyRow } from '#shared/rota/patternContract.ts'
import { sharings, type Sharing } from '#shared/rota/sharedDuty.ts'
import { DayBoxes } from './DayBoxes.tsx'
import { Sharers } from './Sharers.tsx'
import { dutyEntryOf, readDuty } from './sharedDutyEntry.ts'

interface SharedDutyFormProps {
  readonly answer: Patterns
  readonly duty: SharedDutyRow | null
  readonly onClose: () => void
}

const roles = Object.entries(shiftRoles).map(([value, label]) => ({ value, label }))
const hows = (Object.keys(sharings) as Sharing[]).map((value) => ({ value, label: sharings[value] }))

/** A duty that goes round, or that is owed: when it is, how it is shared, and among whom. */
export function SharedDutyForm({ answer, duty, onClose }: SharedDutyFormProps) {
  const begun = () => dutyEntryOf(duty, answer.nextMonday)
  const { entry, change, tie: text, errors, errorOf, setErrors, seenVersion, keep } = useEntry(begun, duty?.version)
  const sending = useSend(keepSharedDuty)
  const submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault()
    const read = readDuty(entry, duty?.id ?? null, seenVersion)
    if (read.toSend === null) return setErrors(read.errors)
    const input = read.toSend
    if (
      await keep(
        () => sending.mutateAsync(input),
        () => 'Kept. Build weeks to put it on the rota.',
      )
    )
      onClose()
  }
  return (
    <Dialog open wide title={duty ? `Change ${duty.name}` : 'Add a shared duty'} onClose={onClose}>
      <form noValidate className="shift-form" onSubmit={(event) => void submit(event)}>
        <ErrorSummary errors={errors} />
        <TextField label="Name" width="l" hint="Like “Saturday late”" {...text('name')} />
        <RadioChips label="How it is shared" options={hows} value={entry.how} onChange={(how) => change({ how })} />
        <div className="row">
          <TextField label="Starts" width="s" hint="Like 12:30" inputMode="numeric" {...text('startsAt')} />
          <TextField
            label="Ends"
            width="s"
            hint="Past midnight is the next day"
            inputMode="numeric"
            {...text('endsAt')}
          />
          <Select
            label="As"
            options={roles}
            value={entry.role}
            // The list is made of the roles.
            onChange={(event) => change({ role: event.target.value as ShiftRole })}
          />
        </div>
        <DayBoxes
          legend="On"
          id="days"
          days={entry.days}
          error={errorOf('days')}
          onChange={(days) => change({ days })}
        />
        <div className="row">
          <TextField label="From" type="date" width="m" {...text('firstDay')} />
          <TextField label="To" hint="Empty: until further notice" type="date" width="m" {...text('lastDay')} />
        </div>
        <Sharers
          people={answer.people}
          how={entry.how}
          sharers={entry.people}
          error={errorOf('people') ?? errorOf('personId')}
          onChange={(people) => change({ people })}
        />
        <div className="btns">
          <Button kind="p" type="submit" busy={sending.isPending}>
            Keep the duty
          </Button>
          <Button onClick={onClose}>Cancel</Button>
        </div>
      </form>
    </Dialog>
  )
}
