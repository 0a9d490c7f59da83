import { useAnswer } from '#client/kernel/api.ts'
import { Checkbox, Select, TextField } from '#client/ui/Field.tsx'
import { toast } from '#client/ui/toast.ts'
import { recordLimit } from '#shared/referrals/law/contract.ts'
import { limitFamilies, limitKinds, type LimitFamily, type LimitKind } from '#shared/referrals/law/limitKinds.ts'
import { limitClockOf } from '#shared/referrals/law/limits.ts'
import { limitMoment } from '#shared/referrals/law/limitWords.ts'
import type { LimitRow } from '#shared/referrals/record.ts'
import { emptyMoment, momentWords, readComing, readPast, type TypedMoment } from '#shared/referrals/typedMoment.ts'
import { register } from '#shared/register/contract.ts'
import type { Instant } from '#shared/time/instant.ts'
import { isLondonDay, londonDay, startOfDay } from '#shared/time/london.ts'
import type { PersonId } from '#shared/kernel/ids.ts'
import { LawForm, useLawForm } from './LawForm.tsx'
import { MomentField } from './MomentField.tsx'
import type { TimeLimitsProps } from './TimeLimits.tsx'

export interface LimitFormProps<Limit = LimitRow> extends TimeLimitsProps {
  readonly limit: Limit
  readonly onDone: () => void
}

interface Typed {
  readonly kind: string
  readonly day: string
  readonly start: TypedMoment
  readonly unknown: boolean
  readonly second: string
  readonly secondMoment: TypedMoment
  readonly personId: string
  readonly startSource: string
  readonly correctionReason: string
}

const kinds = limitKinds.map((kind) => ({ value: kind, label: limitFamilies[kind].full }))

/** A day as its London midnight; undefined while the box does not hold one. */
export const dayStart = (text: string): Instant | undefined =>
  isLondonDay(text) ? startOfDay(londonDay(text)) : undefined

function startIn(typed: Typed, { takes }: LimitFamily, now: Instant): Instant | null | undefined {
  if (typed.unknown) return null
  if (takes === 'day') return dayStart(typed.day)
  const read = readPast(typed.start, now)
  return read.ok ? read.value : undefined
}

function secondIn(typed: Typed, { takes, second }: LimitFamily, now: Instant): Instant | null {
  if (second === null) return null
  if (takes === 'day') return dayStart(typed.second) ?? null
  const [past, coming] = [readPast(typed.secondMoment, now), readComing(typed.secondMoment, now)]
  return past.ok ? past.value : coming.ok ? coming.value : null
}

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
  const blank: Typed = {
    kind: given,
    day: '',
    start: emptyMoment,
    unknown: false,
    second: '',
    secondMoment: emptyMoment,
    personId: limit?.personId ?? '',
    startSource: '',
    correctionReason: '',
  }
  const form = useLawForm<typeof recordLimit, Typed>(recordLimit, {
    key: `limit.${referral.id}.${limit?.id ?? 'new'}`,
    version: referral.version,
    blank,
    onDone,
  })
  const { typed, change, seen, close, submit, fail, errorIn } = form
  const kind = limitKinds.find((one) => one === (given === '' ? typed.kind : given)) ?? null
  const family = kind === null ? null : limitFamilies[kind]
  const save = async (): Promise<void> => {
    if (kind === null || family === null) return fail([{ field: 'kind', message: 'Choose what is counted' }])
    const startedAt = startIn(typed, family, now)
    if (startedAt === undefined) return fail([{ field: 'startedAt', message: startWords(typed, family, now) }])
    const { startSource, correctionReason } = typed
    const personId = typed.personId === '' ? null : (typed.personId as PersonId)
    const told = { startedAt, secondAt: secondIn(typed, family, now), personId, startSource, correctionReason }
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

function startWords(typed: Typed, { takes }: LimitFamily, now: Instant): string {
  if (takes === 'day') return 'Choose the day, or say that it is not known yet'
  const read = readPast(typed.start, now)
  return read.ok ? '' : momentWords(read.refusal)
}

interface FieldsProps {
  readonly kind: LimitKind
  readonly family: LimitFamily
  readonly typed: Typed
  readonly corrects: boolean
  readonly change: (changes: Partial<Typed>) => void
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
      {second !== null && <Second {...{ typed, change, now }} family={{ takes, second }} />}
      {startedAt !== undefined && startedAt !== null && (
        <Reading {...{ kind, startedAt, now }} secondAt={secondIn(typed, family, now)} />
      )}
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

interface SecondProps extends Pick<FieldsProps, 'typed' | 'change' | 'now'> {
  readonly family: { readonly takes: LimitFamily['takes']; readonly second: NonNullable<LimitFamily['second']> }
}

function Second({ typed, change, now, family: { takes, second } }: SecondProps) {
  if (takes === 'day') {
    return (
      <TextField
        id="secondAt"
        type="date"
        width="m"
        label={second.label}
        hint={second.hint}
        value={typed.second}
        onChange={(event) => change({ second: event.target.value })}
      />
    )
  }
  return (
    <MomentField
      id="secondAt"
      label={second.label}
      hint={second.hint}
      days="coming"
      now={now}
      value={typed.secondMoment}
      onChange={(secondMoment) => change({ secondMoment })}
    />
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
  secondAt,
  now,
}: {
  kind: LimitKind
  startedAt: Instant
  secondAt: Instant | null
  now: Instant
}) {
  const { limitAt, isLocal } = limitClockOf({ kind, startedAt, secondAt }, now)
  if (limitAt === null) return null
  return (
    <p className="inl">
      {isLocal ? 'The service’s own target: ' : `${limitFamilies[kind].verb}: `}
      <b>{limitMoment(kind, limitAt)}</b>
    </p>
  )
}
