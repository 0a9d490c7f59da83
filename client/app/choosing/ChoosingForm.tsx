import { useState, type SubmitEvent } from 'react'
import { useSend } from '#client/kernel/api.ts'
import { useKept } from '#client/kernel/drafts.ts'
import { useKeepRule } from '#client/ui/useKeepRule.ts'
import { Button } from '#client/ui/Button.tsx'
import { Card } from '#client/ui/Card.tsx'
import { ErrorSummary } from '#client/ui/ErrorSummary.tsx'
import { TextField } from '#client/ui/Field.tsx'
import { setChoosing } from '#shared/allocations/choosingContract.ts'
import {
  standardWeights,
  weightCodes,
  weightFacts,
  type ChoosingRules,
  type Weights,
} from '#shared/allocations/weights.ts'
import { urgencies, urgencyCodes } from '#shared/referrals/referral.ts'
import { formatDate, londonDay, type LondonDay } from '#shared/time/london.ts'
import { choosingEntryOf, readChoosing, readWeights, type ChoosingEntry } from './choosingEntry.ts'
import { PreviewedWeights } from './PreviewedWeights.tsx'

interface ChoosingFormProps {
  readonly start: ChoosingRules
  readonly today: LondonDay
}

/** Weighs from a day on. It begins with what holds today, and shows what it would have changed before it is set. */
export function ChoosingForm({ start, today }: ChoosingFormProps) {
  const [begins] = useState<ChoosingEntry>(() => choosingEntryOf(start, today))
  const [entry, setEntry, forget] = useKept('choosing', begins)
  const [previewed, setPreviewed] = useState<Weights | null>(null)
  const { errors, errorOf, setErrors, keep } = useKeepRule()
  const sending = useSend(setChoosing)
  const preview = (): void => {
    const read = readWeights(entry)
    setErrors(read.errors)
    setPreviewed(read.errors.length > 0 ? null : read.values)
  }
  const submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault()
    const { errors: wrong, toSend } = readChoosing(entry)
    if (toSend === null) return setErrors(wrong)
    const kept = await keep(
      () => sending.mutateAsync(toSend),
      ({ effectiveFrom }) => `Set: it holds from ${formatDate(londonDay(effectiveFrom))}.`,
    )
    if (kept) forget()
  }
  return (
    <>
      <Card title="Weigh from a day on">
        <form noValidate className="shift-form" onSubmit={(event) => void submit(event)}>
          <ErrorSummary errors={errors} />
          <WeightFields entry={entry} onChange={setEntry} errorOf={errorOf} />
          <AcceptFields entry={entry} onChange={setEntry} errorOf={errorOf} />
          <div className="row">
            <TextField
              label="Holds from"
              type="date"
              width="m"
              id="effectiveFrom"
              value={entry.effectiveFrom}
              error={errorOf('effectiveFrom')}
              onChange={(event) => setEntry({ ...entry, effectiveFrom: event.target.value })}
            />
            <TextField
              label="Why"
              hint="A line, for whoever asks later"
              width="l"
              id="why"
              value={entry.why}
              error={errorOf('why')}
              onChange={(event) => setEntry({ ...entry, why: event.target.value })}
            />
          </div>
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

function AcceptFields({ entry, onChange, errorOf }: FieldsProps) {
  return (
    <fieldset className="choosing-fields">
      <legend>Minutes until the desk is told that nobody has accepted</legend>
      {urgencyCodes.map((code) => (
        <TextField
          key={code}
          id={code}
          label={`${code}: ${urgencies[code]}`}
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
