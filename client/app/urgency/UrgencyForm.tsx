import { useState, type SubmitEvent } from 'react'
import { useSend } from '#client/kernel/api.ts'
import { useKept } from '#client/kernel/drafts.ts'
import { Button } from '#client/ui/Button.tsx'
import { Card } from '#client/ui/Card.tsx'
import { ErrorSummary } from '#client/ui/ErrorSummary.tsx'
import { TextField } from '#client/ui/Field.tsx'
import { RadioChips } from '#client/ui/RadioChips.tsx'
import { useKeepRule } from '#client/ui/useKeepRule.ts'
import { urgencies, type Urgency } from '#shared/referrals/referral.ts'
import { setUrgencyBands } from '#shared/referrals/urgencyContract.ts'
import {
  START_MOST,
  TARGET_MOST,
  timedClasses,
  type BandsInForce,
  type TimedClass,
} from '#shared/referrals/urgencyTargets.ts'
import { formatDate, londonDay, type LondonDay } from '#shared/time/london.ts'
import { formatMinutes } from '#shared/time/minutes.ts'
import { readTargetMinutes, readUrgency, urgencyEntryOf, type UrgencyEntry } from './urgencyEntry.ts'

interface UrgencyFormProps {
  readonly start: BandsInForce
  readonly today: LondonDay
}

/** Sets the scheme from a day on. It begins with what holds today. */
export function UrgencyForm({ start, today }: UrgencyFormProps) {
  const [begins] = useState<UrgencyEntry>(() => urgencyEntryOf(start, today))
  const [entry, setEntry, forget] = useKept('urgencyBands', begins)
  const { errors, errorOf, setErrors, keep } = useKeepRule()
  const sending = useSend(setUrgencyBands)
  const submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault()
    const { errors: wrong, toSend } = readUrgency(entry)
    if (toSend === null) return setErrors(wrong)
    const kept = await keep(
      () => sending.mutateAsync(toSend),
      ({ effectiveFrom }) => `Set: it holds from ${formatDate(londonDay(effectiveFrom))}.`,
    )
    if (kept) forget()
  }
  const fields = { entry, onChange: setEntry, errorOf }
  return (
    <Card title="Change from a day on">
      <form noValidate className="shift-form" onSubmit={(event) => void submit(event)}>
        <ErrorSummary errors={errors} />
        <ClockFields {...fields} />
        {timedClasses.map((code) => (
          <ClassFields key={code} code={code} {...fields} />
        ))}
        <DayAndWhy {...fields} />
        <div className="btns">
          <Button kind="p" type="submit" busy={sending.isPending}>
            Set from that day
          </Button>
        </div>
      </form>
    </Card>
  )
}

interface FieldsProps {
  readonly entry: UrgencyEntry
  readonly onChange: (entry: UrgencyEntry) => void
  readonly errorOf: (field: string) => string | undefined
}

const inHours = (typed: string, most: number): string => {
  const length = readTargetMinutes(typed, most)
  return length === null ? '' : ` That is ${formatMinutes(length)}.`
}

/** What a class is called in this service. */
function Words({ code, entry, onChange, errorOf }: FieldsProps & { readonly code: Urgency }) {
  return (
    <TextField
      id={`words.${code}`}
      label={`What ${code} is called`}
      hint={`At first “${urgencies[code]}”`}
      width="l"
      value={entry.words[code]}
      error={errorOf(`words.${code}`)}
      onChange={(event) => onChange({ ...entry, words: { ...entry.words, [code]: event.target.value } })}
    />
  )
}

function ClockFields(props: FieldsProps) {
  const { entry, onChange, errorOf } = props
  return (
    <fieldset className="urgency-class">
      <legend>U0: goes by the legal clock</legend>
      <Words code="U0" {...props} />
      <TextField
        id="startWithin"
        label="Minutes to start in, sections 135 and 136"
        hint={`From the start of the power; a local target, never later than the legal limit. Empty for none.${inHours(entry.startWithin, START_MOST)}`}
        width="s"
        inputMode="numeric"
        value={entry.startWithin}
        error={errorOf('startWithin')}
        onChange={(event) => onChange({ ...entry, startWithin: event.target.value })}
      />
    </fieldset>
  )
}

function ClassFields({ code, ...props }: FieldsProps & { readonly code: TimedClass }) {
  const { entry, onChange, errorOf } = props
  return (
    <fieldset className="urgency-class">
      <legend>{code}</legend>
      <Words code={code} {...props} />
      <div>
        <RadioChips
          label={`Target of ${code}`}
          look="sm"
          options={[
            { value: 'elapsed', label: 'Minutes' },
            { value: 'midnight', label: 'By midnight' },
            { value: 'typed', label: 'Typed each time' },
          ]}
          value={entry.by[code]}
          onChange={(by) => onChange({ ...entry, by: { ...entry.by, [code]: by } })}
        />
        {entry.by[code] === 'elapsed' && (
          <TextField
            id={`targets.${code}.minutes`}
            label={`Minutes from the decision, ${code}`}
            hint={inHours(entry.minutes[code], TARGET_MOST).trim() || 'Up to 30 days'}
            width="s"
            inputMode="numeric"
            value={entry.minutes[code]}
            error={errorOf(`targets.${code}.minutes`)}
            onChange={(event) => onChange({ ...entry, minutes: { ...entry.minutes, [code]: event.target.value } })}
          />
        )}
      </div>
    </fieldset>
  )
}

function DayAndWhy({ entry, onChange, errorOf }: FieldsProps) {
  return (
    <div className="row">
      <TextField
        label="Holds from"
        type="date"
        width="m"
        id="effectiveFrom"
        value={entry.effectiveFrom}
        error={errorOf('effectiveFrom')}
        onChange={(event) => onChange({ ...entry, effectiveFrom: event.target.value })}
      />
      <TextField
        label="Why"
        hint="A line, for whoever asks later"
        width="l"
        id="why"
        value={entry.why}
        error={errorOf('why')}
        onChange={(event) => onChange({ ...entry, why: event.target.value })}
      />
    </div>
  )
}
