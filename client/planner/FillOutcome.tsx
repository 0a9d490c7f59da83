import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useSend } from '#client/kernel/api.ts'
import { Button } from '#client/ui/Button.tsx'
import { Card } from '#client/ui/Card.tsx'
import { Notice } from '#client/ui/Notice.tsx'
import type { PlanJobId } from '#shared/kernel/ids.ts'
import { putPlanInDraft, type PlanAnswer } from '#shared/planner/contract.ts'
import { openIn, type FillResult } from '#shared/planner/fillWork.ts'
import { isoWeekOf, type LondonDay } from '#shared/time/london.ts'
import { Fairness } from './Fairness.tsx'
import { Further } from './Further.tsx'
import { OpenDuties, ShortDays } from './OpenDuties.tsx'
import { countWords } from './planWords.ts'
import { Proved } from './Proved.tsx'

interface FillOutcomeProps {
  readonly plan: PlanAnswer
  readonly fill: FillResult
  readonly firstDay: LondonDay
  readonly onFurther: (jobId: PlanJobId) => void
}

/** What came of filling: what is covered, what is open and why, who has what, and the way onto the rota. */
export function FillOutcome({ plan, fill, firstDay, onFurther }: FillOutcomeProps) {
  const open = openIn(fill)
  const added = fill.duties.filter(({ was }) => !was).length
  return (
    <>
      <Card title="What came of it">
        <p className="plan-say" role="status">
          {open === 0
            ? `All ${fill.needed} duties are covered.`
            : `${fill.needed - open} of ${fill.needed} duties are covered. ${countWords(open, 'is', 'are')} open; why each is nobody’s stands below.`}{' '}
          {countWords(added, 'shift', 'shifts')} would be added to what is on the rota.
        </p>
        {fill.broken.length > 0 && (
          <Notice tone="warn">
            <b>What is on the rota already breaks rules.</b> {fill.broken.join('. ')}. It was left as it is.
          </Notice>
        )}
        {fill.notMet.length > 0 && (
          <ul className="method">
            {fill.notMet.map(({ words, count }) => (
              <li key={words}>
                {words}: {count}
              </li>
            ))}
          </ul>
        )}
        <IntoDraft plan={plan} firstDay={firstDay} added={added} />
        {!fill.proof && <Further jobId={plan.jobId} onAsked={onFurther} />}
      </Card>
      {fill.proof && <Proved fill={fill} proof={fill.proof} firstDay={firstDay} />}
      {fill.uncovered.length > 0 && <OpenDuties fill={fill} firstDay={firstDay} />}
      <ShortDays fill={fill} firstDay={firstDay} />
      <Fairness fill={fill} />
    </>
  )
}

function IntoDraft({
  plan,
  firstDay,
  added,
}: {
  readonly plan: PlanAnswer
  readonly firstDay: LondonDay
  readonly added: number
}) {
  const put = useSend(putPlanInDraft)
  const [said, setSaid] = useState<string | null>(null)
  const press = async (): Promise<void> => {
    try {
      const sent = await put.mutateAsync({ jobId: plan.jobId })
      setSaid(sent.ok ? draftedWords(sent.value) : sent.refusal.message)
    } catch (fault) {
      setSaid(fault instanceof Error ? fault.message : 'Not sent. Try again.')
    }
  }
  const drafted = said !== null || plan.draftedAt !== null
  return (
    <div className="btns no-print">
      {!drafted && added > 0 && (
        <Button kind="p" busy={put.isPending} onClick={() => void press()}>
          Put into the draft of the rota
        </Button>
      )}
      {drafted && (
        <Notice tone="done" speaks="politely">
          <b>{said ?? 'These shifts were put into the draft.'}</b> Nobody is told until it is published.{' '}
          <Link to="/rota/$week" params={{ week: isoWeekOf(firstDay) }} search={{}}>
            Look at the first week
          </Link>
        </Notice>
      )}
    </div>
  )
}

const draftedWords = ({ drafted, left }: { readonly drafted: number; readonly left: number }): string =>
  `${countWords(drafted, 'shift is', 'shifts are')} in the draft.${left > 0 ? ` ${left} were left out: those people have a shift that day already.` : ''}`
