import { Checkbox, Select, TextField } from '#client/ui/Field.tsx'
import { Notice } from '#client/ui/Notice.tsx'
import { toast } from '#client/ui/toast.ts'
import type { FieldError } from '#client/ui/ErrorSummary.tsx'
import { extensionAuthorities, extensionReasons, ruleInForce } from '#shared/referrals/clockRules.ts'
import { extendPower } from '#shared/referrals/contract.ts'
import { policeStationSays } from '#shared/referrals/law/placesOfSafety.ts'
import { momentInFull } from '#shared/referrals/limitWords.ts'
import { readLength } from '#shared/referrals/typedLength.ts'
import { momentAhead, momentWords, readPast, type TypedMoment } from '#shared/referrals/typedMoment.ts'
import { ageAt } from '#shared/referrals/personWords.ts'
import type { PowerRow, ReferralDetail } from '#shared/referrals/record.ts'
import type { Instant } from '#shared/time/instant.ts'
import { londonDayOf } from '#shared/time/london.ts'
import { formatMinutes } from '#shared/time/minutes.ts'
import { done, refuse } from '#shared/kernel/outcome.ts'
import { LawForm, useLawForm } from './LawForm.tsx'
import { MomentField } from './MomentField.tsx'
import type { PowerFormProps } from './StartForm.tsx'

export interface TypedExtension {
  readonly length: string
  readonly authorised: TypedMoment
  readonly authority: string
  readonly authoriser: string
  readonly reason: string
  readonly atPoliceStation: boolean
  readonly superintendent: string
}

/** The form before anything is typed: empty, or with what stands there, to be put right. */
export const blankExtension = (stands: PowerRow['extension']): TypedExtension => ({
  length: stands === null ? '' : formatMinutes(stands.minutes),
  authorised: momentAhead(stands?.authorisedAt ?? null),
  authority: stands?.authority ?? '',
  authoriser: stands?.authoriser ?? '',
  reason: stands?.reason ?? '',
  atPoliceStation: (stands?.superintendent ?? '') !== '',
  superintendent: stands?.superintendent ?? '',
})
/** What the law lets be chosen, with the words for it. */
const lawful = <Code extends string>(codes: readonly Code[], list: Readonly<Record<Code, string>>) =>
  codes.map((code) => ({ value: code, label: list[code] }))

/** What the law offers for a power: who may authorise, and why. */
function offeredFor(power: PowerRow, now: Instant) {
  const law = ruleInForce(power.kind, power.startedAt ?? now).extension
  return {
    authorities: lawful(law?.authorities ?? [], extensionAuthorities),
    reasons: lawful(law?.validReasons ?? [], extensionReasons),
  }
}

/** The extension as it is typed, or what is missing in it, each beside its field. */
export function readExtension(typed: TypedExtension, power: PowerRow, now: Instant) {
  const offered = offeredFor(power, now)
  const minutes = readLength(typed.length)
  const authorised = readPast(typed.authorised, now)
  const authority = offered.authorities.find(({ value }) => value === typed.authority)?.value
  const reason = offered.reasons.find(({ value }) => value === typed.reason)?.value
  const found: readonly (FieldError | false)[] = [
    reason === undefined && { field: 'reason', message: 'Choose why' },
    authority === undefined && { field: 'authority', message: 'Choose who authorised it' },
    typed.authoriser.trim() === '' && { field: 'authoriser', message: 'Enter their name' },
    !authorised.ok && { field: 'authorisedAt', message: momentWords(authorised.refusal) },
    minutes === null && { field: 'minutes', message: 'Enter a length, like 6h or 6h 30m' },
  ]
  const faults = found.filter((one) => one !== false)
  if (!authorised.ok || minutes === null || authority === undefined || reason === undefined || faults.length > 0)
    return refuse(faults)
  return done({
    minutes,
    authority,
    reason,
    authoriser: typed.authoriser.trim(),
    superintendent: typed.atPoliceStation ? typed.superintendent.trim() : '',
    authorisedAt: authorised.value,
  })
}

