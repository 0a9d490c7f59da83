import { useEffect, useRef, useState, type FormEvent } from 'react'
import { useNow } from '#client/kernel/clock.ts'
import { Button } from '#client/ui/Button.tsx'
import { TextField } from '#client/ui/Field.tsx'
import { WhichOfTwo } from '#client/ui/WhichOfTwo.tsx'
import { pastHint } from '#shared/allocations/readPast.ts'
import { formatInstant, londonDayOf } from '#shared/time/london.ts'
import type { When } from './useWhen.ts'

export interface WhenPickerProps {
  readonly when: When
  /** After the time: "1h 21m so far". */
  readonly note?: string | undefined
}

const STEP_MINUTES = 5

/** When something happened: five minutes earlier or later with a thumb, or typed. */
export function WhenPicker({ when, note }: WhenPickerProps) {
  const now = useNow(15_000)
  const at = when.at ?? when.usual
  return (
    <>
      <div className="ctr">
        <Button aria-label="5 minutes earlier" onClick={() => when.move(-STEP_MINUTES)}>
          −5
        </Button>
        <b aria-live={at === null ? 'off' : 'polite'}>{formatInstant(at ?? now, londonDayOf(now))}</b>
        <Button aria-label="5 minutes later" disabled={at === null} onClick={() => when.move(STEP_MINUTES)}>
          +5
        </Button>
        {note && <span className="muted">{note}</span>}
      </div>
      <TypedTime when={when} />
    </>
  )
}

/** For what happened longer ago than a few taps reach. */
function TypedTime({ when }: Pick<WhenPickerProps, 'when'>) {
  const box = useRef<HTMLFormElement>(null)
  const [open, setOpen] = useState(when.typed !== '')
  const { refusals } = when
  useEffect(() => {
    if (refusals === 0) return
    box.current?.querySelector('input')?.focus({ preventScroll: true })
    box.current?.scrollIntoView({ block: 'center' })
  }, [refusals])
  const take = (event: FormEvent): void => {
    event.preventDefault()
    when.take()
  }
  return (
    <details
      className="plain"
      // What was refused opens it, and its correction leaves it open.
      open={open || when.error !== undefined}
      onToggle={(event) => setOpen(event.currentTarget.open)}
    >
      <summary>Type the time instead</summary>
      <form className="typed" noValidate onSubmit={take} ref={box}>
        <TextField
          label="Time"
          hint={pastHint}
          width="s"
          inputMode="numeric"
          value={when.typed}
          error={when.error}
          onChange={(event) => when.type(event.target.value)}
        />
        <WhichOfTwo two={when.two} which={when.which} onChoose={when.choose} />
        <Button type="submit">Use this time</Button>
      </form>
    </details>
  )
}
