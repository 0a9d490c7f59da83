import { Link } from '@tanstack/react-router'
import { useAnswer } from '#client/kernel/api.ts'
import { useNow } from '#client/kernel/clock.ts'
import { useSession } from '#client/kernel/session.tsx'
import { JoinReferrals } from '#client/referrals/JoinReferrals.tsx'
import { Linked } from '#client/referrals/Linked.tsx'
import { MayBeKnown } from '#client/referrals/MayBeKnown.tsx'
import { Answered } from '#client/ui/Answered.tsx'
import { Card } from '#client/ui/Card.tsx'
import { EmptyState } from '#client/ui/EmptyState.tsx'
import { referralFile } from '#shared/referrals/contactContract.ts'
import { findReferrals } from '#shared/referrals/contract.ts'
import { fullName } from '#shared/referrals/personWords.ts'
import type { ReferralDetail } from '#shared/referrals/record.ts'
import { londonDayOf } from '#shared/time/london.ts'
import { ReferralTable } from '../referrals/ReferralTable.tsx'

/** Other referrals that may be about the same person: of the same NHS number, or else of the same name. */
export function EarlierContact({ referral }: { readonly referral: ReferralDetail }) {
  const text = referral.nhsNumber === '' ? fullName(referral) : referral.nhsNumber
  const found = useAnswer(findReferrals, { text, show: 'all' }, { inBody: true, byItself: true })
  const file = useAnswer(referralFile, { referralId: referral.id })
  const { can } = useSession()
  const now = useNow(60_000)
  const today = londonDayOf(now)
  return (
    <div className="stack">
      <Linked links={file.data?.links ?? []} today={today} />
      {can('take referrals') && <MayBeKnown referral={referral} now={now} />}
      <Card title="Earlier contact">
        <p className="muted">
          Found by {referral.nhsNumber === '' ? 'name: check that it is the same person' : 'NHS number'}. Earlier
          reasons are worth reading; earlier conclusions are not this one’s.
        </p>
        <Answered of={found}>
          {(lines) => {
            const others = lines.filter(({ id }) => id !== referral.id)
            return others.length === 0 ? (
              <EmptyState
                title="Nothing earlier was found"
                action={
                  <Link to="/referrals" hash="find">
                    Search in another way
                  </Link>
                }
              />
            ) : (
              <ReferralTable
                lines={others}
                caption="Earlier contact"
                action={(other) => <JoinReferrals referral={referral} other={other} />}
              />
            )
          }}
        </Answered>
      </Card>
    </div>
  )
}
