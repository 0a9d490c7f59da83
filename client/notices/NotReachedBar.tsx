import './notices.css'
import { useState } from 'react'
import { useAnswer, useSend } from '#client/kernel/api.ts'
import { useNow } from '#client/kernel/clock.ts'
import { telOf } from '#client/kernel/council.ts'
import { Button } from '#client/ui/Button.tsx'
import { Notice } from '#client/ui/Notice.tsx'
import { notReached, sayRung, type NotReached } from '#shared/notices/contract.ts'
import { factsOf } from '#shared/notices/kinds.ts'
import { formatInstant, londonDayOf } from '#shared/time/london.ts'

/** Above every page of those who answer alarms: whom an urgent notice has not reached, and their number. */
export function NotReachedBar() {
  const asked = useAnswer(notReached, {})
  const rows = asked.data ?? []
  if (rows.length === 0) return null
  return (
    <section className="wrap not-reached" aria-label="Not reached">
      {rows.map((row) => (
        <One key={row.id} row={row} onDone={() => void asked.refetch()} />
      ))}
    </section>
  )
}

function One({ row, onDone }: { readonly row: NotReached; readonly onDone: () => void }) {
  const today = londonDayOf(useNow(60_000))
  const saying = useSend(sayRung)
  const [trouble, setTrouble] = useState<string | null>(null)
  const rung = async (): Promise<void> => {
    try {
      const sent = await saying.mutateAsync({ noticeId: row.id })
      setTrouble(sent.ok ? null : sent.refusal.message)
      onDone()
    } catch (fault) {
      setTrouble(fault instanceof Error ? fault.message : 'Not sent. Try again.')
    }
  }
  return (
    <Notice tone="warn" icon="phone" speaks="at-once">
      <b>{row.personName} has not been reached: ring them.</b> {factsOf(row.kind).name} at{' '}
      {formatInstant(row.madeAt, today)}, and no notice got through.{' '}
      {row.phone !== '' && <a href={telOf(row.phone)}>{row.phone}</a>}
      <div className="btns">
        {trouble !== null && <span role="alert">{trouble}</span>}
        <Button size="sm" busy={saying.isPending} onClick={() => void rung()}>
          I have rung them<span className="vh">: {row.personName}</span>
        </Button>
      </div>
    </Notice>
  )
}
