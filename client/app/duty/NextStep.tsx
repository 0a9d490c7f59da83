import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { nowInstant } from '#client/kernel/clock.ts'
import { OwnGaps } from '#client/papers/RecordGaps.tsx'
import { Button, buttonClass } from '#client/ui/Button.tsx'
import { Icon } from '#client/ui/Icon.tsx'
import { toast } from '#client/ui/toast.ts'
import type { AllocationRow } from '#shared/allocations/contract.ts'
import { outcomeWords } from '#shared/allocations/outcomes.ts'
import { whereItStands } from '#shared/allocations/progress.ts'
import { UNDO_STEP_SECONDS, undoableSteps } from '#shared/allocations/undoStep.ts'
import type { State } from '#shared/allocations/steps.ts'
import { formatInstant, londonDayOf } from '#shared/time/london.ts'
import { hashOf } from './dutyPlace.ts'
import { stepNotBefore } from './notBefore.ts'
import { NotSentYet, PressedWords } from './NotSentYet.tsx'
import { pressStep, pressUndo, type PressedStep } from './usePressed.ts'
import { useWhen } from './useWhen.ts'
import { WhenPicker } from './WhenPicker.tsx'

interface Next {
  readonly step: PressedStep
  readonly words: string
  readonly done: string
}

const nextOf: Partial<Record<State, Next>> = {
  offered: { step: 'accepted', words: 'Accept', done: 'Accepted' },
  accepted: { step: 'travelling', words: 'On my way', done: 'On your way' },
  travelling: { step: 'arrived', words: 'I’ve arrived', done: 'Arrived' },
  'outcome-recorded': { step: 'finished', words: 'Finished', done: 'Finished' },
}

export interface NextStepProps {
  readonly row: AllocationRow
  readonly number: number
}

/** The one thing to do next, always in the same place, and two ways to say that it goes differently. */
export function NextStep({ row, number }: NextStepProps) {
  const state = whereItStands(row)
  const next = nextOf[state]
  return (
    <>
      <NotSentYet />
      <OwnGaps referralId={row.referralId} number={number} outcome={row.outcome} when="finishing" />
      <div className="one-tap">
        {next ? (
          <StepButton key={next.step} row={row} next={next} />
        ) : (
          state === 'arrived' && <OutcomeLink number={number} />
        )}
      </div>
      {row.outcome !== null && row.finishedAt === null && (
        <p className="muted">
          Outcome: {outcomeWords(row.outcome)}.{' '}
          {row.arrivedAt === null ? (
            'If that is wrong, ring the hub: they take the job back and give it again.'
          ) : (
            <Link to="/me" hash={hashOf(number, 'outcome')}>
              Change it
            </Link>
          )}
        </p>
      )}
      <div className="pair">
        {state === 'offered' ? null : (
          <Link className={buttonClass({ kind: 's' })} to="/me" hash={hashOf(number, 'delayed')}>
            <Icon name="clock" />
            Delayed
          </Link>
        )}
        <Link className={buttonClass({ kind: 's' })} to="/me" hash={hashOf(number, 'cannot')}>
          I can’t do this
        </Link>
      </div>
    </>
  )
}

function OutcomeLink({ number }: { readonly number: number }) {
  return (
    <div className="next-step">
      <Link className={buttonClass({ kind: 'p', size: 'big' })} to="/me" hash={hashOf(number, 'outcome')}>
        <Icon name="pencil" />
        Record outcome
      </Link>
    </div>
  )
}

/** One tap takes the step now; it can be said to have happened earlier first. */
function StepButton({ row, next }: { readonly row: AllocationRow; readonly next: Next }) {
  const picked = useWhen(`step.${row.id}.${next.step}`, stepNotBefore(row))
  const [correcting, setCorrecting] = useState(picked.at !== null || picked.typed !== '')
  const { at } = picked
  const press = (): void => {
    const when = picked.settle()
    if (when === undefined) return
    const id = pressStep(row, next.step, when)
    const time = formatInstant(when, londonDayOf(when))
    picked.forget()
    const { step } = next
    const undoable = undoableSteps.find((one) => one === step)
    toast({
      words: <PressedWords press={id} pressed={`${next.words} ${time}`} done={`${next.done} ${time}`} />,
      // No tick: the hub may not have heard of it.
      icon: 'clock',
      about: [id, row.id],
      forMs: UNDO_STEP_SECONDS * 1000,
      undo: undoable && (() => pressUndo({ id: row.id, version: row.version + 1 }, undoable, id)),
    })
  }
  return (
    <>
      <div className="next-step">
        <Button kind="p" size="big" icon="check" onClick={press}>
          {next.words}
          {at && ` at ${formatInstant(at, londonDayOf(nowInstant()))}`}
        </Button>
      </div>
      {row.acceptedAt !== null && !correcting && (
        <Button kind="q" className="earlier" onClick={() => setCorrecting(true)}>
          It happened earlier
        </Button>
      )}
      {correcting && (
        <section className="safe" aria-label="When it happened">
          <h2 className="h3">It happened at</h2>
          <WhenPicker when={picked} />
        </section>
      )}
    </>
  )
}
