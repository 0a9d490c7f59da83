import { useMemo } from 'react'
import { useKept } from '#client/kernel/drafts.ts'
import { RadioChips } from '#client/ui/RadioChips.tsx'
import { ReasonDialog } from '#client/ui/ReasonDialog.tsx'
import { useSubmit } from '#client/ui/useSubmit.ts'
import type { ReferralRecord } from '#shared/referrals/record.ts'
import { urgencyCodes, type Urgency } from '#shared/referrals/referral.ts'
import { reRate } from '#shared/referrals/triaging/contract.ts'
import { momentAhead, momentWords, readComing, type TypedMoment } from '#shared/referrals/typedMoment.ts'
import { dueOf, standardBands } from '#shared/referrals/urgencyTargets.ts'
import type { Instant } from '#shared/time/instant.ts'
import { ClassOfNoClock } from '../ClassOfNoClock.tsx'
import { MomentField } from '../MomentField.tsx'
import { TargetBeside } from '../TargetBeside.tsx'

interface RateDialogProps {
  readonly record: ReferralRecord
  readonly now: Instant
  readonly onClose: () => void
}

/** Not the id of the same box in the form behind it. */
const BY = 'rate.assessBy'

/** Rates anew with a reason. What waits for an assessment gets the time of its new class, until somebody types another. */
export function RateDialog({ record, now, onClose }: RateDialogProps) {
  const { referral, urgencyBands = standardBands } = record
  const key = `rate.${referral.id}`
  const [urgency, setUrgency, forget] = useKept<Urgency>(`${key}.to`, referral.urgency ?? 'U2')
  const [typed, setTyped, forgetTyped] = useKept<TypedMoment | null>(`${key}.by`, null)
  const submitting = useSubmit(reRate)
  const errors = useMemo(
    () => submitting.errors.map((error) => (error.field === 'assessBy' ? { ...error, field: BY } : error)),
    [submitting.errors],
  )
  const { id: referralId, version: seenVersion, state, assessBy } = referral
  const due = urgency === referral.urgency ? null : dueOf(record, urgency, now)
  const waits = state !== 'to-triage'
  const give = async (why: string): Promise<boolean> => {
    const read = typed === null ? null : readComing(typed, now)
    if (read?.ok === false) {
      submitting.fail([{ field: 'assessBy', message: momentWords(read.refusal) }])
      return false
    }
    const by = waits ? (read?.value ?? due?.dueAt) : undefined
    const done = await submitting.submit({ referralId, seenVersion, urgency, why, ...(by && { assessBy: by }) })
    if (done === null) return false
    forget()
    forgetTyped()
    return true
  }
  return (
    <ReasonDialog
      keptAs={key}
      title="Change urgency"
      press="Change it"
      submitting={{ ...submitting, errors }}
      onGiven={give}
      onClose={onClose}
    >
      <RadioChips
        id="urgency"
        label="How urgent"
        hint="A local class. A legal clock comes before it"
        options={urgencyCodes.map((code) => ({ value: code, label: urgencyBands.words[code] }))}
        value={urgency}
        error={submitting.errorIn('urgency')}
        onChange={setUrgency}
      />
      <ClassOfNoClock record={record} urgency={urgency} now={now} />
      {waits && (
        <MomentField
          id={BY}
          label="Assess by"
          hint={due?.because ?? 'Stays as it is, unless you give another time'}
          error={submitting.errorIn('assessBy')}
          days="coming"
          now={now}
          value={typed ?? momentAhead(due?.dueAt ?? assessBy)}
          onChange={setTyped}
        />
      )}
      {waits && due !== null && typed !== null && <TargetBeside due={due} now={now} onUse={forgetTyped} />}
    </ReasonDialog>
  )
}
