import { useState } from 'react'
import { useSend } from '#client/kernel/api.ts'
import { Button } from '#client/ui/Button.tsx'
import { Card } from '#client/ui/Card.tsx'
import { ErrorSummary } from '#client/ui/ErrorSummary.tsx'
import { TextField } from '#client/ui/Field.tsx'
import { DayAndWhy, useFromADay } from '#client/ui/FromADay.tsx'
import { setChoosing } from '#shared/allocations/choosingContract.ts'
import {
  standardWeights,
  weightCodes,
  weightFacts,
  type ChoosingRules,
  type Weights,
} from '#shared/allocations/weights.ts'
import { urgencyCodes } from '#shared/referrals/referral.ts'
import type { UrgencyBands } from '#shared/referrals/urgencyTargets.ts'
import type { LondonDay } from '#shared/time/london.ts'
import { choosingEntryOf, readChoosing, readWeights, type ChoosingEntry } from './choosingEntry.ts'
import { PreviewedWeights } from './PreviewedWeights.tsx'

interface ChoosingFormProps {
  readonly start: ChoosingRules
  readonly today: LondonDay
  /** What the service calls its classes of urgency. */
  readonly names: UrgencyBands['words']
}

/** Weighs from a day on. It begins with what holds today, and shows what it would have changed before it is set. */
export function ChoosingForm({ start, today, names }: ChoosingFormProps) {
  const [previewed, setPreviewed] = useState<Weights | null>(null)
  const sending = useSend(setChoosing)
  const { entry, setEntry, errors, errorOf, setErrors, submit } = useFromADay({
    keptAs: 'choosing',
    begun: () => choosingEntryOf(start, today),
    read: readChoosing,
    send: (input) => sending.mutateAsync(input),
  })
  const preview = (): void => {
    const read = readWeights(entry)
    setErrors(read.errors)
    setPreviewed(read.errors.length > 0 ? null : read.values)
  }
  return (
    <>
      <Card title="Weigh from a day on">
        <form noValidate className="shift-form" onSubmit={(event) => void submit(event)}>
          <ErrorSummary errors={errors} />
          <WeightFields entry={entry} onChange={setEntry} errorOf={errorOf} />
          <AcceptFields names={names} entry={entry} onChange={setEntry} errorOf={errorOf} />
          <DayAndWhy entry={entry} onChange={setEntry} errorOf={errorOf} />
          <div className="btns">
            <Button onClick={preview}>Try on past days</Button>
            <Button kind="p" type="submit" busy={sending.isPending}>
              Set from that day
            </Button>
          </div>
        </form>
      </Card>
      {previewed !== null && <PreviewedWeights weights={previewed} />}
    </>
  )
}

interface FieldsProps {
  readonly entry: ChoosingEntry
  readonly onChange: (entry: ChoosingEntry) => void
  readonly errorOf: (field: string) => string | undefined
}

function WeightFields({ entry, onChange, errorOf }: FieldsProps) {
  return (
    <fieldset className="choosing-fields">
      <legend>Minutes of late work that each counts as</legend>
      {weightCodes.map((code) => (
        <TextField
          key={code}
          id={code}
          label={weightFacts[code].words}
          hint={[weightFacts[code].hint, `Standard ${standardWeights[code]}`].filter((one) => one !== '').join('. ')}
          width="s"
          inputMode="numeric"
          value={entry.weights[code]}
          error={errorOf(code)}
          onChange={(event) => onChange({ ...entry, weights: { ...entry.weights, [code]: event.target.value } })}
        />
      ))}
    </fieldset>
  )
}

function AcceptFields({ names, entry, onChange, errorOf }: FieldsProps & Pick<ChoosingFormProps, 'names'>) {
  return (
    <fieldset className="choosing-fields">
      <legend>Minutes until the desk is told that nobody has accepted</legend>
      {urgencyCodes.map((code) => (
        <TextField
          key={code}
          id={code}
          label={`${code}: ${names[code]}`}
          width="s"
          inputMode="numeric"
          value={entry.accept[code]}
          error={errorOf(code)}
          onChange={(event) => onChange({ ...entry, accept: { ...entry.accept, [code]: event.target.value } })}
        />
      ))}
    </fieldset>
  )
}
