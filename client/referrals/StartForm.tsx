import { Select, TextField } from '#client/ui/Field.tsx'
import { Notice } from '#client/ui/Notice.tsx'
import { RadioChips } from '#client/ui/RadioChips.tsx'
import { toast } from '#client/ui/toast.ts'
import { NURSE_ENDED } from '#shared/referrals/afterNurse.ts'
import { limitOf } from '#shared/referrals/beside.ts'
import { powerKinds, powerNames, type PowerKind } from '#shared/referrals/clockRules.ts'
import { recordPower } from '#shared/referrals/contract.ts'
import { againCodes, agains, runningOf, runsOnWhenClosed, type Again } from '#shared/referrals/powers.ts'
import type { PowerRow, ReferralRecord } from '#shared/referrals/record.ts'
import { whatStartMeans, type StartMeans } from '#shared/referrals/startPlan.ts'
import { startQuestions } from '#shared/referrals/startWords.ts'
import type { TimelineLine } from '#shared/referrals/timeline.ts'
import { recordedAlreadyWords, sameDetentionWords } from '#shared/referrals/words.ts'
import { emptyMoment, momentWords, readPast, type TypedMoment } from '#shared/referrals/typedMoment.ts'
import type { Instant } from '#shared/time/instant.ts'
import { formatInstant } from '#shared/time/london.ts'
import { formatMinutes } from '#shared/time/minutes.ts'
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
  readonly again: Again | null
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
    again: null,
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
  const said =
    kind === null || startedAt === undefined ? null : whatStartMeans(record.powers, { kind, startedAt }, power, now)
  // After a move the detention counts that began first; until somebody says which it is no limit is said back.
  const undecided = power === null && said?.same && typed.again === null
  const goes = power === null && typed.again === 'moved' ? (said?.same ?? null) : null

  const save = async (): Promise<void> => {
    if (kind === null) return fail([{ field: 'kind', message: 'Choose which power is running' }])
    if (startedAt === undefined)
      return fail([{ field: 'startedAt', message: read.ok ? '' : momentWords(read.refusal) }])
    const { startSource, correctionReason } = typed
    const input = { referralId: referral.id, seenVersion: seen.version, kind, startedAt, startSource, correctionReason }
    // A power that runs is found by its kind; a node of the last release knows no other.
    const corrects = power?.endedAt ? { corrects: power.id } : {}
    const again = said?.same && power === null ? { again: typed.again } : {}
    if (!(await submit({ ...input, ...corrects, ...again }))) return
    const dropped = said?.drops ? ' The extension does not count from this start.' : ''
    const first = goes === null ? 'Power recorded.' : 'Recorded: it goes on from its first start.'
    toast({ words: power === null ? first : `Start corrected. The earlier time is kept.${dropped}` })
    close()
  }
  const nurse = nurseBefore(kind, record)
  const asks = said === null ? runsAlready(kind, power, record) : said.asks
  const changes = power !== null || (said?.corrects ?? null) !== null
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
        hint={nurse ? 'As it stands on the report' : hint}
        error={errorIn('startedAt')}
        days="past"
        now={now}
        value={typed.start}
        onChange={(start) => change({ start, unknown: false })}
        unknown={{ chosen: typed.unknown, onChoose: () => change({ unknown: true }) }}
      />
      {nurse && <AfterNurse nurse={nurse} />}
      {said && !undecided && <LimitReading {...(goes ?? said.counted)} now={now} />}
      <TextField
        label="Who says so"
        hint="The source: police log, nurse in charge, the form itself"
        width="l"
        value={typed.startSource}
        onChange={(event) => change({ startSource: event.target.value })}
      />
      {said?.moved && <ReportMoves moved={said.moved} />}
      {said?.drops && <Drops extension={said.drops} />}
      {said?.same && power === null && (
        <WhichAgain same={said.same} typed={typed.again} error={errorIn('again')} change={change} now={now} />
      )}
      {asks && !errorIn('correctionReason') && <Notice tone="warn">{asks}</Notice>}
      {(power !== null || asks || errorIn('correctionReason')) && (
        <TextField
          id="correctionReason"
          label={changes ? 'Why it changes' : 'Why it is recorded all the same'}
          hint={changes ? 'Both times stay on the record' : 'Both stay on the record'}
          error={errorIn('correctionReason')}
          value={typed.correctionReason}
          onChange={(event) => change({ correctionReason: event.target.value })}
        />
      )}
    </LawForm>
  )
}

