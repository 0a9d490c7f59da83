import { Link } from '@tanstack/react-router'
import { shortMoment } from '#client/allocations/moments.ts'
import { listName, useNamesShown } from '#client/allocations/personNames.ts'
import { useAnswer } from '#client/kernel/api.ts'
import { useSession } from '#client/kernel/session.tsx'
import { outcomeWords } from '#shared/allocations/outcomes.ts'
import { isolatedIn } from '#shared/kernel/direction.ts'
import { incompleteRecords } from '#shared/papers/contract.ts'
import { gapsBriefly, recordGaps } from '#shared/papers/recordGaps.ts'
import { referralNumber } from '#shared/referrals/referral.ts'
import type { Instant } from '#shared/time/instant.ts'
import { PAPERS } from '#client/papers/paperLinks.ts'
import '#client/papers/papers.css'

/** Finished detentions of which the record lacks something: they stay with the desk until it is filled in, or somebody says why not. */
export function IncompleteRecords({ now }: { readonly now: Instant }) {
  const { can } = useSession()
  const asked = useAnswer(incompleteRecords, can('read a record') ? {} : null)
  const names = useNamesShown()
  const rows = asked.data ?? []
  if (rows.length === 0) return null
  return (
    <section className="qg" aria-labelledby="g-incomplete">
      <div className="qg-h">
        <h2 id="g-incomplete">Detention records to complete</h2>
        <span className="c">{rows.length}</span>
        <span className="r">Earliest finish first. Until filled in, or somebody says why not.</span>
      </div>
      <ul className="q">
        {rows.map((row) => (
          <li className="qr finished incomplete" key={row.id}>
            <div className="p">
              <Link to="/referrals/$number" params={{ number: String(row.number) }} search={PAPERS}>
                {listName(isolatedIn(row), names)}
              </Link>
              <div className="s">
                {referralNumber(row.number)} · {outcomeWords(row.outcome)}
              </div>
            </div>
            <div className="w">
              <div>
                <b>Lacks {gapsBriefly(recordGaps(row.outcome, row))}</b>
              </div>
              <div className="s">
                {row.finishedByName} finished {shortMoment(row.finishedAt, now)}
              </div>
            </div>
          </li>
        ))}
      </ul>
    </section>
  )
}
