import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useSend } from '#client/kernel/api.ts'
import { useNow } from '#client/kernel/clock.ts'
import { useSession } from '#client/kernel/session.tsx'
import { Button, buttonClass } from '#client/ui/Button.tsx'
import { Notice } from '#client/ui/Notice.tsx'
import { kindWords } from '#shared/handover/codes.ts'
import { withdrawHandover, type HandoverLine, type HandoverLines } from '#shared/handover/contract.ts'
import { formatInstant, londonDayOf } from '#shared/time/london.ts'
import { useMayTake } from './handoverState.ts'

/** What waits for an answer: from a colleague, with the way to take it over; from me, with the way to take it back. */
export function Offers({ lines }: { readonly lines: HandoverLines }) {
  const { person } = useSession()
  const mayTake = useMayTake()
  const open = lines.lines.filter(({ state }) => state === 'offered')
  const mineLeft = lines.lines.find(
    ({ state, givenBy, items, taken }) => state === 'answered' && givenBy === person.id && taken < items,
  )
  return (
    <>
      {open.filter(mayTake).map((line) => (
        <Offered key={line.id} line={line} />
      ))}
      {open
        .filter(({ givenBy }) => givenBy === person.id)
        .map((line) => (
          <Own key={line.id} line={line} outOfHours={lines.outOfHoursName} />
        ))}
      {mineLeft && <StaysWithMe line={mineLeft} />}
    </>
  )
}

function Offered({ line }: { readonly line: HandoverLine }) {
  const today = londonDayOf(useNow(60_000))
  return (
    <Notice
      tone="info"
      icon="swap"
      action={
        <Link
          className={buttonClass({ kind: 'p', size: 'sm' })}
          to="/handover/$handoverId"
          params={{ handoverId: line.id }}
        >
          Read and take over
        </Link>
      }
    >
      <b>
        {line.givenByName} hands over {line.items} referral{line.items === 1 ? '' : 's'}.
      </b>{' '}
      Offered {formatInstant(line.offeredAt, today)}. They stay with {line.givenByName} until you take them by name.
    </Notice>
  )
}

function Own({ line, outOfHours }: { readonly line: HandoverLine; readonly outOfHours: string }) {
  const today = londonDayOf(useNow(60_000))
  const send = useSend(withdrawHandover)
  const [trouble, setTrouble] = useState<string | null>(null)
  const takeBack = async (): Promise<void> => {
    try {
      const sent = await send.mutateAsync({ handoverId: line.id, why: '' })
      setTrouble(sent.ok ? null : sent.refusal.message)
    } catch (fault) {
      setTrouble(fault instanceof Error ? fault.message : 'Not taken back. Try again.')
    }
  }
  return (
    <Notice
      tone="warn"
      icon="clock"
      action={
        <Button size="sm" busy={send.isPending} onClick={() => void takeBack()}>
          Take it back
        </Button>
      }
    >
      <b>Nobody has taken this over yet: it is still yours.</b> Offered to {kindWords(line.kind, outOfHours)},{' '}
      {formatInstant(line.offeredAt, today)}, {line.items} referral{line.items === 1 ? '' : 's'}.{' '}
      <Link to="/handover/$handoverId" params={{ handoverId: line.id }}>
        See it
      </Link>
      {trouble !== null && <span role="alert"> {trouble}</span>}
    </Notice>
  )
}

function StaysWithMe({ line }: { readonly line: HandoverLine }) {
  const left = line.items - line.taken
  return (
    <Notice tone="warn" icon="person">
      <b>
        {left} of {line.items} stay{left === 1 ? 's' : ''} with you.
      </b>{' '}
      {line.answeredByName} did not take {left === 1 ? 'it' : 'them'}.{' '}
      <Link to="/handover/$handoverId" params={{ handoverId: line.id }}>
        See which, and why
      </Link>
    </Notice>
  )
}
