import { useState } from 'react'
import { nowInstant } from '#client/kernel/clock.ts'
import { Checkbox, TextField } from '#client/ui/Field.tsx'
import type { ToilPolicy } from '#shared/toil/policy.ts'
import { tryADay, type TriedDay, type TriedResult } from '#shared/toil/tryADay.ts'
import { clockTime, isClockTime, isLondonDay, londonDay, londonDayOf } from '#shared/time/london.ts'
import { formatMinutes, minutes } from '#shared/time/minutes.ts'

interface Typed {
  readonly day: string
  readonly shiftStart: string
  readonly shiftEnd: string
  readonly began: string
  readonly finished: string
}

const usual: Omit<Typed, 'day'> = { shiftStart: '08:36', shiftEnd: '16:00', began: '', finished: '16:25' }

/** Tries a day on a policy, line by line. Nothing is recorded, so anybody may see what a rule would do before it is one. */
export function TryADay({ policy, balance = 0 }: { readonly policy: ToilPolicy; readonly balance?: number }) {
  const [typed, setTyped] = useState<Typed>({ ...usual, day: londonDayOf(nowInstant()) })
  const [breakTaken, setBreakTaken] = useState(false)
  const [agreed, setAgreed] = useState(true)
  const tried = read(typed, { breakTaken, agreed, balance })
  const field = (name: keyof Typed, label: string, type: 'date' | 'time', hint?: string) => (
    <TextField
      label={label}
      hint={hint}
      type={type}
      width="m"
      value={typed[name]}
      onChange={(event) => setTyped({ ...typed, [name]: event.target.value })}
    />
  )
  return (
    <div className="try-day">
      <div className="try-fields">
        {field('day', 'Day', 'date')}
        {field('shiftStart', 'Shift from', 'time')}
        {field('shiftEnd', 'Shift to', 'time')}
        {field('began', 'Began', 'time', 'If before the shift')}
        {field('finished', 'Finished', 'time')}
        {policy.breakRule && (
          <Checkbox
            label="Had a break"
            checked={breakTaken}
            onChange={(event) => setBreakTaken(event.target.checked)}
          />
        )}
        {policy.agreement === 'beforehand' && (
          <Checkbox label="Agreed beforehand" checked={agreed} onChange={(event) => setAgreed(event.target.checked)} />
        )}
      </div>
      <div role="status">
        {tried ? <Result result={tryADay(policy, tried)} /> : <p className="muted">Give a day and its times.</p>}
      </div>
    </div>
  )
}

function read(
  { day, shiftStart, shiftEnd, began, finished }: Typed,
  { breakTaken, agreed, balance }: { breakTaken: boolean; agreed: boolean; balance: number },
): TriedDay | null {
  if (!isLondonDay(day) || ![shiftStart, shiftEnd, finished].every(isClockTime)) return null
  if (began !== '' && !isClockTime(began)) return null
  return {
    day: londonDay(day),
    shiftStart: clockTime(shiftStart),
    shiftEnd: clockTime(shiftEnd),
    began: began === '' ? null : clockTime(began),
    finished: clockTime(finished),
    breakTaken,
    agreed,
    balanceBefore: minutes(balance),
    earnedInPeriod: minutes(0),
  }
}

function Result({ result: { accrual, remarks } }: { readonly result: TriedResult }) {
  return (
    <>
      <p className="try-earns">
        Earns <b>{formatMinutes(accrual.minutes)}</b>
      </p>
      <ul className="sum">
        {accrual.steps.map(({ said, minutes: part }) => (
          <li key={said}>
            <span>{said}</span>
            <b>{formatMinutes(part)}</b>
          </li>
        ))}
        <li>
          <span>TOIL</span>
          <b>{formatMinutes(accrual.minutes)}</b>
        </li>
      </ul>
      {remarks.map((words) => (
        <p key={words} className="muted">
          {words}
        </p>
      ))}
    </>
  )
}
