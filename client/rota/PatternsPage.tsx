import { useState } from 'react'
import { useAnswer } from '#client/kernel/api.ts'
import { Answered } from '#client/ui/Answered.tsx'
import { PlanPage } from '#client/ui/PlanPage.tsx'
import { patterns, type Patterns } from '#shared/rota/patternContract.ts'
import { BuildWeeks } from './BuildWeeks.tsx'
import { ExceptionForm } from './ExceptionForm.tsx'
import { ExceptionsCard } from './ExceptionsCard.tsx'
import { PatternForm } from './PatternForm.tsx'
import { PatternsCard } from './PatternsCard.tsx'
import { PlaceForm } from './PlaceForm.tsx'
import { SharedDutiesCard } from './SharedDutiesCard.tsx'
import { SharedDutyForm } from './SharedDutyForm.tsx'
import './patterns.css'

/** What is open over the page: the id of what is changed, or `new`. */
export type PatternsOpen =
  | { readonly what: 'pattern'; readonly id: string }
  | { readonly what: 'place'; readonly id: string; readonly patternId: string }
  | { readonly what: 'duty'; readonly id: string }
  | { readonly what: 'exception' }
  | null

/** What weeks of the rota are made of: patterns, duties that go round or are owed, days set by hand, and building from all of them. */
export function PatternsPage() {
  const asked = useAnswer(patterns, {}, { keep: true })
  return (
    <PlanPage
      title="Patterns"
      lede="Weeks that repeat, duties that go round, and days set by hand. Building puts the difference into the draft: nobody is told until you publish it."
    >
      <Answered of={asked}>{(answer) => <Loaded answer={answer} />}</Answered>
    </PlanPage>
  )
}

function Loaded({ answer }: { readonly answer: Patterns }) {
  const [open, setOpen] = useState<PatternsOpen>(null)
  const close = (): void => setOpen(null)
  return (
    <>
      <BuildWeeks nextMonday={answer.nextMonday} />
      <PatternsCard answer={answer} onOpen={setOpen} />
      <SharedDutiesCard answer={answer} onOpen={setOpen} />
      <ExceptionsCard answer={answer} onOpen={setOpen} />
      {open?.what === 'pattern' && (
        <PatternForm
          pattern={answer.patterns.find(({ id }) => id === open.id) ?? null}
          templates={answer.templates}
          onClose={close}
        />
      )}
      {open?.what === 'place' && <PlaceForm answer={answer} open={open} onClose={close} />}
      {open?.what === 'duty' && (
        <SharedDutyForm answer={answer} duty={answer.duties.find(({ id }) => id === open.id) ?? null} onClose={close} />
      )}
      {open?.what === 'exception' && <ExceptionForm answer={answer} onClose={close} />}
    </>
  )
}
