import { useState, type FormEvent } from 'react'
import { nowInstant } from '#client/kernel/clock.ts'
import { Button } from '#client/ui/Button.tsx'
import { Dialog } from '#client/ui/Dialog.tsx'
import { ErrorSummary, type FieldError } from '#client/ui/ErrorSummary.tsx'
import { Checkbox, Select, TextArea, TextField } from '#client/ui/Field.tsx'
import { toast } from '#client/ui/toast.ts'
import { useErrorIn } from '#client/ui/useErrorIn.ts'
import { recordClasses } from '#shared/privacy/dataKinds.ts'
import { setRetentionRule } from '#shared/privacy/contract.ts'
import { settableClasses } from '#shared/privacy/retention.ts'
import { knownPractices } from '#shared/privacy/shippedRules.ts'
import { isLondonDay, londonDay, londonDayOf } from '#shared/time/london.ts'
import { useSending } from './useSending.ts'

const choices = settableClasses.map((value) => ({ value, label: recordClasses[value] }))

/** A whole number as it was typed; `null` when the box is empty or holds something else. */
const wholeOf = (text: string): number | null => (/^\d{1,3}$/.test(text.trim()) ? Number(text) : null)

const empty = { recordClass: 'referral', from: '', years: '', death: '', age: '', authority: '', verified: false }

/** A rule begins on its day; what was released before stays released by the rule of its own day. */
export function RuleDialog({ onClose }: { readonly onClose: () => void }) {
  const [typed, setTyped] = useState({ ...empty, from: londonDayOf(nowInstant()) as string })
  const [wrong, setWrong] = useState<readonly FieldError[]>([])
  const send = useSending(setRetentionRule)
  const set = (changes: Partial<typeof typed>): void => setTyped({ ...typed, ...changes })
  const errors = [...wrong, ...send.errors]
  const errorOf = useErrorIn(errors)
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    const recordClass = settableClasses.find((one) => one === typed.recordClass)
    const keepFor = wholeOf(typed.years)
    const found = [
      ...(keepFor === null ? [{ field: 'keepFor', message: 'Give a number of years' }] : []),
      ...(isLondonDay(typed.from) ? [] : [{ field: 'effectiveFrom', message: 'Give the day from which it applies' }]),
      ...(typed.authority.trim() === '' ? [{ field: 'authority', message: 'Say whose rule it is' }] : []),
    ]
    setWrong(found)
    if (recordClass === undefined || keepFor === null || found.length > 0) return
    const { death, age, authority, verified } = typed
    const rule = { recordClass, keepFor, unit: 'years', authority, verified } as const
    const people = recordClass === 'referral'
    const sent = await send.submit({
      ...rule,
      effectiveFrom: londonDay(typed.from),
      yearsAfterDeath: people ? wholeOf(death) : null,
      untilAge: people ? wholeOf(age) : null,
    })
    if (!sent) return
    toast({ words: `${recordClasses[recordClass]}: ${keepFor} years from then on.`, icon: 'check' })
    onClose()
  }
  return (
    <Dialog open wide title="Set a retention rule" onClose={onClose}>
      <form className="ask-form" noValidate onSubmit={(event) => void submit(event)}>
        <ErrorSummary errors={errors} />
        <Select
          id="recordClass"
          label="Records"
          options={choices}
          value={typed.recordClass}
          onChange={(event) => set({ recordClass: event.target.value })}
        />
        <TextField
          id="effectiveFrom"
          type="date"
          label="From"
          value={typed.from}
          error={errorOf('effectiveFrom')}
          onChange={(event) => set({ from: event.target.value })}
        />
        <TextField
          id="keepFor"
          label="Years"
          width="s"
          inputMode="numeric"
          value={typed.years}
          error={errorOf('keepFor')}
          onChange={(event) => set({ years: event.target.value })}
        />
        {typed.recordClass === 'referral' && (
          <>
            <TextField
              id="yearsAfterDeath"
              label="Years after a death"
              hint="Empty: a death changes nothing"
              width="s"
              inputMode="numeric"
              value={typed.death}
              error={errorOf('yearsAfterDeath')}
              onChange={(event) => set({ death: event.target.value })}
            />
            <TextField
              id="untilAge"
              label="A child’s at least until the age of"
              hint="Empty: no different for a child"
              width="s"
              inputMode="numeric"
              value={typed.age}
              error={errorOf('untilAge')}
              onChange={(event) => set({ age: event.target.value })}
            />
          </>
        )}
        <TextArea
          id="authority"
          label="Whose rule it is"
          hint="Shown to whoever asks why"
          value={typed.authority}
          error={errorOf('authority')}
          onChange={(event) => set({ authority: event.target.value })}
        />
        <details className="plain">
          <summary>What others say</summary>
          <ul>
            {knownPractices.map((says) => (
              <li key={says}>{says} (not checked)</li>
            ))}
          </ul>
        </details>
        <Checkbox
          id="verified"
          label="Our records manager has confirmed it"
          checked={typed.verified}
          onChange={(event) => set({ verified: event.target.checked })}
        />
        <div className="btns">
          <Button kind="p" type="submit" busy={send.busy}>
            Set the rule
          </Button>
          <Button onClick={onClose}>Leave as it is</Button>
        </div>
      </form>
    </Dialog>
  )
}
