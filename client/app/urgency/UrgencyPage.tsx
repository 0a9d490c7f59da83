import './urgency.css'
import { useState } from 'react'
import { useAnswer } from '#client/kernel/api.ts'
import { Answered } from '#client/ui/Answered.tsx'
import { Card } from '#client/ui/Card.tsx'
import { Notice } from '#client/ui/Notice.tsx'
import { PlanPage } from '#client/ui/PlanPage.tsx'
import { SummaryList } from '#client/ui/SummaryList.tsx'
import { urgencyCodes } from '#shared/referrals/referral.ts'
import { urgencyScheme, type UrgencyRow, type UrgencyScheme } from '#shared/referrals/urgencyContract.ts'
import { formatDate } from '#shared/time/london.ts'
import { aimOf, UrgencyDays } from './UrgencyDays.tsx'
import { UrgencyForm } from './UrgencyForm.tsx'

/** What each class of urgency is called, and by when what is of it is to be assessed, from which day. */
export function UrgencyPage() {
  const asked = useAnswer(urgencyScheme, {}, { keep: true })
  return (
    <PlanPage
      title="Urgency"
      lede="What each class is called, and by when what is of it is to be assessed. No law and no national standard gives a response time: these are the service’s own targets. A legal clock comes before each of them."
    >
      <Answered of={asked}>{(answer) => <Loaded answer={answer} />}</Answered>
    </PlanPage>
  )
}

function Loaded({ answer: { now, rows, today } }: { readonly answer: UrgencyScheme }) {
  const [changing, setChanging] = useState<string | null>(null)
  // What was withdrawn or replaced meanwhile is not changed any more.
  const replaces = rows.find((row) => row.withdrawnAt === null && keyOf(row) === changing) ?? null
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
      <UrgencyForm
        key={`${rows.length} ${replaces === null ? '' : keyOf(replaces)}`}
        start={replaces ?? now}
        today={today}
        replaces={replaces}
        onClose={() => setChanging(null)}
      />
      <UrgencyDays rows={rows} today={today} onChange={(row) => setChanging(keyOf(row))} />
    </>
  )
}

const keyOf = ({ effectiveFrom, version }: UrgencyRow): string => `${effectiveFrom} ${version}`
