import { useState, type FormEvent } from 'react'
import { nowInstant, useNow } from '#client/kernel/clock.ts'
import { Button } from '#client/ui/Button.tsx'
import { TextField } from '#client/ui/Field.tsx'
import { addMinutes, earliest, type Instant } from '#shared/time/instant.ts'
import { formatInstant, londonDayOf } from '#shared/time/london.ts'
import { readPast } from './readPast.ts'

export interface WhenPickerProps {
  /** `null` is now, and goes on with the clock. */
  readonly value: Instant | null
  readonly onChange: (at: Instant | null) => void
  /** After the time: "1h 21m so far". */
  readonly note?: string | undefined
}

const STEP_MINUTES = 5

/** When something happened: five minutes earlier or later with a thumb, or typed. */
export function WhenPicker({ value, onChange, note }: WhenPickerProps) {
  const now = useNow(15_000)
  const shown = value ?? now
  const move = (by: number): void => {
    const moved = addMinutes(value ?? nowInstant(), by)
    onChange(moved < nowInstant() ? moved : null)
  }
  return (
    <>
      <div className="ctr">
        <Button aria-label="5 minutes earlier" onClick={() => move(-STEP_MINUTES)}>
          −5
        </Button>
        <b aria-live={value === null ? 'off' : 'polite'}>{formatInstant(shown, londonDayOf(now))}</b>
        <Button aria-label="5 minutes later" disabled={value === null} onClick={() => move(STEP_MINUTES)}>
          +5
        </Button>
        {note && <span className="muted">{note}</span>}
      </div>
      <TypedTime onRead={(at) => onChange(earliest(at, nowInstant()))} />
    </>
  )
}

/** For what happened longer ago than a few taps reach. */
function TypedTime({ onRead }: { readonly onRead: (at: Instant) => void }) {
  const [text, setText] = useState('')
  const [error, setError] = useState<string | undefined>()
  const take = (event: FormEvent): void => {
    event.preventDefault()
    const read = readPast(text, nowInstant())
    setError(read.ok ? undefined : read.refusal)
    if (!read.ok) return
    setText('')
    onRead(read.value)
  }
  return (
    <details className="plain">
      <summary>Type the time instead</summary>
      <form className="typed" noValidate onSubmit={take}>
        <TextField
          label="Time"
          hint="Like 19:20. A time still to come is taken as yesterday’s."
          width="s"
          inputMode="numeric"
          value={text}
          error={error}
          onChange={(event) => setText(event.target.value)}
        />
        <Button type="submit">Use this time</Button>
      </form>
    </details>
  )
}
