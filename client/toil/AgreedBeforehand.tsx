import type { ReactNode } from 'react'
import type { AgreedTime } from '#shared/toil/contract.ts'
import { formatDayShort, formatInstant } from '#shared/time/london.ts'
import { formatMinutes } from '#shared/time/minutes.ts'

/** Extra time that was agreed to, with what was withdrawn of it, and what can be done about each. */
export function AgreedBeforehand({
  agreed,
  action,
}: {
  readonly agreed: readonly AgreedTime[]
  readonly action?: ((agreed: AgreedTime) => ReactNode) | undefined
}) {
  if (agreed.length === 0) return null
  return (
    <ul className="plain-l agreed" aria-label="Agreed beforehand">
      {agreed.map((one) => (
        <li key={one.id}>
          <span>{agreedWords(one)}</span>
          {action?.(one)}
        </li>
      ))}
    </ul>
  )
}

/** @example agreedWords(agreed) // 'Agreed beforehand for Fri 13 November: up to 2h late, by Ruth Banerjee. A warrant at 15:30' */
export function agreedWords({ day, upToMinutes, why, byName, withdrawn }: AgreedTime): string {
  const made = `for ${formatDayShort(day)}: up to ${formatMinutes(upToMinutes)} late, by ${byName}. ${why}`
  return withdrawn === null
    ? `Agreed beforehand ${made}`
    : `Withdrawn by ${withdrawn.byName}, ${formatInstant(withdrawn.at)}: ${withdrawn.why}. It was agreed ${made}`
}
