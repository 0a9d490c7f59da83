import { useState, type FormEvent } from 'react'
import { nowInstant } from '#client/kernel/clock.ts'
import { useKeptText } from '#client/kernel/drafts.ts'
import { Button } from '#client/ui/Button.tsx'
import { ErrorSummary, type FieldError } from '#client/ui/ErrorSummary.tsx'
import { TextField } from '#client/ui/Field.tsx'
import { RadioChips } from '#client/ui/RadioChips.tsx'
import { toast } from '#client/ui/toast.ts'
import { useErrorIn } from '#client/ui/useErrorIn.ts'
import type { ToilAccount } from '#shared/toil/contract.ts'
import { formatDayShort, londonDayOf } from '#shared/time/london.ts'
import { formatMinutes } from '#shared/time/minutes.ts'
import { actWords, entryActs, formField, readEntry, type EntryAct, type ReadEntry } from './entryActs.ts'
import { useEntries, useUndoEntry } from './useEntries.ts'

const ways = {
  adjust: [
    { value: 'up', label: 'Add to it' },
    { value: 'down', label: 'Take off it' },
  ],
  bring: [
    { value: 'up', label: 'They were owed it' },
    { value: 'down', label: 'They owed it' },
  ],
} as const
const choices = entryActs.map((value) => ({ value, label: actWords[value].label }))

/** Writes into a colleague's ledger: what it is, the day, how long, and why. What was typed stays when it is refused. */
export function EntryForm({ account }: { readonly account: ToilAccount }) {
  const [act, setAct] = useState<EntryAct>('take')
  const [way, setWay] = useState<'up' | 'down'>('up')
  const [day, setDay] = useState<string>(londonDayOf(nowInstant()))
  const [length, setLength] = useState('')
  const [why, setWhy, clearWhy] = useKeptText(`toil.${account.personId}.why`)
  const [errors, setErrors] = useState<readonly FieldError[]>([])
  const { write, busy } = useEntries(account.personId)
  const undo = useUndoEntry()
  const words = actWords[act]
  const errorOf = useErrorIn(errors)
  const save = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    const read = readEntry({ act, day, length, why, downwards: way === 'down' })
    setErrors(read.ok ? [] : read.errors)
    if (!read.ok) return
    try {
      const sent = await write(act, read.entry)
      if (!sent.ok) return setErrors([{ message: sent.refusal.message, field: formField(sent.refusal.field) }])
      const { entryId } = sent.value
      toast({ words: doneWords(act, read.entry, account.name), ...(entryId && { undo: () => void undo(entryId) }) })
      setLength('')
      clearWhy()
    } catch (fault) {
      setErrors([{ message: fault instanceof Error ? fault.message : 'Not sent. Try again.' }])
    }
  }
  const choose = (next: EntryAct): void => {
    setAct(next)
    // “Take off it” said of one kind of entry is not “They owed it” of the next.
    setWay('up')
    setErrors([])
  }
  return (
    <form className="entry-form" noValidate onSubmit={(event) => void save(event)}>
      <RadioChips label="What to record" options={choices} value={act} onChange={choose} />
      <p className="muted">
        {words.says} {act === 'book' && dayWords(account)}
      </p>
      <ErrorSummary errors={errors} />
      {(act === 'adjust' || act === 'bring') && (
        <RadioChips label="Which way" look="sm" options={ways[act]} value={way} onChange={setWay} />
      )}
      <div className="entry-fields">
        <TextField
          label={words.day}
          id="day"
          type="date"
          value={day}
          error={errorOf('day')}
          onChange={(event) => setDay(event.target.value)}
        />
        <TextField
          label={words.length}
          id="minutes"
          hint="Like 7h 24m"
          width="s"
          value={length}
          error={errorOf('minutes')}
          onChange={(event) => setLength(event.target.value)}
        />
        <TextField
          label={words.why}
          id="why"
          hint={words.needsWhy ? 'Stays in the ledger; they read it' : 'Not needed; they read it'}
          width="l"
          value={why}
          error={errorOf('why')}
          onChange={(event) => setWhy(event.target.value)}
        />
      </div>
      <Button kind="p" type="submit" busy={busy}>
        {words.press}
      </Button>
    </form>
  )
}

const dayWords = ({ dayMinutes }: Pick<ToilAccount, 'dayMinutes'>): string =>
  dayMinutes === null
    ? 'They have no contracted hours, so nothing goes on the rota.'
    : `Their whole day is ${formatMinutes(dayMinutes)}.`

const done: Record<EntryAct, (length: string, name: string, day: string) => string> = {
  take: (length, name) => `Recorded: ${length} taken by ${name}.`,
  book: (length, name, day) => `Booked: ${length} off for ${name} on ${day}.`,
  agree: (length, name, day) => `Agreed: up to ${length} late for ${name} on ${day}.`,
  adjust: (length, name) => `Corrected by ${length} for ${name}.`,
  pay: (length, name) => `Recorded: ${length} paid to ${name}.`,
  bring: (length, name) => `Brought forward: ${length} for ${name}.`,
}
const doneWords = (act: EntryAct, { minutes, day }: ReadEntry, name: string): string =>
  done[act](formatMinutes(minutes), name, formatDayShort(day))
