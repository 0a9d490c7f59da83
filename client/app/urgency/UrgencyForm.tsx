import { useEffect } from 'react'
import { useSend } from '#client/kernel/api.ts'
import { Button } from '#client/ui/Button.tsx'
import { Card } from '#client/ui/Card.tsx'
import { ErrorSummary } from '#client/ui/ErrorSummary.tsx'
import { ErrorMessage, TextField } from '#client/ui/Field.tsx'
import { DayAndWhy, useFromADay } from '#client/ui/FromADay.tsx'
import { RadioChips } from '#client/ui/RadioChips.tsx'
import { urgencies, type Urgency } from '#shared/referrals/referral.ts'
import { setUrgencyBands, type UrgencyRow } from '#shared/referrals/urgencyContract.ts'
import {
  START_MOST,
  TARGET_MOST,
  timedClasses,
  type TimedClass,
  type UrgencyBands,
} from '#shared/referrals/urgencyTargets.ts'
import { formatDate, type LondonDay } from '#shared/time/london.ts'
import { formatMinutes } from '#shared/time/minutes.ts'
import { readTargetMinutes, readUrgency, urgencyEntryOf, type UrgencyEntry } from './urgencyEntry.ts'

interface UrgencyFormProps {
  /** What it begins with: what holds today, or the set that is changed. */
  readonly start: UrgencyBands
  readonly today: LondonDay
  /** The set of a day that this one is to take the place of. */
  readonly replaces: UrgencyRow | null
  readonly onClose: () => void
}

/** Sets the scheme from a day on, or another instead of one that is there. */
export function UrgencyForm({ start, today, replaces, onClose }: UrgencyFormProps) {
  const sending = useSend(setUrgencyBands)
  const { entry, setEntry, errors, errorOf, submit } = useFromADay({
    keptAs: replaces === null ? 'urgencyBands' : `urgencyBands.${replaces.effectiveFrom}.${replaces.version}`,
    begun: () => urgencyEntryOf(start, replaces?.effectiveFrom ?? today),
    read: (typed) => readUrgency(typed, today),
    send: (input) => sending.mutateAsync({ ...input, ...(replaces !== null && { replaces: replaces.version }) }),
    onSet: onClose,
  })
  // Whoever presses Change far below goes on where they change it.
  useEffect(() => {
    if (replaces !== null) document.getElementById('words.U0')?.focus()
  }, [replaces])
  const fields = { entry, onChange: setEntry, errorOf }
  const dayError = errorOf('effectiveFrom')
  return (
    <Card
      title={replaces === null ? 'Change from a day on' : `Change what begins on ${formatDate(replaces.effectiveFrom)}`}
    >
      <form noValidate className="shift-form" onSubmit={(event) => void submit(event)}>
        <ErrorSummary errors={errors} />
        {replaces !== null && dayError !== undefined && (
          <div id="effectiveFrom" tabIndex={-1}>
            <ErrorMessage>{dayError}</ErrorMessage>
          </div>
        )}
        <ClockFields {...fields} />
        {timedClasses.map((code) => (
          <ClassFields key={code} code={code} {...fields} />
        ))}
        <DayAndWhy {...fields} dayStands={replaces !== null} />
        <div className="btns">
          <Button kind="p" type="submit" busy={sending.isPending}>
            {replaces === null ? 'Set from that day' : 'Set this instead'}
          </Button>
          {replaces !== null && <Button onClick={onClose}>Leave it as it is</Button>}
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
          id={`targets.${code}`}
          label={`Target of ${code}`}
          look="sm"
          error={errorOf(`targets.${code}`)}
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
