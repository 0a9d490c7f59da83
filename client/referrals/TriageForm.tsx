import { useNow } from '#client/kernel/clock.ts'
import { isKept, keep, useKept } from '#client/kernel/drafts.ts'
import { Button } from '#client/ui/Button.tsx'
import { Select, TextArea } from '#client/ui/Field.tsx'
import { toast } from '#client/ui/toast.ts'
import { triageReferral } from '#shared/referrals/contract.ts'
import { verdictWords } from '#shared/referrals/decisionWords.ts'
import type { DecisionRow, ReferralRecord } from '#shared/referrals/record.ts'
import type { TimelineLine } from '#shared/referrals/timeline.ts'
import { referralNumber } from '#shared/referrals/referral.ts'
import { triageDuties, triageDutyCodes, triageOutcomes, type TriageOutcome } from '#shared/referrals/triage.ts'
import type { Instant } from '#shared/time/instant.ts'
import { londonDayOf } from '#shared/time/london.ts'
import { dueOf } from '#shared/referrals/urgencyTargets.ts'
import { outcomeIn, readTriage, triageFormOf, type TriageValues } from '#shared/referrals/triageForm.ts'
import { BothChoices, type TwoSided } from './BothChoices.tsx'
import { ChangedMeanwhile } from './ChangedMeanwhile.tsx'
import { FormTrouble } from '#client/ui/FormTrouble.tsx'
import styles from './referrals.module.css'
import { DecidedBy } from './triaging/DecidedBy.tsx'
import { SoftLock } from './SoftLock.tsx'
import { TriageOutcomeFields } from './TriageOutcomeFields.tsx'
import { undoDecision } from './triaging/undoDecision.ts'
import { useCtrlEnter } from './useCtrlEnter.ts'
import { useSeen } from './useSeen.ts'
import { useSubmit } from '#client/ui/useSubmit.ts'

export interface TriageFormProps {
  readonly record: ReferralRecord
  /** What happened last: shown when somebody changed the record meanwhile. */
  readonly last: TimelineLine | undefined
  readonly onDone: () => void
}

const duties = triageDutyCodes.map((code) => ({ value: code, label: triageDuties[code] }))

/** The decision that a colleague recorded meanwhile, beside the one that is being written. */
function decisionsBeside(theirs: DecisionRow, mine: TriageValues, now: Instant): TwoSided {
  const said = (verdict: string, whyNow: string): string =>
    whyNow.trim() === '' ? verdict : `${verdict} “${whyNow.trim()}”`
  const outcome = triageOutcomes[mine.outcome as TriageOutcome] ?? 'Not chosen yet'
  return {
    field: 'decision',
    what: 'Decision',
    theirs: said(verdictWords(theirs, londonDayOf(now)), theirs.whyNow),
    mine: said(`${outcome}.`, mine.whyNow),
  }
}

/** A triage decision, or a later version of it. Whoever records it is the decider, at that moment. */
export function TriageForm({ record, last, onDone }: TriageFormProps) {
  const now = useNow(15_000)
  const { referral, decisions, undoneDecisions = [] } = record
  const version = Math.max(0, ...[...decisions, ...undoneDecisions].map(({ versionNumber }) => versionNumber)) + 1
  const key = `triage.${referral.id}`
  const [values, setValues, forget] = useKept(key, triageFormOf(record, now))
  const seen = useSeen(key, referral.version)
  const { submit, fail, errors, errorIn, unsent, busy } = useSubmit(triageReferral)
  const amends = decisions.length > 0
  const due = dueOf(record, values.urgency, now)
  const [known, setKnown, forgetKnown] = useKept<number>(`${key}.known`, decisions.length)
  const theirs = decisions.length > known ? decisions.at(-1) : undefined

  const change = (changes: Partial<TriageValues>): void => {
    if (!isKept(`${key}.seen`)) setKnown(decisions.length)
    seen.pin()
    setValues({ ...values, ...changes })
  }
  const box = (field: 'whyNow' | 'lessRestrictive' | 'risk' | 'changeReason') => ({
    id: field,
    value: values[field],
    error: errorIn(field),
    onChange: (event: { readonly target: { readonly value: string } }) => change({ [field]: event.target.value }),
  })
  const leave = (): void => {
    forget()
    forgetKnown()
    seen.clear()
  }
  const save = async (): Promise<void> => {
    if (theirs)
      return fail([{ message: `${theirs.decidedByName} decided this meanwhile. Choose which stands, below.` }])
    const read = readTriage(values, amends, now, due)
    if (!read.ok) return fail(read.refusal)
    const saved = await submit({ referralId: referral.id, seenVersion: seen.version, ...read.value })
    if (!saved) return
    leave()
    // The form stays until the next page has come. Nobody types into it any more: the key on the toast works as soon as it can be read.
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur()
    toast({
      words: `Decision recorded on ${referralNumber(referral.number)}.`,
      detail: `Version ${saved.decision}.`,
      // What was typed is in the form again, unless something newer is: a slip is put right, not written anew.
      undo: () => void undoDecision(referral, saved.decision, () => void (isKept(key) || keep(key, values))),
    })
    onDone()
  }
  useCtrlEnter(() => void save())
  return (
    <form className={`card ${styles.formCard}`} onSubmit={(event) => event.preventDefault()} noValidate>
      <h2 className="h2">{amends ? `Change the decision: version ${version}` : 'Triage'}</h2>
      <FormTrouble errors={errors} unsent={unsent} />
      <ChangedMeanwhile seen={seen} last={last}>
        {theirs && (
          <BothChoices
            choices={[decisionsBeside(theirs, values, now)]}
            who={theirs.decidedByName.split(' ')[0] ?? ''}
            onTheirs={() => {
              leave()
              onDone()
            }}
            onMine={() => {
              setKnown(decisions.length)
              seen.accept()
            }}
          />
        )}
      </ChangedMeanwhile>
      <SoftLock referralId={referral.id} begun={isKept(key)}>
        <TriageOutcomeFields {...{ record, values, due, change, errorIn, now }} />
        <TextArea {...box('whyNow')} label="Why now" rows={3} />
        <TextArea
          {...box('lessRestrictive')}
          label="Less restrictive options"
          hint="Tried, considered, refused or not available, and when"
          rows={3}
        />
        <Select
          id="duty"
          label="Duty engaged"
          options={duties}
          value={values.duty}
          error={errorIn('duty')}
          onChange={(event) => change({ duty: event.target.value })}
        />
        <TextArea {...box('risk')} label="Risk" hint="To the person, to others, and to whoever goes" rows={2} />
        <DecidedBy
          outcome={outcomeIn(values)}
          duty={values.duty}
          value={values.decidedBy}
          error={errorIn('decidedBy')}
          onChange={(decidedBy) => change({ decidedBy })}
        />
        {amends && (
          <TextArea
            {...box('changeReason')}
            label="Why the decision changes"
            hint="The earlier version stays on the record"
            rows={2}
          />
        )}
      </SoftLock>
      <div className={styles.buttons}>
        <Button kind="p" kbd="Ctrl+Enter" busy={busy} onClick={() => void save()}>
          {amends ? `Record version ${version}` : 'Record the decision'}
        </Button>
        <Button kind="q" onClick={onDone}>
          Leave for now
        </Button>
      </div>
    </form>
  )
}
