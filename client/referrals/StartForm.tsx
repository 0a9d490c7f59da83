import { Button } from '#client/ui/Button.tsx'
import { Select, TextField } from '#client/ui/Field.tsx'
import { Notice } from '#client/ui/Notice.tsx'
import { toast } from '#client/ui/toast.ts'
import { powerKinds, powerNames, type PowerKind } from '#shared/referrals/clockRules.ts'
import { recordPower } from '#shared/referrals/contract.ts'
import { endedWithin, limitOf, runsOnWhenClosed } from '#shared/referrals/powers.ts'
import type { PowerRow, ReferralRecord } from '#shared/referrals/record.ts'
import { startQuestions } from '#shared/referrals/startWords.ts'
import { sameDetentionWords } from '#shared/referrals/words.ts'
import type { TimelineLine } from '#shared/referrals/timeline.ts'
import { emptyMoment, momentWords, readPast, type TypedMoment } from '#shared/referrals/typedMoment.ts'
import type { Instant } from '#shared/time/instant.ts'
import { clockTimeOf, formatInstant, londonDayOf } from '#shared/time/london.ts'
import { LawForm, useLawForm } from './LawForm.tsx'
import { LimitReading } from './LimitReading.tsx'
import { MomentField } from './MomentField.tsx'

export interface PowerFormProps<Power = PowerRow> {
  readonly record: ReferralRecord
  readonly power: Power
  readonly last: TimelineLine | undefined
  readonly onDone: () => void
  readonly now: Instant
}

interface Typed {
  readonly kind: string
  readonly start: TypedMoment
  readonly unknown: boolean
  readonly startSource: string
  readonly correctionReason: string
}

const kindsOn = ({ closedAt }: ReferralRecord['referral']) =>
  powerKinds
    .filter((kind) => closedAt === null || runsOnWhenClosed(kind))
    .map((kind) => ({ value: kind, label: powerNames[kind].full }))

/** Records when a power started, or corrects it: the earlier time is kept, and the new limit is said back while it is typed. */
export function StartForm({ record, power, last, onDone, now }: PowerFormProps<PowerRow | null>) {
  const { referral } = record
  const blank: Typed = {
    kind: power?.kind ?? '',
    start: emptyMoment,
    unknown: false,
    startSource: '',
    correctionReason: '',
  }
  const form = useLawForm<typeof recordPower, Typed>(recordPower, {
    key: `start.${referral.id}.${power?.id ?? 'new'}`,
    version: referral.version,
    blank,
    onDone,
  })
  const { typed, change, seen, close, submit, fail, errorIn } = form
  const kind = powerKinds.find((one) => one === typed.kind) ?? null
  const read = readPast(typed.start, now)
  const startedAt = typed.unknown ? null : read.ok ? read.value : undefined

  const save = async (): Promise<void> => {
    if (kind === null) return fail([{ field: 'kind', message: 'Choose which power is running' }])
    if (startedAt === undefined)
      return fail([{ field: 'startedAt', message: read.ok ? '' : momentWords(read.refusal) }])
    const { startSource, correctionReason } = typed
    const input = { referralId: referral.id, seenVersion: seen.version, kind, startedAt, startSource, correctionReason }
    // A power that runs is found by its kind; a node of the last release knows no other.
    const corrects = power?.endedAt ? { corrects: power.id } : {}
    if (!(await submit({ ...input, ...corrects }))) return
    toast({ words: power === null ? 'Power recorded.' : 'Start corrected. The earlier time is kept.' })
    close()
  }
  const ended =
    kind === null || startedAt === undefined ? null : endedWithin(record.powers, { kind, startedAt }, power, now)
  const { label, hint } = kind === null ? { label: 'When it started', hint: '' } : startQuestions[kind]
  return (
    <LawForm form={form} last={last} press={power === null ? 'Record the power' : 'Correct the start'} onSave={save}>
      {power === null && (
        <Select
          id="kind"
          label="Which power is running"
          empty="Choose the power"
          options={kindsOn(referral)}
          value={typed.kind}
          error={errorIn('kind')}
          onChange={(event) => change({ kind: event.target.value })}
        />
      )}
      <MomentField
        id="startedAt"
        label={label}
        hint={hint}
        error={errorIn('startedAt')}
        days="past"
        now={now}
        value={typed.start}
        onChange={(start) => change({ start, unknown: false })}
        unknown={{ chosen: typed.unknown, onChoose: () => change({ unknown: true }) }}
      />
      {kind !== null && <AfterNurse kind={kind} record={record} onUse={(start) => change({ start, unknown: false })} />}
      {kind !== null && startedAt !== undefined && <LimitReading kind={kind} startedAt={startedAt} now={now} />}
      <TextField
        label="Who says so"
        hint="The source: police log, nurse in charge, the form itself"
        width="l"
        value={typed.startSource}
        onChange={(event) => change({ startSource: event.target.value })}
      />
      {ended?.endedAt && (
        <Notice tone="warn">
          {sameDetentionWords({ ...ended, endedAt: ended.endedAt, limitAt: limitOf(ended, ended.endedAt) })}
        </Notice>
      )}
      {(power !== null || ended !== null) && (
        <TextField
          id="correctionReason"
          label={power === null ? 'Why it is recorded again' : 'Why it changes'}
          hint="Both times stay on the record"
          error={errorIn('correctionReason')}
          value={typed.correctionReason}
          onChange={(event) => change({ correctionReason: event.target.value })}
        />
      )}
    </LawForm>
  )
}

interface AfterNurseProps {
  readonly kind: PowerKind
  readonly record: ReferralRecord
  readonly onUse: (start: TypedMoment) => void
}

/** After a nurse's holding power, the doctor's 72 hours count from the nurse's record (section 5(5)). */
function AfterNurse({ kind, record, onUse }: AfterNurseProps) {
  const nurse = record.powers.find((power) => power.kind === 's5-4' && power.supersededAt === null)
  if (kind !== 's5-2' || !nurse?.startedAt) return null
  const { startedAt } = nurse
  const use = (): void => onUse({ time: clockTimeOf(startedAt), day: londonDayOf(startedAt), which: '' })
  return (
    <Notice
      action={
        <Button size="sm" onClick={use}>
          Use that time
        </Button>
      }
    >
      <b>Section 5(4) came before.</b> The 72 hours then count from the nurse’s record, {formatInstant(startedAt)}.
    </Notice>
  )
}