/** Records an extension under section 136B. Only what the law allows is offered, and it is said what it gives no time for. */
export function ExtendForm({ record: { referral }, power, last, onDone, now }: PowerFormProps) {
  const form = useLawForm<typeof extendPower, TypedExtension>(extendPower, {
    key: `extend.${power.id}`,
    version: referral.version,
    blank: blankExtension(null),
    onDone,
  })
  const { typed, change, seen, close, submit, fail, errorIn } = form
  const save = async (): Promise<void> => {
    const read = readExtension(typed, power, now)
    if (!read.ok) return fail(read.refusal)
    const saved = await submit({ referralId: referral.id, powerId: power.id, seenVersion: seen.version, ...read.value })
    if (!saved) return
    toast({ words: `Extended. The limit is now ${momentInFull(saved.limitAt)}.` })
    close()
  }
  return (
    <LawForm form={form} last={last} press="Record the extension" onSave={save}>
      <ExtensionFields {...{ typed, change, errorIn, power, referral, now }} />
    </LawForm>
  )
}

interface FieldsProps {
  readonly typed: TypedExtension
  readonly change: (changes: Partial<TypedExtension>) => void
  readonly errorIn: (field: string) => string | undefined
  readonly power: PowerRow
  readonly referral: ReferralDetail
  readonly now: Instant
}

export function ExtensionFields({ typed, change, errorIn, power, referral, now }: FieldsProps) {
  const { authorities, reasons } = offeredFor(power, now)
  return (
    <>
      <Notice tone="warn">
        <b>Only for the person’s condition,</b> and only by the doctor responsible for the examination, before the first
        24 hours end. For want of a bed, a doctor, an AMHP or an ambulance the law gives no time: then the limit stands,
        and what passes it is on the record.
      </Notice>
      <Select
        id="reason"
        label="Why"
        empty="Choose why"
        options={reasons}
        value={typed.reason}
        error={errorIn('reason')}
        onChange={(event) => change({ reason: event.target.value })}
      />
      <div className="row">
        <Select
          id="authority"
          label="Who authorised it"
          empty="Choose who"
          options={authorities}
          value={typed.authority}
          error={errorIn('authority')}
          onChange={(event) => change({ authority: event.target.value })}
        />
        <TextField
          id="authoriser"
          label="Their name"
          width="l"
          value={typed.authoriser}
          error={errorIn('authoriser')}
          onChange={(event) => change({ authoriser: event.target.value })}
        />
      </div>
      <MomentField
        id="authorisedAt"
        label="When they authorised it"
        hint="Before the 24 hours ended"
        error={errorIn('authorisedAt')}
        days="past"
        now={now}
        value={typed.authorised}
        onChange={(authorised) => change({ authorised })}
      />
      <TextField
        id="minutes"
        label="By how long"
        hint="Like 6h or 6h 30m, up to 12h"
        width="s"
        value={typed.length}
        error={errorIn('minutes')}
        onChange={(event) => change({ length: event.target.value })}
      />
      <AtPoliceStation typed={typed} change={change} referral={referral} now={now} />
    </>
  )
}

interface AtPoliceStationProps {
  readonly typed: TypedExtension
  readonly change: (changes: Partial<TypedExtension>) => void
  readonly referral: ReferralDetail
  readonly now: Instant
}

/** At a police station a superintendent approves it too (section 136B(3)), and the law says who may be there at all. */
function AtPoliceStation({ typed, change, referral, now }: AtPoliceStationProps) {
  const says = policeStationSays(ageAt(referral, londonDayOf(now)), londonDayOf(now))
  return (
    <>
      <Checkbox
        label="They are at a police station"
        checked={typed.atPoliceStation}
        onChange={(event) => change({ atPoliceStation: event.target.checked })}
      />
      {typed.atPoliceStation && (
        <>
          <Notice tone={says.unlawful ? 'breach' : 'warn'}>
            <b>{says.unlawful ? 'This is against the law.' : 'Only in exceptional circumstances.'}</b> {says.words}
          </Notice>
          <TextField
            label="The superintendent who approved it"
            hint="Section 136B(3). Leave it empty if nobody did: the record then says so"
            width="l"
            value={typed.superintendent}
            onChange={(event) => change({ superintendent: event.target.value })}
          />
        </>
      )}
    </>
  )
}
