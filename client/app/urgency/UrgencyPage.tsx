import './urgency.css'
import { useAnswer } from '#client/kernel/api.ts'
import { Answered } from '#client/ui/Answered.tsx'
import { Card } from '#client/ui/Card.tsx'
import { EmptyState } from '#client/ui/EmptyState.tsx'
import { Notice } from '#client/ui/Notice.tsx'
import { PlanLinks } from '#client/ui/PlanLinks.tsx'
import { SummaryList } from '#client/ui/SummaryList.tsx'
import { urgencyCodes } from '#shared/referrals/referral.ts'
import { urgencyScheme, type UrgencyScheme } from '#shared/referrals/urgencyContract.ts'
import { standardBands, startTargetWords, targetWords, type UrgencyBands } from '#shared/referrals/urgencyTargets.ts'
import { formatDate } from '#shared/time/london.ts'
import { UrgencyForm } from './UrgencyForm.tsx'

/** What each class of urgency is called, and by when what is of it is to be assessed, from which day. */
export function UrgencyPage() {
  const asked = useAnswer(urgencyScheme, {}, { keep: true })
  return (
    <div className="wrap">
      <div className="stack">
        <div className="page-h">
          <div>
            <h1 className="h1">Urgency</h1>
            <p className="lede">
              What each class is called, and by when what is of it is to be assessed. No law and no national standard
              gives a response time: these are the service’s own targets. A legal clock comes before each of them.
            </p>
          </div>
        </div>
        <PlanLinks />
        <Answered of={asked}>{(answer) => <Loaded answer={answer} />}</Answered>
      </div>
    </div>
  )
}

function Loaded({ answer: { now, rows, today } }: { readonly answer: UrgencyScheme }) {
  return (
    <>
      <Card
        title="In force today"
        aside={now.effectiveFrom === null ? 'Defaults' : `From ${formatDate(now.effectiveFrom)}`}
      >
        {now.effectiveFrom === null && (
          <Notice>
            <b>These are defaults, not set by this service.</b> Each is a suggestion. The three hours to start under
            section 136 are often quoted and were not verified: agree your own with your partners.
          </Notice>
        )}
        <SummaryList
          rows={urgencyCodes.map((code) => ({ key: `${code}: ${now.words[code]}`, value: aimOf(now, code) }))}
        />
      </Card>
      <UrgencyForm key={rows.length} start={now} today={today} />
      <Card title="Days from which it was set otherwise" aside={rows.length}>
        {rows.length === 0 && (
          <EmptyState title="Never set">A change is listed here with its day, its reason and who made it.</EmptyState>
        )}
        <ul className="urgency-days">
          {rows.map((row, at) => (
            <li key={row.effectiveFrom}>
              <b>{formatDate(row.effectiveFrom)}</b>
              {row.effectiveFrom > today && ' (to come)'} {row.why}. {row.byName}.
              <span className="muted"> {differences(row, rows[at + 1] ?? standardBands)}</span>
            </li>
          ))}
        </ul>
      </Card>
    </>
  )
}

type Code = (typeof urgencyCodes)[number]
const aimOf = (bands: UrgencyBands, code: Code): string =>
  code === 'U0' ? startTargetWords(bands.startWithin) : targetWords(bands.targets[code])

/** What a setting changed against the one before it. @example 'U1: 4 hours from the decision → 2 hours from the decision' */
function differences(bands: UrgencyBands, before: UrgencyBands): string {
  return urgencyCodes
    .flatMap((code) => [
      [before.words[code], bands.words[code], code] as const,
      [aimOf(before, code), aimOf(bands, code), code] as const,
    ])
    .filter(([was, is]) => was !== is)
    .map(([was, is, code]) => `${code}: was “${was}”, became “${is}”`)
    .join('; ')
}
