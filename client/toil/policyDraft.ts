import type { FieldError } from '#client/ui/ErrorSummary.tsx'
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

/** What a number of the form may be, in its unit, and an example; `null` for one that may be left empty. */
const bounds: Readonly<Record<string, { least: number; most: number; like: string; empty: boolean; unit?: 'days' }>> = {
  contractDayMinutes: { least: 1, most: 24 * 60, like: '444 for 7h 24m', empty: true },
  graceMinutes: { least: 0, most: 240, like: '15', empty: true },
  unit: { least: 1, most: 120, like: '15', empty: false },
  minClaimMinutes: { least: 0, most: 240, like: '30', empty: true },
  cap: { least: 0, most: 60_000, like: '2220 for 37h', empty: true },
  month: { least: 0, most: 60_000, like: '900 for 15h', empty: true },
  expiryDays: { least: 1, most: 3660, like: '183', empty: true, unit: 'days' },
  retroWindowDays: { least: 0, most: 366, like: '14', empty: true, unit: 'days' },
  debitAllowedMinutes: { least: 0, most: 60_000, like: '450', empty: true },
  fullTimeMinutesPerWeek: { least: 1, most: 5000, like: '2220 for 37h', empty: true },
}

/** @example 'Smallest claim: give whole minutes from 0 to 240, like 30' */
function numberFault({ name, label }: PolicyField, typed: string): readonly FieldError[] {
  const bound = bounds[name]
  const text = typed.trim()
  if (!bound || (text === '' && bound.empty)) return []
  const count = /^\d{1,6}$/.test(text) ? Number(text) : -1
  if (count >= bound.least && count <= bound.most) return []
  const [least, most] = [bound.least, bound.most].map((one) => one.toLocaleString('en-GB'))
  const none = bound.empty && bound.least > 0 ? ', or leave it empty' : ''
  return [
    {
      field: name,
      message: `${label}: give whole ${bound.unit ?? 'minutes'} from ${least} to ${most}, like ${bound.like}${none}`,
    },
  ]
}

/** A number that something else on the form needs. */
function missingFaults(said: (name: string) => string): readonly FieldError[] {
  const empty = (name: string): boolean => said(name).trim() === ''
  return [
    ...(said('basis') === 'contract-day' && empty('contractDayMinutes')
      ? [
          {
            field: 'contractDayMinutes',
            message:
              'Contracted day: give its length in minutes, like 444 for 7h 24m, because extra time counts from it',
          },
        ]
      : []),
    ...(said('proRata') === 'yes' && empty('fullTimeMinutesPerWeek')
      ? [
          {
            field: 'fullTimeMinutesPerWeek',
            message:
              'Full-time week: give its length in minutes, like 2220 for 37h, because smaller limits are worked out from it',
          },
        ]
      : []),
  ]
}

/**
 * The policy that the form says, or all that is wrong with it, each beside its field and in the order of the form.
 *
 * @example policyFrom(start, { graceMinutes: '15' }) // { ok: true, policy: { …start, graceMinutes: 15 } }
 */
export function policyFrom(
  start: ToilPolicy,
  draft: PolicyDraft,
): { readonly ok: true; readonly policy: ToilPolicy } | { readonly ok: false; readonly errors: readonly FieldError[] } {
  const said = (name: string): string => draft[name] ?? policyFields.find((one) => one.name === name)?.read(start) ?? ''
  const missing = missingFaults(said)
  const errors = policyFields.flatMap((field) => [
    ...(field.kind === 'minutes' ? numberFault(field, said(field.name)) : []),
    ...missing.filter((one) => one.field === field.name),
  ])
  if (errors.length > 0) return { ok: false, errors }
  const parsed = toilPolicy.safeParse(policySaid(start, said))
  if (parsed.success) return { ok: true, policy: parsed.data }
  return {
    ok: false,
    errors: parsed.error.issues.map(({ path, message }) => ({ field: fieldOf(path), message })),
  }
}

/** The field of the form in which a part of the policy is typed. */
export function fieldOf(path: readonly PropertyKey[]): string {
  const names = path.map(String).filter((one) => one !== 'policy')
  if (names.includes('unit')) return 'unit'
  return names[0] === 'periodCap' ? 'month' : names[0] === 'expiry' ? 'expiryDays' : (names[0] ?? 'basis')
}

function policySaid(start: ToilPolicy, said: (name: string) => string): unknown {
  const count = (name: string): number => Number(said(name).trim() || 0)
  const orNull = (name: string): number | null => (said(name).trim() === '' ? null : count(name))
  const onExceed = said('onExceed')
  const month = orNull('month')
  const days = orNull('expiryDays')
  const keptExpiry = start.expiry !== null && !('afterDays' in start.expiry) ? start.expiry : null
  const keptPeriod = start.periodCap?.per === 'four-weeks' ? start.periodCap : null
  return {
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
  }
}