interface WhichAgainProps {
  readonly same: NonNullable<StartMeans['same']>
  readonly typed: Again | null
  readonly error: string | undefined
  readonly change: (changes: { readonly again: Again }) => void
  readonly now: Instant
}

/** A start in the time of a detention that was ended: a move does not begin the time again, so it is asked which of the two it is. */
const WhichAgain = ({ same, typed, error, change, now }: WhichAgainProps) => (
  <>
    {!error && (
      <Notice tone="warn">{sameDetentionWords({ ...same, limitAt: limitOf(same, same.endedAt ?? now) })}</Notice>
    )}
    <RadioChips
      id="again"
      label="Which is it?"
      look="rows"
      error={error}
      options={againCodes.map((code) => ({ value: code, label: agains[code], hint: againHints[code] }))}
      value={typed}
      onChange={(again) => change({ again })}
    />
  </>
)

const againHints: Record<Again, string> = {
  moved: 'Its time goes on from the first start, and an end that was recorded for the move is kept as an earlier row',
  released: 'Another detention, with a time of its own',
}

/** The law gives an extension only before the 24 hours end, and after they began: said before it is lost by another start. */
const Drops = ({ extension }: { readonly extension: NonNullable<StartMeans['drops']> }) => (
  <Notice tone="warn">
    <b>The extension of {formatMinutes(extension.minutes)} does not count from this start.</b> It was authorised{' '}
    {formatInstant(extension.authorisedAt)}, and section 136B gives it only within the first 24 hours. It stays on the
    record, and counts again when the start is corrected back.
  </Notice>
)

/** A power of this kind runs already: said as soon as the kind is chosen, before any time is typed. */
function runsAlready(kind: PowerKind | null, power: PowerRow | null, { powers }: ReferralRecord): string | null {
  const running = kind === null || power !== null ? null : runningOf(powers, kind)
  return running && recordedAlreadyWords(running)
}

/** A nurse's record that is told after the doctor's report moves the start of its 72 hours: said before it does. */
function ReportMoves({
  moved: { report, startedAt, nurseEnds },
}: {
  readonly moved: NonNullable<StartMeans['moved']>
}) {
  const limit = limitOf({ kind: report.kind, startedAt }, startedAt)
  return (
    <Notice tone={report.startedAt === startedAt ? 'info' : 'warn'}>
      <b>
        {report.startedAt === startedAt
          ? 'Section 5(2) stays as it is.'
          : `This moves the start of section 5(2) to ${formatInstant(startedAt)}.`}
      </b>{' '}
      {report.startedAt === startedAt
        ? 'The doctor’s report stands by itself.'
        : `Its 72 hours count from the nurse’s record, section 5(5), so they end ${formatInstant(limit)}. The earlier start stays on the record.`}{' '}
      The nurse’s power is recorded as ended {formatInstant(nurseEnds.endedAt)}
      {nurseEnds.endedWhy === NURSE_ENDED ? ', with the report.' : ', when its six hours ran out.'}
    </Notice>
  )
}

/** The nurse's holding power that a section 5(2) follows, when one is on the record. */
const nurseBefore = (kind: PowerKind | null, { powers }: ReferralRecord): PowerRow | undefined =>
  kind === 's5-2' ? powers.findLast((power) => power.kind === 's5-4' && power.supersededAt === null) : undefined

/** After a nurse's holding power, the doctor's 72 hours count from the nurse's record (section 5(5)). */
function AfterNurse({ nurse }: { readonly nurse: PowerRow }) {
  return (
    <Notice>
      <b>Section 5(4) came before.</b> Give the time of the doctor’s report. Within the nurse’s six hours the 72 hours
      count from the nurse’s record,{' '}
      {nurse.startedAt === null ? 'which has no time yet' : formatInstant(nurse.startedAt)}. The record keeps both
      times.
    </Notice>
  )
}
