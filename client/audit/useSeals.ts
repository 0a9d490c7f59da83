import { useEffect } from 'react'
import { useAnswer } from '#client/kernel/api.ts'
import { useTimeOf } from '#client/kernel/clock.ts'
import { sealsOf } from '#shared/audit/contract.ts'

const MINUTE_MS = 60_000

/** How the sealing goes, asked again each minute: no news tells of it, because a seal is nobody's act. */
export function useSeals() {
  const asked = useAnswer(sealsOf, {})
  const minute = useTimeOf((now) => now.slice(0, 16), MINUTE_MS)
  const { refetch } = asked
  useEffect(() => void refetch(), [minute, refetch])
  return asked
}
