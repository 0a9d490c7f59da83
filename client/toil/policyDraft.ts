import { toilPolicy, type ToilPolicy } from '#shared/toil/policy.ts'

/** What was typed into the form, by field; what was not touched is the policy that it began with. */
export type PolicyDraft = Readonly<Record<string, string>>

interface Common {
  readonly name: string
  readonly label: string
  readonly read: (policy: ToilPolicy) => string
}
type PolicyField =
  | (Common & { readonly kind: 'minutes'; readonly hint: string })
  | (Common & { readonly kind: 'yes-no' })
  | (Common & {
      readonly kind: 'choice'
      readonly options: readonly { readonly value: string; readonly label: string }[]
    })

const minutesField = (
  name: string,
  label: string,
  hint: string,
  read: (policy: ToilPolicy) => number | null,
): PolicyField => ({
  kind: 'minutes',
  name,
  label,
  hint,
  read: (policy) => String(read(policy) ?? ''),
})
const whole = 'Minutes'
const orNone = 'Minutes; empty for none'

/** The fields of the form, in the order in which a policy is read. */
export const policyFields: readonly PolicyField[] = [
  {
    kind: 'choice',
    name: 'basis',
    label: 'Extra time counts from',
    options: [
      { value: 'rostered-shift', label: 'The rostered end of the shift' },
      { value: 'contract-day', label: 'A contracted length of day' },
    ],
    read: ({ basis }) => basis,
  },
  minutesField('contractDayMinutes', 'Contracted day', orNone, (policy) => policy.contractDayMinutes),
  {
    kind: 'choice',
    name: 'agreement',
    label: 'Agreed beforehand',
    options: [
      { value: 'not-needed', label: 'Not needed' },
      { value: 'beforehand', label: 'Wanted: an emergency is put to a manager' },
    ],
    read: ({ agreement }) => agreement,
  },
  {
    kind: 'choice',
    name: 'approvers',
    label: 'Approved by',
    options: [
      { value: '1', label: 'A manager' },
      { value: '2', label: 'A manager, then the AMHP lead' },
    ],
    read: ({ approverChain }) => String(approverChain.length),
  },
  minutesField('graceMinutes', 'Not counted up to', whole, (policy) => policy.graceMinutes),
  {
    kind: 'choice',
    name: 'mode',
    label: 'Rounded',
    options: ['none', 'down', 'nearest', 'up'].map((value) => ({
      value,
      label: value === 'none' ? 'Not at all' : value,
    })),
    read: ({ rounding }) => rounding.mode,
  },
  minutesField('unit', 'Rounded to', whole, (policy) => policy.rounding.unit),
  {
    kind: 'choice',
    name: 'scope',
    label: 'What is rounded',
    options: [
      { value: 'claim', label: 'Each claim' },
      { value: 'block', label: 'Each unbroken stretch' },
      { value: 'day', label: 'The whole day together' },
    ],
    read: ({ rounding }) => rounding.scope,
  },
  minutesField('minClaimMinutes', 'Smallest claim', whole, (policy) => policy.minClaimMinutes),
  minutesField('cap', 'Limit of what is owed', orNone, (policy) => policy.cap?.minutes ?? null),
  minutesField('month', 'Most that is earned in a month', orNone, (policy) =>
    policy.periodCap?.per === 'month' ? policy.periodCap.minutes : null,
  ),
  {
    kind: 'choice',
    name: 'onExceed',
    label: 'Past a limit',
    options: [
      { value: 'warn', label: 'The manager is warned' },
      { value: 'block', label: 'It takes a written reason' },
      { value: 'escalate', label: 'The AMHP lead approves too' },
    ],
    read: ({ cap, periodCap }) => cap?.onExceed ?? periodCap?.onExceed ?? 'warn',
  },
  {
    kind: 'minutes',
    name: 'expiryDays',
    label: 'Looked at when it is so old',
    hint: 'Days; empty for never',
    read: ({ expiry }) => (expiry !== null && 'afterDays' in expiry ? String(expiry.afterDays) : ''),
  },
  {
    kind: 'minutes',
    name: 'retroWindowDays',
    label: 'To be sent within',
    hint: 'Days after the shift',
    read: ({ retroWindowDays }) => String(retroWindowDays),
  },
  minutesField(
    'debitAllowedMinutes',
    'May be taken before it is earned',
    whole,
    (policy) => policy.debitAllowedMinutes,
  ),
  {
    kind: 'yes-no',
    name: 'proRata',
    label: 'Limits are smaller for part-time contracts',
    read: ({ proRata }) => (proRata ? 'yes' : 'no'),
  },
  minutesField('fullTimeMinutesPerWeek', 'Full-time week', orNone, (policy) => policy.fullTimeMinutesPerWeek),
]

/**
 * The policy that the form says, or the first thing that is wrong with it, beside its field.
 *
 * @example policyFrom(start, { graceMinutes: '15' }) // { ok: true, policy: { …start, graceMinutes: 15 } }
 */
export function policyFrom(
  start: ToilPolicy,
  draft: PolicyDraft,
):
  | { readonly ok: true; readonly policy: ToilPolicy }
  | { readonly ok: false; readonly error: { readonly field: string; readonly message: string } } {
  const said = (name: string): string => draft[name] ?? policyFields.find((one) => one.name === name)?.read(start) ?? ''
  const bad = policyFields.find((field) => field.kind === 'minutes' && !/^\d{0,5}$/.test(said(field.name).trim()))
  if (bad) return { ok: false, error: { field: bad.name, message: `${bad.label}: give a whole number` } }
  const count = (name: string): number => Number(said(name).trim() || 0)
  const orNull = (name: string): number | null => (said(name).trim() === '' ? null : count(name))
  const onExceed = said('onExceed')
  const month = orNull('month')
  const days = orNull('expiryDays')
  const keptExpiry = start.expiry !== null && !('afterDays' in start.expiry) ? start.expiry : null
  const keptPeriod = start.periodCap?.per === 'four-weeks' ? start.periodCap : null
  const parsed = toilPolicy.safeParse({
    ...start,
    basis: said('basis'),
    contractDayMinutes: orNull('contractDayMinutes'),
    agreement: said('agreement'),
    approverChain: said('approvers') === '2' ? ['manager', 'amhp-lead'] : ['manager'],
    graceMinutes: count('graceMinutes'),
    rounding: { unit: count('unit'), mode: said('mode'), scope: said('scope') },
    minClaimMinutes: count('minClaimMinutes'),
    cap: orNull('cap') === null ? null : { minutes: count('cap'), onExceed },
    periodCap: month === null ? keptPeriod : { minutes: month, per: 'month', onExceed },
    expiry: days === null ? keptExpiry : { afterDays: days, onExpiry: start.expiry?.onExpiry ?? 'review' },
    retroWindowDays: count('retroWindowDays'),
    debitAllowedMinutes: count('debitAllowedMinutes'),
    proRata: said('proRata') === 'yes',
    fullTimeMinutesPerWeek: orNull('fullTimeMinutesPerWeek'),
  })
  if (parsed.success) return { ok: true, policy: parsed.data }
  const [issue] = parsed.error.issues
  const path = issue?.path.map(String) ?? []
  const field = path.includes('unit') ? 'unit' : (path[0] ?? 'basis')
  return { ok: false, error: { field, message: issue?.message ?? 'Look at this field again' } }
}
