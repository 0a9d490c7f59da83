import { answerTo, dismissRefused, useOutbox } from '#client/kernel/outbox.ts'
import { Button } from '#client/ui/Button.tsx'
import { Notice } from '#client/ui/Notice.tsx'
import { formatInstant } from '#shared/time/london.ts'

/** What was pressed without a signal and then not accepted. Each stays until its person has read it: nothing is dropped in silence. */
export function OutboxAnswers() {
  const { refused } = useOutbox()
  return refused.map(({ id, madeAt, refused: code }) => (
    <Notice
      key={id}
      tone="warn"
      speaks="at-once"
      action={
        <Button size="sm" onClick={() => dismissRefused(id)}>
          I have read this
        </Button>
      }
    >
      <b>What you pressed at {formatInstant(madeAt)} was not accepted.</b> {answerTo(id) ?? wordsFor(code)}
    </Notice>
  ))
}

const wordsFor = (code: string | null): string =>
  code === 'too-old'
    ? 'It could not be sent for a day. Ring the hub and tell them what happened when.'
    : 'Something changed at the hub first. Look at the job as it is now, and ring the hub if it is wrong.'
