import './restricted.css'
import { useEffect, useState } from 'react'
import { useAnswer, useSend } from '#client/kernel/api.ts'
import { nowMs, useNow } from '#client/kernel/clock.ts'
import { useSession } from '#client/kernel/session.tsx'
import { Button } from '#client/ui/Button.tsx'
import { Notice } from '#client/ui/Notice.tsx'
import { closeOpening, myOpenings } from '#shared/restricted/contract.ts'
import { minutesBetween, msOf } from '#shared/time/instant.ts'
import { formatInstant, londonDayOf } from '#shared/time/london.ts'

interface OpenedBarProps {
  readonly number: number
  /** The hour is over, or the record was closed: ask for it again, so that nothing of it stays on the screen. */
  readonly onEnd: () => void
}

/** Over a record that was opened with a reason: until when, and the way to close it sooner. */
export function OpenedBar({ number, onEnd }: OpenedBarProps) {
  const { can } = useSession()
  const now = useNow(15_000)
  const mine = useAnswer(myOpenings, can('open with a reason') ? {} : null)
  const send = useSend(closeOpening)
  const [trouble, setTrouble] = useState<string | null>(null)
  const opening = mine.data?.openings.find((one) => one.number === number)
  const endsAt = opening?.endsAt ?? null

  useEffect(() => {
    if (endsAt === null) return
    const timer = setTimeout(onEnd, Math.max(0, msOf(endsAt) - nowMs()) + 500)
    return () => clearTimeout(timer)
  }, [endsAt, onEnd])

  if (!opening || opening.endsAt <= now) return null
  const close = async (): Promise<void> => {
    try {
      const sent = await send.mutateAsync({ openingId: opening.id })
      if (sent.ok) onEnd()
      else setTrouble(sent.refusal.message)
    } catch (fault) {
      setTrouble(fault instanceof Error ? fault.message : String(fault))
    }
  }
  return (
    <div className="wrap opened-bar">
      <Notice
        tone="warn"
        icon="eye"
        action={
          <Button size="sm" busy={send.isPending} onClick={() => void close()}>
            Close it now
          </Button>
        }
      >
        <b>
          You opened this with a reason. It closes at {formatInstant(opening.endsAt, londonDayOf(opening.endsAt))}, in{' '}
          {Math.max(1, minutesBetween(now, opening.endsAt))} minutes.
        </b>{' '}
        {trouble ?? 'Each look is recorded, and somebody else signs for it.'}
      </Notice>
    </div>
  )
}
