import { useAnswer } from '#client/kernel/api.ts'
import { faceOf } from '#client/ui/clockFace.ts'
import { Checkbox, Select, TextField } from '#client/ui/Field.tsx'
import { ClockDial } from '#client/ui/StatutoryClock.tsx'
import type { FieldError } from '#client/ui/ErrorSummary.tsx'
import { toast } from '#client/ui/toast.ts'
import { recordLimit } from '#shared/referrals/law/contract.ts'
import {
  endsWithDetention,
  limitFamilies,
  limitKinds,
  type LimitFamily,
  type LimitKind,
} from '#shared/referrals/law/limitKinds.ts'
import { limitClockOf } from '#shared/referrals/law/limits.ts'
import { limitMoment } from '#shared/referrals/law/limitWords.ts'
import type { LimitRow } from '#shared/referrals/record.ts'
import { register } from '#shared/register/contract.ts'
import type { Instant } from '#shared/time/instant.ts'
import type { PersonId } from '#shared/kernel/ids.ts'
import { LimitSecond } from './LimitSecond.tsx'
import { blankLimit, detentionIn, secondIn, startIn, startWords, type TypedLimit } from './limitTyped.ts'
import { LawForm, useLawForm } from './LawForm.tsx'
import { MomentField } from './MomentField.tsx'
import type { TimeLimitsProps } from './TimeLimits.tsx'

export interface LimitFormProps<Limit = LimitRow> extends TimeLimitsProps {
  readonly limit: Limit
  readonly onDone: () => void
}

const kinds = limitKinds.map((kind) => ({ value: kind, label: limitFamilies[kind].full }))

/** Records what a limit counts from, or corrects it: the earlier date is kept, and the new limit is said back while it is typed. */
export function LimitForm({
  record,
  limit,
  kind: given,
  last,
  onDone,
  now,
}: LimitFormProps<LimitRow | null> & { kind: LimitKind | '' }) {
  const { referral } = record
  const form = useLawForm<typeof recordLimit, TypedLimit>(recordLimit, {
    key: `limit.${referral.id}.${limit?.id ?? 'new'}`,
    version: referral.version,
    blank: blankLimit(given, limit),
    onDone,
  })
  const { typed, change, seen, close, submit, fail, errorIn } = form
  const kind = limitKinds.find((one) => one === (given === '' ? typed.kind : given)) ?? null
  const family = kind === null ? null : limitFamilies[kind]
  const save = async (): Promise<void> => {
    if (kind === null || family === null) return fail([{ field: 'kind', message: 'Choose what is counted' }])
    const startedAt = startIn(typed, family, now)
    const second = secondIn(typed, kind, family, now)
    const detention = kind === 's18' ? detentionIn(typed) : null
    const found: readonly (FieldError | false)[] = [
      startedAt === undefined && { field: 'startedAt', message: startWords(typed, family, now) },
      kind === 's18' && detention === null && { field: 'detention', message: 'Choose under what they were detained' },
      !second.ok && { field: 'secondAt', message: second.refusal },
    ]
    if (startedAt === undefined || !second.ok || found.some(Boolean)) return fail(found.filter((one) => one !== false))
    const { startSource, correctionReason } = typed
    const personId = typed.personId === '' ? null : (typed.personId as PersonId)
    const about = kind === 's18' ? { detention } : {}
    const told = { startedAt, secondAt: second.value, personId, startSource, correctionReason, ...about }
    if (!(await submit({ referralId: referral.id, seenVersion: seen.version, kind, ...told }))) return
    toast({ words: limit === null ? 'Recorded.' : 'Corrected. The earlier date is kept.' })
    close()
  }
  return (
    <LawForm form={form} last={last} press={limit === null ? 'Record it' : 'Correct it'} onSave={save}>
      {given === '' && (
        <Select
          id="kind"
          label="What is counted"
          empty="Choose a limit"
          options={kinds}
          value={typed.kind}
          error={errorIn('kind')}
          onChange={(event) => change({ kind: event.target.value })}
        />
      )}
      {kind !== null && family !== null && (
        <LimitFields {...{ kind, family, typed, change, errorIn, now }} corrects={limit !== null} />
      )}
    </LawForm>
  )
}

