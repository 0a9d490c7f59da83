import { useAnswer } from '#client/kernel/api.ts'
import { useNow } from '#client/kernel/clock.ts'
import { useSession } from '#client/kernel/session.tsx'
import { Answered } from '#client/ui/Answered.tsx'
import { Asked } from '#client/referrals/triaging/Asked.tsx'
import { Asks } from '#client/referrals/triaging/Asks.tsx'
import { Checklist } from '#client/referrals/triaging/Checklist.tsx'
import { MayBeKnown } from '#client/referrals/MayBeKnown.tsx'
import { HoldAndUrgency } from '#client/referrals/triaging/HoldAndUrgency.tsx'
import { Letters } from '#client/referrals/triaging/Letters.tsx'
import { Redirect } from '#client/referrals/triaging/Redirect.tsx'
import { referralFile } from '#shared/referrals/contactContract.ts'
import type { ReferralRecord } from '#shared/referrals/record.ts'
import type { TimelineLine } from '#shared/referrals/timeline.ts'
import { londonDayOf } from '#shared/time/london.ts'

interface OfRecord {
  readonly record: ReferralRecord
}

/** Beside the decision: urgency and hold, what was asked of others, another council, the checklist of the route. */
export function BesideTriage({ record }: OfRecord) {
  const now = useNow(15_000)
  const { can } = useSession()
  const file = useAnswer(referralFile, { referralId: record.referral.id })
  return (
    <Answered of={file}>
      {(beside) =>
        beside && (
          <div className="stack">
            {record.referral.state === 'to-triage' && can('take referrals') && (
              <MayBeKnown referral={record.referral} now={now} />
            )}
            <HoldAndUrgency record={record} file={beside} canDecide={can('triage')} now={now} />
            <Asks
              referralId={record.referral.id}
              number={record.referral.number}
              asks={beside.asks}
              canAsk={can('take referrals')}
              now={now}
            />
            <Checklist referral={record.referral} ticks={beside.ticks} canTick={can('take referrals')} />
            <Redirect
              referralId={record.referral.id}
              redirects={beside.redirects}
              canDecide={can('triage')}
              today={londonDayOf(now)}
            />
          </div>
        )
      }
    </Answered>
  )
}

/** The whole request, group by group. */
export function RequestTab({ record, last }: OfRecord & { readonly last: TimelineLine | undefined }) {
  const { can } = useSession()
  const file = useAnswer(referralFile, { referralId: record.referral.id })
  const canAnswer = can('take referrals') && record.referral.closedAt === null
  return (
    <Answered of={file}>
      {(beside) =>
        beside && <Asked referral={record.referral} answers={beside.answers} canAnswer={canAnswer} last={last} />
      }
    </Answered>
  )
}

/** What followed from the decision. */
export function LettersTab({ record }: OfRecord) {
  const now = useNow(15_000)
  const { can } = useSession()
  const file = useAnswer(referralFile, { referralId: record.referral.id })
  return (
    <Answered of={file}>
      {(beside) => beside && <Letters record={record} file={beside} canWrite={can('take referrals')} now={now} />}
    </Answered>
  )
}
