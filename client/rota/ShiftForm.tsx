import { useState, type SubmitEvent } from 'react'
import { Button } from '#client/ui/Button.tsx'
import { Dialog } from '#client/ui/Dialog.tsx'
import { ErrorSummary, type FieldError } from '#client/ui/ErrorSummary.tsx'
import { Checkbox, Select, TextField } from '#client/ui/Field.tsx'
import { Notice } from '#client/ui/Notice.tsx'
import { useErrorIn } from '#client/ui/useErrorIn.ts'
import type { RotaWeek, ShiftRow } from '#shared/rota/contract.ts'
import { formatDayShort } from '#shared/time/london.ts'
import { formatMinutes } from '#shared/time/minutes.ts'
import { OverLeaveField } from './OverLeaveField.tsx'
import { timesWords } from './rotaWords.ts'
import { ShiftHistory } from './ShiftHistory.tsx'
import { ShiftPreview } from './ShiftPreview.tsx'
import { ShiftTimes } from './ShiftTimes.tsx'
import { readEntry, type ShiftEntry } from './shiftEntry.ts'
import { useSaveShift } from './useSaveShift.ts'

interface ShiftFormProps {
  readonly rota: RotaWeek
  readonly shift: ShiftRow | null
  /** The version of the draft of it; 0 while it is not in the draft. */
  readonly drafted: number
  readonly entry: ShiftEntry
  readonly onEntry: (entry: ShiftEntry) => void
  readonly onClose: () => void
  /** `null` for a shift that is not on the rota yet. */
  readonly onTakeOff: (() => void) | null
  /** `null` unless it is going on, or begins soon, and the reader may plan. */
  readonly onTakeOver: (() => void) | null
  readonly onOffer: (() => void) | null
  readonly onAway: (() => void) | null
}

/** Who, which day, which times. Each answer is read back before it is saved. */
export function ShiftForm(props: ShiftFormProps) {
  const { rota, shift, drafted, entry, onEntry, onClose } = props
  const [errors, setErrors] = useState<readonly FieldError[]>([])
  const read = readEntry(entry, rota)
  const [atOnce, setAtOnce] = useState(false)
  // What only the draft has cannot be changed on the rota.
  const onlyDrafted = drafted > 0
  const { save, over, seenVersion, busy } = useSaveShift(shift, drafted, onClose)
  const name = rota.people.find(({ personId }) => personId === shift?.personId)?.name ?? ''
  const errorOf = useErrorIn(errors)
  const change = (part: Partial<ShiftEntry>): void => onEntry({ ...entry, ...part })

  const submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault()
    if (busy) return
    setErrors(read.toSend === null ? read.errors : await save(read.toSend, atOnce && !onlyDrafted))
  }

  return (
    <Dialog open title={shift ? `${name}, ${formatDayShort(shift.day)}` : 'Add a shift'} onClose={onClose}>
      <form className="shift-form" noValidate onSubmit={(event) => void submit(event)}>
        <ErrorSummary errors={errors} />
        {shift !== null && !onlyDrafted && shift.version !== seenVersion && (
          <Notice tone="warn" speaks="politely">
            <b>This shift was changed while you had it open.</b> It is now {name}, {formatDayShort(shift.day)},{' '}
            {timesWords(shift)}.
          </Notice>
        )}
        <Select
          label="Who"
          name="personId"
          id="personId"
          empty="Choose somebody"
          options={rota.people.map((person) => ({ value: person.personId, label: personWords(person) }))}
          value={entry.personId}
          error={errorOf('personId')}
          onChange={(event) => change({ personId: event.target.value })}
        />
        <TextField
          label="Day it starts"
          name="day"
          id="day"
          type="date"
          width="m"
          value={entry.day}
          error={errorOf('day')}
          onChange={(event) => change({ day: event.target.value })}
        />
        <ShiftTimes entry={entry} templates={rota.templates} own={shift} errorOf={errorOf} onChange={change} />
        <ShiftPreview entry={entry} read={read} rota={rota} shift={shift} />
        {!onlyDrafted && (
          <Checkbox
            label="On the rota at once"
            hint="Without it, it waits in the draft, which nobody else sees, until the week is published."
            checked={atOnce}
            onChange={(event) => setAtOnce(event.target.checked)}
          />
        )}
        {atOnce && !onlyDrafted && (
          <OverLeaveField over={over} id="overLeaveWhy" hint="Told to them, with your name." />
        )}
        <div className="btns">
          <Button kind="p" type="submit" busy={busy}>
            {atOnce && !onlyDrafted ? (shift ? 'Save the change' : 'Put it on the rota') : 'Keep in the draft'}
          </Button>
          <Button onClick={onClose}>{shift ? 'Leave as it is' : 'Cancel'}</Button>
        </div>
        <OtherActs {...props} />
      </form>
      {shift !== null && shift.version > 0 && <ShiftHistory shiftId={shift.id} />}
    </Dialog>
  )
}

/** What else can be done with a shift that is there. */
function OtherActs({ onTakeOff, onTakeOver, onOffer, onAway }: ShiftFormProps) {
  if (!onTakeOff && !onTakeOver && !onOffer && !onAway) return null
  return (
    <div className="btns other-acts">
      {onTakeOver && (
        <Button icon="swap" onClick={onTakeOver}>
          Take this from them now…
        </Button>
      )}
      {onOffer && <Button onClick={onOffer}>Offer it to colleagues…</Button>}
      {onAway && <Button onClick={onAway}>They are away…</Button>}
      {onTakeOff && (
        <Button kind="q" onClick={onTakeOff}>
          Take off the rota…
        </Button>
      )}
    </div>
  )
}

/** A name with how much of their week is planned, which is what one chooses by. */
function personWords({
  name,
  rosteredMinutes,
  contractedMinutesPerWeek: contracted,
}: RotaWeek['people'][number]): string {
  const planned = formatMinutes(rosteredMinutes)
  return contracted > 0
    ? `${name}, ${planned} of ${formatMinutes(contracted)} this week`
    : `${name}, ${planned} this week`
}
