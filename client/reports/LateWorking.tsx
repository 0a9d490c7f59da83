import './lateWorking.css'
import type { ReactNode } from 'react'
import { getRouteApi } from '@tanstack/react-router'
import { nowInstant } from '#client/kernel/clock.ts'
import { useAnswer } from '#client/kernel/api.ts'
import { Answered } from '#client/ui/Answered.tsx'
import { lateWorkingReport } from '#shared/reports/contract.ts'
import { claimsToDecide } from '#shared/toil/contract.ts'
import { formatDay, isLondonDay, londonDay } from '#shared/time/london.ts'
import { Balances } from './Balances.tsx'
import { BeforeAfterChart } from './BeforeAfterChart.tsx'
import { Claims, type ClaimsProps } from './Claims.tsx'
import { Headlines } from './Headlines.tsx'
import { Method } from './Method.tsx'
import { lastSunday } from './reportWords.ts'
import { Period } from './Period.tsx'
import { ReportLinks } from '#client/ui/ReportLinks.tsx'
import { ReportActions } from './ReportActions.tsx'
import { RunningOut } from './RunningOut.tsx'
import { WhenLate } from './WhenLate.tsx'
import { WhyLate } from './WhyLate.tsx'

const route = getRouteApi('/reports/toil')
const USUAL_WEEKS = '12'

/** The manager's page, in the order of the manager's questions: who is over, what to approve, why, when, and what changed. */
export function LateWorking({ notice }: { readonly notice?: ReactNode }) {
  const search = route.useSearch()
  const to = search.to !== undefined && isLondonDay(search.to) ? londonDay(search.to) : lastSunday(nowInstant())
  const weeks = search.weeks !== undefined && /^\d{1,3}$/.test(search.weeks) ? search.weeks : USUAL_WEEKS
  const report = useAnswer(lateWorkingReport, { to, weeks }, { keep: true })
  // Asked beside the report, not after it: the claims do not wait for the charts.
  const claims = useAnswer(claimsToDecide, {})
  return (
    <div className="wrap">
      <div className="stack">
        <div className="page-h">
          <div>
            <h1 className="h1">TOIL and late working</h1>
            <p className="lede">
              {weeks} weeks to {formatDay(to)} · all teams
            </p>
            <Period to={to} weeks={weeks} />
            <ReportLinks />
          </div>
          {report.data && <ReportActions report={report.data} />}
        </div>
        {notice}
        <Answered of={report}>{(answer) => <Report report={answer} claims={claims} />}</Answered>
      </div>
    </div>
  )
}

function Report({ report, claims }: ClaimsProps) {
  return (
    <>
      <Headlines report={report} />
      <div className="g2">
        <Balances report={report} />
        <Claims report={report} claims={claims} />
      </div>
      <RunningOut />
      <div className="g2b">
        <WhyLate report={report} />
        <WhenLate report={report} />
      </div>
      <BeforeAfterChart report={report} />
      <Method report={report} />
    </>
  )
}
