import type { ClaimRow } from '#shared/toil/contract.ts'
import { formatMinutes } from '#shared/time/minutes.ts'

/** The sum behind a claim, line by line, so that nobody has to take a number on trust. */
export function WorkedOut({ claim }: { readonly claim: Pick<ClaimRow, 'workedOut' | 'minutes'> }) {
  return (
    <details className="plain">
      <summary>How {formatMinutes(claim.minutes)} is worked out</summary>
      <ul className="sum">
        {claim.workedOut.map(({ said, minutes }) => (
          <li key={said}>
            <span>{said}</span>
            <b>{formatMinutes(minutes)}</b>
          </li>
        ))}
        <li>
          <span>TOIL</span>
          <b>{formatMinutes(claim.minutes)}</b>
        </li>
      </ul>
    </details>
  )
}