interface FieldsProps {
  readonly kind: LimitKind
  readonly family: LimitFamily
  readonly typed: TypedLimit
  readonly corrects: boolean
  readonly change: (changes: Partial<TypedLimit>) => void
  readonly errorIn: (field: string) => string | undefined
  readonly now: Instant
}

function LimitFields({ kind, family, typed, corrects, change, errorIn, now }: FieldsProps) {
  const { takes, question, second, perApplicant } = family
  const startedAt = startIn(typed, family, now)
  return (
    <>
      {perApplicant && (
        <Applicant value={typed.personId} error={errorIn('personId')} onChange={(personId) => change({ personId })} />
      )}
      {takes === 'day' ? (
        <>
          <TextField
            id="startedAt"
            type="date"
            width="m"
            label={question.label}
            hint={question.hint}
            error={errorIn('startedAt')}
            disabled={typed.unknown}
            value={typed.day}
            onChange={(event) => change({ day: event.target.value })}
          />
          <Checkbox
            label="Not known yet"
            checked={typed.unknown}
            onChange={(event) => change({ unknown: event.target.checked })}
          />
        </>
      ) : (
        <MomentField
          id="startedAt"
          label={question.label}
          hint={question.hint}
          error={errorIn('startedAt')}
          days="past"
          now={now}
          value={typed.start}
          onChange={(start) => change({ start, unknown: false })}
          unknown={{ chosen: typed.unknown, onChoose: () => change({ unknown: true }) }}
        />
      )}
      {second !== null && <LimitSecond {...{ kind, second, typed, change, errorIn, now }} />}
      {startedAt !== undefined && startedAt !== null && <Reading {...{ kind, startedAt, now, typed, family }} />}
      <TextField
        label="Who says so"
        hint="The form, the ward, the Mental Health Act office"
        width="l"
        value={typed.startSource}
        onChange={(event) => change({ startSource: event.target.value })}
      />
      {corrects && (
        <TextField
          id="correctionReason"
          label="Why it changes"
          hint="Both stay on the record"
          error={errorIn('correctionReason')}
          value={typed.correctionReason}
          onChange={(event) => change({ correctionReason: event.target.value })}
        />
      )}
    </>
  )
}

/** The AMHPs of the service: the days count for the one who saw the person. */
function Applicant({
  value,
  error,
  onChange,
}: {
  value: string
  error: string | undefined
  onChange: (id: string) => void
}) {
  const asked = useAnswer(register, {})
  const options = (asked.data?.amhps ?? []).map(({ personId, name }) => ({ value: personId, label: name }))
  return (
    <Select
      id="personId"
      label="Which AMHP saw the person"
      empty="Choose the AMHP"
      options={options}
      value={value}
      error={error}
      onChange={(event) => onChange(event.target.value)}
    />
  )
}

/** The limit said back while its start is typed: a slip of a month is seen at once. */
function Reading({
  kind,
  startedAt,
  typed,
  family,
  now,
}: Pick<FieldsProps, 'kind' | 'typed' | 'family' | 'now'> & { readonly startedAt: Instant }) {
  const second = secondIn(typed, kind, family, now)
  const detention = detentionIn(typed)
  // Nothing is said back that hangs on what is still to be typed.
  if (!second.ok || (kind === 's18' && (detention === null || (endsWithDetention(detention) && second.value === null))))
    return null
  const clock = limitClockOf({ kind, startedAt, secondAt: second.value, detention }, now)
  const { limitAt, soonAt, isLocal } = clock
  if (limitAt === null) return null
  const state = clock.state === 'held' || clock.state === 'open' ? 'calm' : clock.state
  const face = faceOf({ kind: isLocal ? 'local' : 'legal', state, limitAt, soonAt, startedAt, label: '' }, now)
  return (
    <div className="inl">
      <ClockDial face={face} />
      <span>
        {isLocal ? 'The service’s own target: ' : `${limitFamilies[kind].verb}: `}
        <b>{limitMoment(kind, limitAt)}</b>
      </span>
    </div>
  )
}
