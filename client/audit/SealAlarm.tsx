import { useNow } from '#client/kernel/clock.ts'
import { Notice } from '#client/ui/Notice.tsx'
import { LONGEST_UNSEALED_MINUTES, sealIsLate } from '#shared/kernel/trace.ts'
import { minutesBetween } from '#shared/time/instant.ts'
import { useSeals } from './useSeals.ts'

/** Says on every page of the audit that the sealing stands still: until it goes on, reads could be taken away unseen. */
export function SealAlarm() {
  const { data } = useSeals()
  const now = useNow(15_000)
  const since = data?.oldestWaitingAt ?? null
  if (!data || since === null || !sealIsLate(since, now)) return null
  return (
    <Notice tone="breach" speaks="at-once">
      <b>
        {data.waiting === 1 ? 'One read has' : `${data.waiting.toLocaleString('en-GB')} reads have`} waited{' '}
        {minutesBetween(since, now)} minutes for a seal.
      </b>{' '}
      {LONGEST_UNSEALED_MINUTES} are usual at most. Nothing is lost yet. Ask whoever runs the hub to look for a
      transaction that does not end, and at the log.
    </Notice>
  )
}
