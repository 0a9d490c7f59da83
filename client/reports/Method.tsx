import { Card } from '#client/ui/Card.tsx'
import type { LateWorkingReport } from '#shared/reports/contract.ts'
import { formatDay, formatInstant } from '#shared/time/london.ts'

/** How the figures are made, so that somebody else can make them again. */
export function Method({ report }: { readonly report: LateWorkingReport }) {
  return (
    <Card title="How these figures are made">
      <ul className="method">
        <li>
          Counted at {formatInstant(report.asOf)}, for shifts that started from {formatDay(report.firstDay)} to{' '}
          {formatDay(report.lastDay)}. A late finish after midnight belongs to the day on which its shift started.
        </li>
        <li>
          Balances are the sum of each person’s ledger up to the last day. TOIL is earned on the day of the shift, once
          a claim is approved.
        </li>
        <li>
          A job is late when it finished after the rostered end of its shift. Jobs given to somebody who was not on a
          shift are not counted. {report.lateWithoutClaim} late finishes made no claim, because the policy does not
          count them or the AMHP is paid by the session.
        </li>
        <li>
          Reasons come from the waits that were timed as they happened. Waits side by side share their time, and a
          minute counts once, also when two jobs of one shift ran late.
        </li>
        <li>
          Each month’s TOIL is shared among the AMHPs with at least one shift in it. Months that are not whole, and the
          month of the change, are shown but are in neither mean.
        </li>
      </ul>
    </Card>
  )
}
