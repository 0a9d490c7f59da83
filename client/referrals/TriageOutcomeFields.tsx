import { Checkbox, Select } from '#client/ui/Field.tsx'
import { Notice } from '#client/ui/Notice.tsx'
import { RadioChips } from '#client/ui/RadioChips.tsx'
import { runningLimit } from '#shared/referrals/powers.ts'
import type { ReferralRecord } from '#shared/referrals/record.ts'
import { urgencyCodes } from '#shared/referrals/referral.ts'
import { triageLeadsTo, triageOutcomeCodes, triageOutcomes, type TriageOutcome } from '#shared/referrals/triage.ts'
import { outcomeIn, shownAssessBy, type TriageValues } from '#shared/referrals/triageForm.ts'
import { standardBands, type DueByUrgency } from '#shared/referrals/urgencyTargets.ts'
import type { Instant } from '#shared/time/instant.ts'
import { formatInstant } from '#shared/time/london.ts'
import { ClassOfNoClock } from './ClassOfNoClock.tsx'
import { MomentField } from './MomentField.tsx'
import { TargetBeside } from './TargetBeside.tsx'

/** What is decided most often, in the order of the day; the rest stands behind "Something else". */
const common: readonly TriageOutcome[] = [
  'ACCEPT_MHAA',
  'MORE_INFO_NEEDED',
  'CONSIDERED_NO_MHAA',
  'SIGNPOSTED',
  'ACCEPT_S13_4_CONSIDERATION',
  'REDIRECT_OTHER_LSSA',
]
const OTHER = 'other'
const others = triageOutcomeCodes
  .filter((code) => !common.includes(code))
  .map((code) => ({ value: code, label: triageOutcomes[code] }))

export interface TriageOutcomeFieldsProps {
  readonly record: ReferralRecord
  readonly values: TriageValues
  /** The target of the class that is chosen, and why. */
  readonly due: DueByUrgency | null
  readonly change: (changes: Partial<TriageValues>) => void
  readonly errorIn: (field: string) => string | undefined
  readonly now: Instant
}

/** What is decided, and what that needs: how urgent and by when, when to look again, or that closing is meant. */
export function TriageOutcomeFields(props: TriageOutcomeFieldsProps) {
  const { values, change, errorIn } = props
  const outcome = outcomeIn(values)
  const other = values.outcome === OTHER || (outcome !== null && !common.includes(outcome))
  return (
    <>
      <RadioChips
        id="outcome"
        label="Decision"
        numbers
        options={[
          ...common.map((code) => ({ value: code as string, label: triageOutcomes[code] })),
          { value: OTHER, label: 'Something else' },
        ]}
        value={other ? OTHER : outcome}
        error={other ? undefined : errorIn('outcome')}
        onChange={(chosen) => change({ outcome: chosen })}
      />
      {other && (
        <Select
          id="otherOutcome"
          label="What else"
          empty="Choose what is decided"
          options={others}
          value={outcome ?? ''}
          error={errorIn('outcome')}
          onChange={(event) => change({ outcome: event.target.value || OTHER })}
        />
      )}
      {outcome !== null && <Consequences {...props} outcome={outcome} />}
    </>
  )
}

interface ConsequencesProps extends TriageOutcomeFieldsProps {
  readonly outcome: TriageOutcome
}

function Consequences(props: ConsequencesProps) {
  const { values, change, errorIn, now } = props
  switch (triageLeadsTo[props.outcome]) {
    case 'to-allocate':
      return <HowUrgent {...props} />
    case 'to-triage':
      return (
        <MomentField
          id="reviewAt"
          label="Look at it again by"
          hint="This is not a resting place: it comes back by itself"
          error={errorIn('reviewAt')}
          days="coming"
          now={now}
          value={values.reviewAt}
          onChange={(reviewAt) => change({ reviewAt })}
        />
      )
    case 'closed':
      return <Closing {...props} />
  }
}

/** The class in the service's own words, and by when: its target and why, until somebody types another time. */
function HowUrgent({ record, values, due, change, errorIn, now }: TriageOutcomeFieldsProps) {
  const { words } = record.urgencyBands ?? standardBands
  return (
    <>
      <RadioChips
        id="urgency"
        label="How urgent"
        hint="A local class. A legal clock comes before it"
        options={urgencyCodes.map((code) => ({ value: code as string, label: words[code] }))}
        value={values.urgency}
        error={errorIn('urgency')}
        onChange={(urgency) => change({ urgency })}
      />
      <ClassOfNoClock record={record} urgency={values.urgency} now={now} />
      <MomentField
        id="assessBy"
        label="Assess by"
        hint={due && values.assessByFollows ? due.because : undefined}
        error={errorIn('assessBy')}
        days="coming"
        now={now}
        value={shownAssessBy(values, due)}
        onChange={(assessBy) => change({ assessBy, assessByFollows: false, anyTime: false })}
        unknown={{
          word: 'No set time',
          chosen: values.anyTime,
          onChoose: () => change({ anyTime: true, assessByFollows: false }),
        }}
      />
      {due !== null && !values.assessByFollows && (
        <TargetBeside due={due} now={now} onUse={() => change({ assessByFollows: true, anyTime: false })} />
      )}
    </>
  )
}

/** Closing while a power runs is a thing to mean: the clock runs on whatever the desk decides. */
function Closing({ record, values, change, now }: TriageOutcomeFieldsProps) {
  const limit = runningLimit(record.powers, now)
  if (limit === null) return <Notice>This closes the referral. To go on later, start a new one that names it.</Notice>
  const until = limit.limitAt === null ? 'and its start is not recorded' : `until ${formatInstant(limit.limitAt)}`
  return (
    <Notice tone="breach">
      <b>A legal clock is running, {until}.</b> It runs on whatever is decided here.
      <Checkbox
        label="Close the referral all the same"
        checked={values.evenThoughPowerRuns}
        onChange={(event) => change({ evenThoughPowerRuns: event.target.checked })}
      />
    </Notice>
  )
}
