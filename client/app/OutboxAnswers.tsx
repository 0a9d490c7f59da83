import { useEffect } from 'react'
import { telOf } from '#client/kernel/council.ts'
import { answerTo, dismissRead, useOutbox } from '#client/kernel/outbox.ts'
import type { Waiting } from '#client/kernel/outboxQueue.ts'
import { useNow } from '#client/kernel/clock.ts'
import { useSession } from '#client/kernel/session.tsx'
import { Button } from '#client/ui/Button.tsx'
import { Notice } from '#client/ui/Notice.tsx'
import { dismissToastAbout } from '#client/ui/toast.ts'
import { londonDayOf } from '#shared/time/london.ts'
import { bothTimes, isCallForHelp, isDoneAlready, isNoteToHub, pressWords, receivedWords } from './duty/pressWords.ts'

/**
 * What was tapped without a signal and then not accepted: what its person said, with both its times, against what the hub has. Each
 * stays until its person has read it: nothing is dropped in silence. It takes the place of what was said of the tap, and comes into view.
 */
export function OutboxAnswers() {
  const { refused, taken } = useOutbox()
  return (
    <>
      {refused.map((press) => (
        <Answer key={press.id} press={press} />
      ))}
      {taken.map((press) => (
        <Taken key={press.id} press={press} />
      ))}
    </>
  )
}

/** What the phone's worker sent on while no page was there to hear that the hub has it. */
function Taken({ press }: { readonly press: Waiting }) {
  const today = londonDayOf(useNow(60_000))
  return (
    <Notice
      tone="done"
      action={
        <Button size="sm" onClick={() => dismissRead(press.id)}>
          I have read this
        </Button>
      }
    >
      <b>{receivedWords(press, today)}</b>
    </Notice>
  )
}

function Answer({ press }: { readonly press: Waiting }) {
  const today = londonDayOf(useNow(60_000))
  const help = isCallForHelp(press)
  const done = isDoneAlready(press)
  useEffect(() => dismissToastAbout(press.id), [press.id])
  return (
    <Notice
      tone={help ? 'breach' : done ? 'done' : 'warn'}
      speaks={done ? 'politely' : 'at-once'}
      broughtIntoView={press.id}
      action={
        <Button size="sm" onClick={() => dismissRead(press.id)}>
          I have read this
        </Button>
      }
    >
      {help ? (
        <>
          <b>Your call for help was NOT received.</b> In danger, call <a href="tel:999">999</a>. Telephone <Numbers />{' '}
          now: nobody knows that you called ({bothTimes(press, today)}).
        </>
      ) : isNoteToHub(press) ? (
        <>
          <b>Your note to the hub was not received.</b> Ring about it: <Numbers /> ({bothTimes(press, today)}).
        </>
      ) : (
        <>
          <b>{done ? 'Done already.' : 'Not accepted.'}</b> You said: {pressWords(press, today)} (
          {bothTimes(press, today)}).
        </>
      )}{' '}
      The hub says: {answerTo(press.id) ?? wordsFor(press)}
    </Notice>
  )
}

/** The hub in its hours, and who is there at night: whoever needs somebody now does not look for the hour. */
function Numbers() {
  const { hubPhone, outOfHoursName, outOfHoursPhone } = useSession().service
  return (
    <>
      the hub on <a href={telOf(hubPhone)}>{hubPhone}</a>
      {outOfHoursPhone !== '' && (
        <>
          {' '}
          or {outOfHoursName} on <a href={outOfHoursPhone ? telOf(outOfHoursPhone) : undefined}>{outOfHoursPhone}</a>
        </>
      )}
    </>
  )
}

function wordsFor(press: Waiting): string {
  if (isDoneAlready(press)) return 'That was recorded before. Nothing more to do.'
  return press.refused === 'too-old'
    ? 'It could not be sent for a day. Ring the hub and tell them what happened when.'
    : 'Something changed at the hub first. Look at the job as it is now, and ring the hub if it is wrong.'
}
