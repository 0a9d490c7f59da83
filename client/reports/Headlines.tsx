import type { LateWorkingReport } from '#shared/reports/contract.ts'
import { formatDayShort } from '#shared/time/london.ts'
import { formatMinutes } from '#shared/time/minutes.ts'
import { beganWords } from '#shared/rota/operatingModels.ts'
import { inHours, percentWords, plural, sharedLimit, shareWords } from './reportWords.ts'

/** Four answers before any scrolling: who is over, how much is owed, how much of the work is late, what waits for a decision. */
export function Headlines({ report }: { readonly report: LateWorkingReport }) {
  const { peopleOver, owed, late, toApprove, balances } = report
  const limit = sharedLimit(balances)
  return (
    <section className="card heads" aria-label="Summary">
      <div>
        <b className={peopleOver > 0 ? 'v over' : 'v'}>{peopleOver}</b>
        <span className="k">
          {plural(peopleOver, 'person', 'people')} over {limit === null ? 'their limit' : formatMinutes(limit)}
        </span>
        <div className="d">{overWords(report)}</div>
      </div>
      <div>
        <b className="v">{inHours(owed)}</b>
        <span className="k">owed in TOIL</span>
        <div className="d">
          As of {formatDayShort(report.lastDay)}. {changeWords(owed - report.owedFourWeeksAgo)}
        </div>
      </div>
      <div>
        <b className="v">{percentWords(late)}</b>
        <span className="k">of jobs finished late</span>
        <div className="d">{lateWords(report)}</div>
      </div>
      <div>
        <b className="v">{toApprove.claims}</b>
        <span className="k">{plural(toApprove.claims, 'claim', 'claims')} to approve</span>
        <div className="d">
          {toApprove.claims > 0
            ? `${formatMinutes(toApprove.minutes)} in all, made from the job record`
            : 'Nothing waits for you'}
        </div>
      </div>
    </section>
  )
}

function overWords({ balances, peopleOverWeekAgo }: LateWorkingReport): string {
  const over = balances.filter(({ standing }) => standing === 'over')
  const [first] = over
  const named = first && over.length === 1 ? `${first.name}, ${formatMinutes(first.balance)}. ` : ''
  return `${named}A week before: ${peopleOverWeekAgo}`
}

function changeWords(change: number): string {
  if (change === 0) return 'The same as 4 weeks before'
  return `${inHours(Math.abs(change))} ${change < 0 ? 'less' : 'more'} than 4 weeks before`
}

function lateWords({ late, staggered }: LateWorkingReport): string {
  const now = `${shareWords(late)}.`
  const before = staggered?.before.late
  if (!before || before.percent === null) return now
  return `${now} It was ${percentWords(before)} before ${beganWords[staggered.what].what}, ${shareWords(before)}`
}
