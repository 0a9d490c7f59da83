import { answerTo, dismissRefused, useOutbox } from '#client/kernel/outbox.ts'
import { useNow } from '#client/kernel/clock.ts'
import { Button } from '#client/ui/Button.tsx'
import { Notice } from '#client/ui/Notice.tsx'
import { londonDayOf } from '#shared/time/london.ts'
import { bothTimes, pressWords } from './duty/pressWords.ts'

/**
 * What was tapped without a signal and then not accepted: what its person said, with both its times, against what the hub has. Each
 * stays until its person has read it: nothing is dropped in silence.
 */
export function OutboxAnswers() {
  const { refused } = useOutbox()
  const today = londonDayOf(useNow(60_000))
  return refused.map((press) => (
    <Notice
      key={press.id}
      tone="warn"
      speaks="at-once"
      action={
        <Button size="sm" onClick={() => dismissRefused(press.id)}>
          I have read this
        </Button>
      }
    >
      <b>Not accepted.</b> You said: {pressWords(press, today)} ({bothTimes(press, today)}). The hub says:{' '}
      {answerTo(press.id) ?? wordsFor(press.refused)}
    </Notice>
  ))
}

const wordsFor = (code: string | null): string =>
  code === 'too-old'
    ? 'It could not be sent for a day. Ring the hub and tell them what happened when.'
    : 'Something changed at the hub first. Look at the job as it is now, and ring the hub if it is wrong.'
