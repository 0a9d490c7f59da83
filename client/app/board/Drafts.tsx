import { Link } from '@tanstack/react-router'
import { firstOf } from '#client/allocations/personNames.ts'
import { useSession } from '#client/kernel/session.tsx'
import type { Board } from '#shared/allocations/contract.ts'
import { referralNumber } from '#shared/referrals/referral.ts'
import { minutesBetween, type Instant } from '#shared/time/instant.ts'
import { formatMinutes } from '#shared/time/minutes.ts'

/** Calls that somebody is still taking down: "Draft, Jo, 3m". One's own can be opened again. */
export function Drafts({ drafts, now }: { readonly drafts: Board['drafts']; readonly now: Instant }) {
  const { person } = useSession()
  if (drafts.length === 0) return null
  return (
    <ul className="q-drafts" aria-label="Drafts">
      {drafts.map(({ id, number, personId, byName, keptAt }) => {
        const age = formatMinutes(Math.max(0, minutesBetween(keptAt, now)))
        const words = `Draft ${referralNumber(number)}, ${firstOf(byName)}, kept ${age} ago`
        return (
          <li key={id}>
            {personId === person.id ? (
              <Link to="/referrals/new" search={{ draft: id }}>
                {words}
              </Link>
            ) : (
              words
            )}
          </li>
        )
      })}
    </ul>
  )
}
