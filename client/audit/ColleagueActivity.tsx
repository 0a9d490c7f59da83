import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useAnswer } from '#client/kernel/api.ts'
import { NotAnswered } from '#client/kernel/wire.ts'
import { Answered } from '#client/ui/Answered.tsx'
import { Button } from '#client/ui/Button.tsx'
import { Card } from '#client/ui/Card.tsx'
import { EmptyState } from '#client/ui/EmptyState.tsx'
import { ErrorSummary } from '#client/ui/ErrorSummary.tsx'
import { activityOf } from '#shared/audit/contract.ts'
import { stretchOf } from '#shared/audit/lookingBack.ts'
import type { PersonId } from '#shared/kernel/ids.ts'
import { Activity } from './Activity.tsx'
import { ColleagueField } from './ColleagueField.tsx'
import { PeriodFields } from './PeriodFields.tsx'
import { useAsked, type Asked } from './useAsked.ts'
import { useQuestion } from './useQuestion.ts'

/** What one colleague looked at, day by day, with their searches apart. */
export function ColleagueActivity() {
  const asked = useAsked()
  return (
    <>
      <Card title="Which colleague?">
        <ColleagueForm key={asked.key} asked={asked} />
      </Card>
      {asked.who !== null && <Found {...asked} who={asked.who} />}
    </>
  )
}

function ColleagueForm({ asked }: { readonly asked: Asked }) {
  const navigate = useNavigate()
  const [who, setWho] = useState<string>(asked.who ?? '')
  const question = useQuestion(
    asked,
    () => (who === '' ? [{ field: 'who', message: 'Choose a colleague' }] : []),
    ({ from, to }) => void navigate({ to: '/audit', search: { tab: 'colleague', who, from, to } }),
  )
  return (
    <form className="au-ask au-line" noValidate onSubmit={question.submit}>
      <ErrorSummary errors={question.errors} />
      <ColleagueField id="who" value={who} error={question.errorOf('who')} onChange={setWho} />
      <PeriodFields {...question} today={asked.today} onChange={question.setTyped} />
      <Button kind="p" type="submit">
        Show what they looked at
      </Button>
    </form>
  )
}

function Found({ who, period }: Asked & { readonly who: PersonId }) {
  const found = useAnswer(activityOf, { personId: who, ...stretchOf(period) })
  if (found.error instanceof NotAnswered && found.error.status === 404)
    return (
      <section className="card">
        <EmptyState title="There is no such colleague in this service">Choose one from the list above.</EmptyState>
      </section>
    )
  return (
    <Answered of={found}>
      {(activity) => activity && <Activity who={who} activity={activity} period={period} />}
    </Answered>
  )
}
