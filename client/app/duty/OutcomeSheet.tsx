import { useNavigate } from '@tanstack/react-router'
import { useKept, useKeptText } from '#client/kernel/drafts.ts'
import { OwnGaps } from '#client/papers/RecordGaps.tsx'
import { Button } from '#client/ui/Button.tsx'
import { ErrorSummary } from '#client/ui/ErrorSummary.tsx'
import { TextArea } from '#client/ui/Field.tsx'
import { Notice } from '#client/ui/Notice.tsx'
import { RadioChips } from '#client/ui/RadioChips.tsx'
import type { AllocationRow } from '#shared/allocations/contract.ts'
import {
  notCompletedReasonCodes,
  notCompletedReasons,
  outcomeCodes,
  outcomes,
  outcomeWords,
  type NotCompletedReason,
  type OutcomeCode,
} from '#shared/allocations/outcomes.ts'
import { hashOf } from './dutyPlace.ts'
import { stepNotBefore } from './notBefore.ts'
import { BeingSent } from './NotSentYet.tsx'
import { SheetHead } from './SheetHead.tsx'
import { useRecordOutcome, type Said } from './useRecordOutcome.ts'
import { useWhen } from './useWhen.ts'
import { WhenPicker } from './WhenPicker.tsx'

const choices = outcomeCodes.map((value) => ({ value, label: outcomes[value].words }))
const whys = notCompletedReasonCodes.map((value) => ({ value, label: notCompletedReasons[value] }))

export interface OutcomeSheetProps {
  readonly row: AllocationRow
  /** Whether a power over the person runs. */
  readonly held: boolean
  readonly number: number
  readonly name: string
}

/**
 * How the assessment ended: one of a closed list, with none chosen beforehand. The decision is the AMHP's own. Before arrival it
 * can only have been cancelled.
 */
export function OutcomeSheet({ row, held, number, name }: OutcomeSheetProps) {
  const navigate = useNavigate()
  const [outcome, setOutcome, clearOutcome] = useKept<OutcomeCode | null>(`outcome.${number}.code`, null)
  const [subReason, setSubReason, clearSub] = useKept<NotCompletedReason | null>(`outcome.${number}.sub`, null)
  const [reasons, setReasons, clearReasons] = useKeptText(`outcome.${number}.reasons`)
  const when = useWhen(`outcome.${number}.when`, stepNotBefore(row, 'outcome-recorded'), row.outcomeAt)
  const { record, busy, errors, errorOf } = useRecordOutcome(row)
  const needsWhy = outcome !== null && outcomes[outcome].needsSubReason
  const save = async (): Promise<void> => {
    // What is put right was decided when it was decided, unless another time is given.
    const occurredAt = when.settle()
    if (occurredAt === undefined) return
    const said: Said = { outcome, subReason: needsWhy ? subReason : null, reasons, occurredAt }
    if (!(await record(said))) return
    for (const clear of [clearOutcome, clearSub, clearReasons, when.forget]) clear()
    void navigate({ to: '/me', hash: hashOf(number) })
  }
  return (
    <>
      <SheetHead number={number} name={name} title="How did it end?" onLeave={when.forget} />
      <ErrorSummary errors={errors} />
      {row.outcome !== null && (
        <Notice>
          <b>Recorded so far: {outcomeWords(row.outcome)}.</b> What you choose here takes its place. The record keeps
          both.
        </Notice>
      )}
      <RadioChips
        label="Outcome"
        id="outcome"
        look="rows"
        options={choices.filter(({ value }) => (value === 'CANCELLED_BEFORE_ATTENDANCE') === (row.arrivedAt === null))}
        value={outcome}
        error={errorOf('outcome')}
        onChange={setOutcome}
      />
      {outcome === 'CANCELLED_BEFORE_ATTENDANCE' && held && (
        <Notice>
          A power over this person runs and nobody has interviewed them: the referral goes back to the desk, not off the
          board.
        </Notice>
      )}
      {needsWhy && (
        <RadioChips
          label="Why it was not completed"
          id="subReason"
          look="rows"
          options={whys}
          value={subReason}
          error={errorOf('subReason')}
          onChange={setSubReason}
        />
      )}
      <OwnGaps referralId={row.referralId} number={number} outcome={outcome} when="deciding" />
      <TextArea
        label="Reasons for the decision"
        id="reasons"
        hint="Needs a signal: words about a person are not kept on this phone. Leave it empty to save without one."
        rows={5}
        value={reasons}
        error={errorOf('reasons')}
        onChange={(event) => setReasons(event.target.value)}
      />
      <section className="safe" aria-labelledby="decided-h">
        <h2 className="h3" id="decided-h">
          Decided at
        </h2>
        <WhenPicker when={when} />
      </section>
      <div className="next-step">
        <div role="status">{busy && <BeingSent />}</div>
        <Button kind="p" size="big" busy={busy} onClick={() => void save()}>
          Save outcome
        </Button>
      </div>
    </>
  )
}
