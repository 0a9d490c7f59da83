import { useState, type SubmitEvent } from 'react'
import { useKept } from '#client/kernel/drafts.ts'
import { formatDate, type LondonDay } from '#shared/time/london.ts'
import type { FieldError } from './ErrorSummary.tsx'
import { TextField } from './Field.tsx'
import { useKeepRule, type SentAnswer } from './useKeepRule.ts'

/** What every rule that is set from a day on is typed with. */
export interface DayAndReason {
  readonly effectiveFrom: string
  readonly why: string
}

interface FromADay<Entry, Input> {
  /** Under which what is typed is kept. */
  readonly keptAs: string
  readonly begun: () => Entry
  /** What is wrong with each field, or what to send. */
  readonly read: (entry: Entry) => { readonly errors: readonly FieldError[]; readonly toSend: Input | null }
  readonly send: (input: Input) => Promise<SentAnswer<{ readonly effectiveFrom: LondonDay }>>
  readonly onSet?: () => void
}

/**
 * A form that sets a rule from a day on. What is typed stays through every refusal and a reload; once it is set, the form begins anew.
 *
 * @example const { entry, setEntry, errors, errorOf, submit } = useFromADay({ keptAs: 'choosing', begun, read: readChoosing, send })
 */
export function useFromADay<Entry extends DayAndReason, Input>(form: FromADay<Entry, Input>) {
  const [begins] = useState(form.begun)
  const [entry, setEntry, forget] = useKept(form.keptAs, begins)
  const { errors, errorOf, setErrors, keep } = useKeepRule()
  const submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault()
    const { errors: wrong, toSend } = form.read(entry)
    if (toSend === null) return setErrors(wrong)
    const kept = await keep(
      () => form.send(toSend),
      ({ effectiveFrom }) => `Set: it holds from ${formatDate(effectiveFrom)}.`,
    )
    if (!kept) return
    forget()
    form.onSet?.()
  }
  return { entry, setEntry, errors, errorOf, setErrors, submit }
}

interface DayAndWhyProps<Entry> {
  readonly entry: Entry
  readonly onChange: (entry: Entry) => void
  readonly errorOf: (field: string) => string | undefined
  /** The day is given: only why is asked. */
  readonly dayStands?: boolean
}

/** From which day it holds, and why, in a line. */
export function DayAndWhy<Entry extends DayAndReason>(props: DayAndWhyProps<Entry>) {
  const { entry, onChange, errorOf, dayStands = false } = props
  return (
    <div className="row">
      {!dayStands && (
        <TextField
          label="Holds from"
          type="date"
          width="m"
          id="effectiveFrom"
          value={entry.effectiveFrom}
          error={errorOf('effectiveFrom')}
          onChange={(event) => onChange({ ...entry, effectiveFrom: event.target.value })}
        />
      )}
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
