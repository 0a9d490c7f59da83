import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useNow } from '#client/kernel/clock.ts'
import { useKept } from '#client/kernel/drafts.ts'
import { post } from '#client/kernel/outbox.ts'
import { Button } from '#client/ui/Button.tsx'
import type { IconName } from '#client/ui/Icon.tsx'
import { RadioChips } from '#client/ui/RadioChips.tsx'
import { toast } from '#client/ui/toast.ts'
import { startWait, type AllocationRow } from '#shared/allocations/contract.ts'
import { openWaits, waitFacts, type WaitKind } from '#shared/allocations/waits.ts'
import { minutesBetween, type Instant } from '#shared/time/instant.ts'
import { formatInstant, londonDayOf } from '#shared/time/london.ts'
import { formatMinutes } from '#shared/time/minutes.ts'
import { hashOf } from './dutyPlace.ts'
import { waitNotBefore } from './notBefore.ts'
import { PressedWords } from './NotSentYet.tsx'
import { newWaitId } from './presses.ts'
import { SheetHead } from './SheetHead.tsx'
import { useWhen } from './useWhen.ts'
import { WhenPicker } from './WhenPicker.tsx'

const kinds: readonly { readonly value: WaitKind; readonly label: string; readonly icon: IconName }[] = [
  { value: 'bed', label: 'Bed', icon: 'bed' },
  { value: 'ambulance', label: 'Ambulance', icon: 'ambulance' },
  { value: 'doctor', label: 'Doctor', icon: 'person' },
  { value: 'police', label: 'Police', icon: 'shield' },
  { value: 'interpreter', label: 'Interpreter', icon: 'sound' },
  { value: 'other', label: 'Something else', icon: 'more' },
]

export interface DelaySheetProps {
  readonly row: AllocationRow
  readonly number: number
  readonly name: string
}

/** Three taps: Delayed, what for, Save. The one act feeds the board, the likely finish, the partner figures and the claim. */
export function DelaySheet({ row, number, name }: DelaySheetProps) {
  const navigate = useNavigate()
  const now = useNow(15_000)
  const [chosen, setKind, forgetKind] = useKept<WaitKind | null>(`delay.${number}.kind`, null)
  const [error, setError] = useState<string | undefined>()
  const running = new Set(openWaits(row.waits).map((wait) => wait.kind))
  const kind = chosen !== null && running.has(chosen) ? null : chosen
  const when = useWhen(`delay.${number}.when`, waitNotBefore(row, kind))
  const since = when.at
  const save = (): void => {
    if (kind === null) return setError('Choose what you are waiting for')
    const startedAt = when.settle()
    if (startedAt === undefined) return
    const id = post(startWait, { allocationId: row.id, kind, startedAt, note: '', waitId: newWaitId() })
    forgetKind()
    when.forget()
    const said = `${waitFacts[kind].words} since ${formatInstant(startedAt, londonDayOf(now))}`
    toast({
      words: <PressedWords press={id} pressed={said} done={said} />,
      icon: 'clock',
      about: [id, row.id],
    })
    void navigate({ to: '/me', hash: hashOf(number) })
  }
  return (
    <>
      <SheetHead
        number={number}
        name={name}
        title="What are you waiting for?"
        // A time that was left hours ago would be sent for another wait.
        onLeave={() => {
          forgetKind()
          when.forget()
        }}
      >
        <p className="muted">{shiftWords(row.shiftEndsAt, now)}</p>
      </SheetHead>
      <RadioChips
        label="Reason"
        hideLabel
        look="rows"
        error={error}
        options={kinds.filter(({ value }) => !running.has(value))}
        value={kind}
        onChange={(one) => {
          setKind(one)
          setError(undefined)
        }}
      />
      <section className="safe" aria-labelledby="since-h">
        <h2 className="h3" id="since-h">
          Waiting since
        </h2>
        <WhenPicker when={when} note={since ? `${formatMinutes(minutesBetween(since, now))} so far` : 'now'} />
      </section>
      <div className="next-step">
        <Button kind="p" size="big" onClick={save}>
          Save delay
        </Button>
      </div>
    </>
  )
}

/** @example 'It is 20:41. Your shift ended at 16:00. The wait goes into your claim.' */
function shiftWords(shiftEndsAt: Instant | null, now: Instant): string {
  const today = londonDayOf(now)
  const time = `It is ${formatInstant(now, today)}.`
  if (shiftEndsAt === null) return time
  const end = formatInstant(shiftEndsAt, today)
  return now > shiftEndsAt
    ? `${time} Your shift ended at ${end}. The wait goes into your claim.`
    : `${time} Your shift ends at ${end}.`
}
