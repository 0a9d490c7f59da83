import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useAnswer } from '#client/kernel/api.ts'
import { useSession } from '#client/kernel/session.tsx'
import { NotAnswered } from '#client/kernel/wire.ts'
import { Answered } from '#client/ui/Answered.tsx'
import { Button } from '#client/ui/Button.tsx'
import { Card } from '#client/ui/Card.tsx'
import { EmptyState } from '#client/ui/EmptyState.tsx'
import { ErrorSummary } from '#client/ui/ErrorSummary.tsx'
import { TextField } from '#client/ui/Field.tsx'
import { whoLooked } from '#shared/audit/contract.ts'
import { stretchOf, type Period } from '#shared/audit/lookingBack.ts'
import { FindByName } from './FindByName.tsx'
import { Looks } from './Looks.tsx'
import { PeriodFields } from './PeriodFields.tsx'
import { useAsked, type Asked } from './useAsked.ts'
import { referenceIn, useQuestion, WRONG_REFERENCE } from './useQuestion.ts'

/** Who looked at one person between two days: by colleague and day, with those who were refused. */
export function WhoLooked() {
  const asked = useAsked()
  return (
    <>
      <Card title="Whose record?">
        <LookedForm key={asked.key} asked={asked} />
      </Card>
      {asked.number !== null && <Found {...asked} number={asked.number} />}
    </>
  )
}

function LookedForm({ asked }: { readonly asked: Asked }) {
  const { can } = useSession()
  const navigate = useNavigate()
  const [reference, setReference] = useState(asked.number ?? '')
  const number = referenceIn(reference)
  const show = (next: string, { from, to }: Period): void =>
    void navigate({ to: '/audit', search: { tab: 'looked', number: next, whose: asked.whose, from, to } })
  const question = useQuestion(
    asked,
    () => (number === null ? [{ field: 'reference', message: WRONG_REFERENCE }] : []),
    (period) => {
      if (number !== null) show(number, period)
    },
  )
  return (
    <div className="stack">
      <form className="au-ask au-line" noValidate onSubmit={question.submit}>
        <ErrorSummary errors={question.errors} />
        <TextField
          id="reference"
          label="Reference"
          hint="Like 2424. What you ask here is kept too"
          width="m"
          spellCheck={false}
          value={reference}
          error={question.errorOf('reference')}
          onChange={(event) => setReference(event.target.value)}
        />
        <PeriodFields {...question} today={asked.today} onChange={question.setTyped} />
        <Button kind="p" type="submit">
          Show who looked
        </Button>
      </form>
      {can('read records') && <FindByName onChoose={(found) => show(found, asked.period)} />}
    </div>
  )
}

function Found({ number, whose, period }: Asked & { readonly number: string }) {
  const found = useAnswer(whoLooked, { number, whose, ...stretchOf(period) })
  const unknown = found.error instanceof NotAnswered && found.error.status === 404
  if (unknown)
    return (
      <section className="card">
        <EmptyState title={`There is no R-${number} in this service`}>
          Check the reference. A person whose data was released keeps theirs.
        </EmptyState>
      </section>
    )
  return <Answered of={found}>{(looked) => looked && <Looks looked={looked} whose={whose} period={period} />}</Answered>
}
