import { Link } from '@tanstack/react-router'
import { useEffect, useRef, useState } from 'react'
import { ask, useSend } from '#client/kernel/api.ts'
import { useNow } from '#client/kernel/clock.ts'
import { keep, keptOf } from '#client/kernel/drafts.ts'
import { useSession } from '#client/kernel/session.tsx'
import { Button, buttonClass } from '#client/ui/Button.tsx'
import { Notice } from '#client/ui/Notice.tsx'
import { toast } from '#client/ui/toast.ts'
import { kindWords } from '#shared/handover/codes.ts'
import { handoverSheet, withdrawHandover, type HandoverLine, type HandoverLines } from '#shared/handover/contract.ts'
import { typedAgain, type OfferTyped } from '#shared/handover/typedAgain.ts'
import type { HandoverId } from '#shared/kernel/ids.ts'
import { addMinutes } from '#shared/time/instant.ts'
import { clockTimeOf, formatInstant, londonDayOf } from '#shared/time/london.ts'
import { becameWords, OFFER_TYPED, useMayTake, useTellAnswered } from './handoverState.ts'

/** For so long the giver reads who took it: the rest of the night and the way home. */
const TOLD_MINUTES = 12 * 60

interface OffersProps {
  readonly lines: HandoverLines
  /** What was offered on this page a moment ago: its line takes the focus. */
  readonly justOffered: HandoverId | null
}

/** What waits for an answer: from a colleague, with the way to take it over; from me, with the way to take it back. */
export function Offers({ lines, justOffered }: OffersProps) {
  const { person } = useSession()
  const mayTake = useMayTake()
  const open = lines.lines.filter(({ state }) => state === 'offered')
  const mine = lines.lines.filter(({ state, givenBy }) => state === 'answered' && givenBy === person.id)
  const mineLeft = mine.find(({ items, taken }) => taken < items)
  const since = addMinutes(useNow(60_000), -TOLD_MINUTES)
  const mineTaken = mine.filter(
    ({ items, taken, answeredAt }) => taken === items && answeredAt !== null && answeredAt > since,
  )
  useTellAnswered(lines.lines)
  return (
    <>
      {open.filter(mayTake).map((line) => (
        <Offered key={line.id} line={line} />
      ))}
      {open
        .filter(({ givenBy }) => givenBy === person.id)
        .map((line) => (
          <Own key={line.id} line={line} outOfHours={lines.outOfHoursName} isNew={line.id === justOffered} />
        ))}
      {mineTaken.map((line) => (
        <TakenFromMe key={line.id} line={line} />
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

interface OwnProps {
  readonly line: HandoverLine
  readonly outOfHours: string
  readonly isNew: boolean
}

function Own({ line, outOfHours, isNew }: OwnProps) {
  const box = useRef<HTMLDivElement>(null)
  const now = useNow(60_000)
  const today = londonDayOf(now)
  useEffect(() => {
    if (!isNew) return
    box.current?.focus({ preventScroll: true })
    box.current?.scrollIntoView({ block: 'center' })
  }, [isNew])
  const send = useSend(withdrawHandover)
  const [trouble, setTrouble] = useState<string | null>(null)
  const takeBack = async (): Promise<void> => {
    try {
      // Read before it is taken back: when it cannot be read, nothing happens and nothing is lost.
      const sheet = await ask(handoverSheet, { handoverId: line.id })
      const sent = await send.mutateAsync({ handoverId: line.id, why: '' })
      if (!sent.ok) return setTrouble(sent.refusal.message)
      if (sheet) keep(OFFER_TYPED, typedAgain(sheet, (keptOf(OFFER_TYPED) as OfferTyped | undefined) ?? null, now))
      toast({ words: 'Taken back.', detail: 'What you wrote in it stands in the form again' })
      setTimeout(() => document.getElementById('words')?.focus(), 0)
    } catch (fault) {
      setTrouble(fault instanceof Error ? fault.message : 'Not taken back. Try again.')
    }
  }
  return (
    <div ref={box} tabIndex={-1}>
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
    </div>
  )
}

function TakenFromMe({ line }: { readonly line: HandoverLine }) {
  const { person } = useSession()
  return (
    <Notice tone="done">
      <b>
        {becameWords(line, person.name)}
        {line.answeredAt !== null && ` at ${clockTimeOf(line.answeredAt)}`}.
      </b>{' '}
      {line.items > 0 && `${line.items === 1 ? 'It is' : 'They are'} no longer yours. `}
      <Link to="/handover/$handoverId" params={{ handoverId: line.id }}>
        See it
      </Link>
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
