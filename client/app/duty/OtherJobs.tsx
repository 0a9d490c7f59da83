import { Link } from '@tanstack/react-router'
import type { MyJob } from '#shared/allocations/contract.ts'
import { referralNumber } from '#shared/referrals/referral.ts'
import { hashOf } from './dutyPlace.ts'
import { nameOf } from './jobWords.ts'

/** The rest of the AMHP's work, one line each. */
export function OtherJobs({ jobs }: { readonly jobs: readonly MyJob[] }) {
  if (jobs.length === 0) return null
  return (
    <section className="safe" aria-labelledby="others-h">
      <h2 className="h3" id="others-h">
        Also yours
      </h2>
      <ul className="waits-l">
        {jobs.map(({ referral, allocation }) => (
          <li key={allocation.id}>
            <Link to="/me" hash={hashOf(referral.number)}>
              {nameOf(referral)}
            </Link>
            <span className="muted">
              {referralNumber(referral.number)}
              {allocation.finishedAt && ', finished'}
              {allocation.acceptedAt === null && ', new'}
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}
