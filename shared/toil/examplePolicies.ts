import { minutes, type Minutes } from '../time/minutes.ts'
import { toilPolicy, type ToilPolicy } from './policy.ts'

/** An employer's published policy as an example to start from, with how far it was checked. */
export interface ExamplePolicy {
  readonly key: string
  readonly name: string
  readonly kind: 'council' | 'nhs' | 'other'
  /** Where the words come from. */
  readonly source: string
  /** `true` only when every parameter was compared with the employer's policy in force. None is yet: compare before use. */
  readonly verified: boolean
  /** In words, what the published text says and what it leaves open. */
  readonly says: readonly string[]
  readonly leavesOpen: readonly string[]
  readonly policy: ToilPolicy
  /** What 25 minutes past the end of a day of 7h 24m earn under it, when they were agreed. */
  readonly twentyFiveMinutesEarn: Minutes
}

const example = (
  parts: Omit<ExamplePolicy, 'policy' | 'verified' | 'twentyFiveMinutesEarn'> & {
    readonly policy: Parameters<typeof toilPolicy.parse>[0]
    readonly earns: number
  },
): ExamplePolicy => {
  const { policy, earns, ...rest } = parts
  return { ...rest, verified: false, policy: toilPolicy.parse(policy), twentyFiveMinutesEarn: minutes(earns) }
}

/** Full-time weeks of 37 hours: 7h 24m a day. */
const DAY = 444
const WEEK = 2220

/**
 * Policies of English and Scottish employers as far as their published texts go, none alike. They are examples to start from: what
 * a text leaves open stands at plain time, and nobody has compared them with what is in force today.
 */
export const examplePolicies: readonly ExamplePolicy[] = [
  example({
    key: 'peterborough',
    name: 'Peterborough, social care fieldwork',
    kind: 'council',
    source: 'peterborough.proceduresonline.com, time off in lieu',
    says: ['Extra time is beyond 7.4 hours a day or 37 a week.'],
    leavesOpen: ['rounding', 'limit', 'expiry'],
    policy: { basis: 'contract-day', contractDayMinutes: DAY, fullTimeMinutesPerWeek: WEEK },
    earns: 25,
  }),
  example({
    key: 'wycombe',
    name: 'Wycombe District, flexible working',
    kind: 'council',
    source: 'wycombe.gov.uk, flexible working scheme',
    says: [
      'To the nearest 5 minutes.',
      'Up to 12 hours carried from one four-week period to the next, and 4 hours owed.',
      'What is above is lost unless agreed beforehand; here a person decides it.',
      'A break of 30 minutes in more than 6 hours.',
    ],
    leavesOpen: ['expiry of what is carried'],
    policy: {
      basis: 'contract-day',
      contractDayMinutes: DAY,
      agreement: 'beforehand',
      rounding: { unit: 5, mode: 'nearest', scope: 'day' },
      breakRule: { afterMinutes: 360, deductMinutes: 30, onlyIfTaken: true },
      periodCap: { minutes: 720, per: 'four-weeks', onExceed: 'block' },
      debitAllowedMinutes: 240,
    },
    earns: 25,
  }),
  example({
    key: 'tameside',
    name: 'Tameside',
    kind: 'council',
    source: 'a trade union’s summary, gmbtameside08.org.uk',
    says: ['TOIL only when both have agreed it in writing.', 'Up to 15 hours in credit and 7.5 in debit a month.'],
    leavesOpen: ['rounding', 'expiry'],
    policy: {
      agreement: 'beforehand',
      periodCap: { minutes: 900, per: 'month', onExceed: 'warn' },
      debitAllowedMinutes: 450,
    },
    earns: 25,
  }),
  example({
    key: 'north-ayrshire',
    name: 'North Ayrshire (Scotland)',
    kind: 'council',
    source: 'staffnews.north-ayrshire.gov.uk',
    says: ['From 30 minutes on.', 'Agreed beforehand by a senior manager, then by the head of service.'],
    leavesOpen: ['rounding above 30 minutes', 'limit'],
    policy: { agreement: 'beforehand', approverChain: ['manager', 'amhp-lead'], minClaimMinutes: 30 },
    earns: 0,
  }),
  example({
    key: 'macclesfield',
    name: 'Macclesfield Town Council',
    kind: 'council',
    source: 'the council’s published TOIL policy',
    says: [
      'Up to 15 minutes is not recorded.',
      'Agreed beforehand; when it is to be taken is planned at the same time.',
    ],
    leavesOpen: ['rounding', 'limit', 'expiry'],
    policy: { agreement: 'beforehand', graceMinutes: 15 },
    earns: 25,
  }),
  example({
    key: 'st-stephen',
    name: 'St Stephen-in-Brannel Parish Council',
    kind: 'council',
    source: 'the council’s published TOIL policy',
    says: ['Hour for hour, when the manager asked for the time.'],
    leavesOpen: ['rounding', 'limit', 'expiry'],
    policy: { agreement: 'beforehand' },
    earns: 25,
  }),
  example({
    key: 'north-yorkshire-fire',
    name: 'North Yorkshire Fire, Green Book staff',
    kind: 'other',
    source: 'the service’s published flexitime policy',
    says: ['Work outside the usual band of hours, arranged beforehand.', 'Counted over four weeks of 148 hours.'],
    leavesOpen: ['rounding', 'limit', 'expiry'],
    policy: { agreement: 'beforehand', fullTimeMinutesPerWeek: WEEK },
    earns: 25,
  }),
  example({
    key: 'east-cheshire',
    name: 'East Cheshire NHS Trust',
    kind: 'nhs',
    source: 'the trust’s published TOIL policy',
    says: ['From 15 minutes on.', 'Up to 7.5 hours in four weeks.'],
    leavesOpen: ['rounding above 15 minutes', 'expiry'],
    policy: { minClaimMinutes: 15, periodCap: { minutes: 450, per: 'four-weeks', onExceed: 'warn' } },
    earns: 25,
  }),
  example({
    key: 'peninsula',
    name: 'Peninsula Community Health',
    kind: 'nhs',
    source: 'the provider’s published TOIL policy',
    says: [
      'Unbroken blocks of 15 minutes, rounded down: 5 minutes and then 10 do not count.',
      'Up to 15 hours a month unless reasons are stated.',
      'When it cannot be taken it is paid, or carried for up to a month.',
      'If it was not agreed before: told to the manager as soon as possible, and signed.',
    ],
    leavesOpen: ['limit on the balance'],
    policy: {
      agreement: 'beforehand',
      rounding: { unit: 15, mode: 'down', scope: 'block' },
      periodCap: { minutes: 900, per: 'month', onExceed: 'block' },
      expiry: { at: 'month-end', onExpiry: 'pay' },
    },
    earns: 15,
  }),
  example({
    key: 'blackpool',
    name: 'Blackpool Teaching Hospitals',
    kind: 'nhs',
    source: 'the trust’s published TOIL policy',
    says: ['From 15 minutes on, at either end of the rostered shift.'],
    leavesOpen: ['rounding above 15 minutes', 'limit', 'expiry'],
    policy: { minClaimMinutes: 15 },
    earns: 25,
  }),
]
