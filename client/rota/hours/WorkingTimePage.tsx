import { useAnswer } from '#client/kernel/api.ts'
import { Answered } from '#client/ui/Answered.tsx'
import { PlanPage } from '#client/ui/PlanPage.tsx'
import { workingTimeOfAll } from '#shared/rota/workingTimeContract.ts'
import { HoursTable } from './HoursTable.tsx'
import { NextStarts } from './NextStarts.tsx'
import { OptOuts } from './OptOuts.tsx'
import { OtherJobs } from './OtherJobs.tsx'
import { RestOwed } from './RestOwed.tsx'
import '../patterns.css'
import './hours.css'

/** The law of working time over the whole team: what to decide, what is owed, who works how much, and what was agreed. */
export function WorkingTimePage() {
  const asked = useAnswer(workingTimeOfAll, {}, { keep: true })
  return (
    <PlanPage
      title="Working time"
      lede="Rest, the 48-hour week and nights, as planned and as worked. The hub warns and keeps what you decide; it never stops anybody from finishing an assessment."
    >
      <NextStarts />
      <Answered of={asked}>
        {(answer) => (
          <>
            <RestOwed answer={answer} />
            <HoursTable answer={answer} />
            <OptOuts answer={answer} />
            <OtherJobs answer={answer} />
          </>
        )}
      </Answered>
    </PlanPage>
  )
}
