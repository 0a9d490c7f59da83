import { WENT } from './secondCountDesk.ts'

/**
 * Reports about people on the register and about the two sides of a day, counted again: rows of table, line, column and value. `$1` is
 * the service, `$2` now. They share nothing with the reports.
 */

const share = (part: string, whole: string): string =>
  `case when ${whole} = 0 then null else round(100.0 * ${part} / ${whole}) end`
const value = (table: string, line: string, heading: string, number: string): string =>
  `select '${table}' as t, '${line}' as l, '${heading}' as h, (${number})::float as n`
const all = (...statements: readonly string[]): string => statements.join(' union all ')

/** The days of the comparison, and the day between its sides. */
export interface Sides {
  readonly from: string
  readonly to: string
  readonly change: string
}

/** TOIL by whole months on either side, and shares by day: of the shift for late jobs, of receipt for the other two. */
export const changeAgain = ({ from, to, change }: Sides): string => `with s as (
  select person_id, day from hub.shifts where service_id = $1 and cancelled_at is null and role <> 'practice-consultant' and ends_at <= $2::timestamptz and day between '${from}' and '${to}'),
  e as (select person_id, day, minutes from hub.toil_entries x where service_id = $1 and kind = 'ACCRUE' and day between '${from}' and '${to}'
    and not exists (select from hub.toil_entries u where u.reverses_id = x.id)),
  w as (select d::date as first, (d + interval '1 month' - interval '1 day')::date as last from generate_series(date_trunc('month', date '${from}'), date '${to}', interval '1 month') d),
  f as (select first, last, (select count(distinct person_id) from e where day between first and last) as earners, case when last < '${change}' then 'Before' when first >= '${change}' then 'Since' end as side,
      (select coalesce(sum(minutes), 0) from e where day between first and last) as earned,
      (select count(*) from s where day between first and last) as shifts,
      (select nullif(count(distinct person_id), 0) from s where day between first and last) as people
    from w where first >= '${from}' and last <= '${to}'),
  g as (select f.*, round(earned / people::numeric) as each from f),
  j as (select h.day < '${change}' as before, floor(extract(epoch from a.stopped - h.ends_at) / 60) >= 1 as late
    from ${WENT} a join hub.shifts h on h.id = a.shift_id where a.service_id = $1 and h.day between '${from}' and '${to}'),
  r as (select (c.received_at at time zone 'Europe/London')::date < '${change}' as before,
      (select min(a.arrived_at) at time zone 'Europe/London' from hub.allocations a where a.referral_id = c.id) as arrived,
      exists (select from hub.allocations a where a.referral_id = c.id) as given,
      exists (select from hub.allocations a where a.referral_id = c.id and (a.shift_id is null or a.shift_id in (select i.shift_id from hub.call_ins i))) as called
    from hub.referrals c where c.service_id = $1 and coalesce(c.closed_as, '') <> 'DUPLICATE_LINKED' and (c.received_at at time zone 'Europe/London')::date between '${from}' and '${to}')
  ${all(
    ...['Before', 'Since'].flatMap((side) =>
      Object.entries({
        'Whole months': 'count(each)',
        'Duty shifts': 'coalesce(sum(shifts), 0)',
        AMHPs: `count(*) * 0 + (select count(distinct e.person_id) from e join g x on e.day between x.first and x.last where x.side = '${side}')`,
        'AMHPs, fewest': 'coalesce(min(earners), 0)',
        'A shift': 'round(sum(earned) / nullif(sum(shifts), 0))',
        'An AMHP, a month': 'round(avg(each))',
        'Lowest month': 'min(each)',
        'Highest month': 'max(each)',
      }).map(([heading, number]) => `${value('toil', side, heading, number)} from g where side = '${side}'`),
    ),
    ...(
      [
        ['Jobs that finished late', 'j', 'late', 'true'],
        ['Attended before 17:00', 'r', `arrived::time < '17:00'`, 'arrived is not null'],
        ['Called in from off the rota', 'r', 'called', 'given'],
      ] as const
    ).flatMap(([label, rows, fits, of]) =>
      [
        ['before', 'Before', 'Number', 'Of'],
        ['not before', 'Since', 'Number since', 'Of, since'],
      ].flatMap(([where = '', percent = '', number = '', whole = '']) => {
        const [n, every] = [`count(*) filter (where (${fits}) and ${of})`, `count(*) filter (where ${of})`]
        return [
          `${value('shares', label, percent, share(n, every))} from ${rows} where ${where}`,
          `${value('shares', label, number, n)} from ${rows} where ${where}`,
          `${value('shares', label, whole, every)} from ${rows} where ${where}`,
        ]
      }),
    ),
  )}`

/** Who was approved on a day and had not left. */
const approved = (day: string): string =>
  `select m.*, e.kind as employer from hub.amhps m join hub.people p on p.id = m.person_id join hub.employers e on e.id = m.employer_id
    where m.service_id = $1 and date '${day}' between m.approved_on and m.approval_ends_on and (p.left_at is null or (p.left_at at time zone 'Europe/London')::date > '${day}')`
const onDuty = (day: string): string =>
  `exists (select from hub.shifts s where s.person_id = x.person_id and s.cancelled_at is null and s.role <> 'practice-consultant' and s.day > date '${day}' - 91 and s.day <= '${day}')`
const fte = `round(coalesce(sum(contracted_minutes_per_week), 0) / 2220.0, 1)`
const professions = {
  'Social workers': `profession = 'social-worker'`,
  Nurses: `profession = 'nurse'`,
  'Occupational therapists': `profession = 'occupational-therapist'`,
  Psychologists: `profession = 'psychologist'`,
}
const trainees = `(select count(*) from hub.people where service_id = $1 and left_at is null and 'trainee' = any (roles))`

const typed: readonly (readonly [label: string, key: string, tenths?: true])[] = [
  ['Vacant, full-time equivalents', 'vacantTenths', true],
  ['Needed for 24 hours a day, full-time equivalents', 'neededTenths', true],
  ['Trainees expected to be approved within 12 months', 'expectedApprovals'],
  ['Can retire within five years', 'retiring'],
  ['Women', 'women'],
  ['Men', 'men'],
]
/** What was typed last for the day; what nobody typed is words, and not counted. */
const recorded = (table: string, heading: string, day: string): readonly string[] =>
  typed.map(([label, key, tenths]) =>
    value(
      table,
      label,
      heading,
      `select (c.counts ->> '${key}')::numeric / ${tenths ? 10 : 1} from hub.workforce_counts c where c.service_id = $1 and c.day <= '${day}' order by c.day desc, c.recorded_at desc limit 1`,
    ),
  )

/** @param days the two days, each with its heading */
export const workforceAgain = (days: readonly (readonly [day: string, heading: string])[]): string => {
  const [from, to] = [days[0]?.[0] ?? '', days[1]?.[0] ?? '']
  const lines: Readonly<Record<string, (day: string) => string>> = {
    Approved: () => 'count(*)',
    'Acting: a duty in the 13 weeks before': (day) => `count(*) filter (where ${onDuty(day)})`,
    'Approved, not regularly on the rota': (day) => `count(*) filter (where not ${onDuty(day)})`,
    ...Object.fromEntries(
      Object.entries({
        ...professions,
        'Employed by a council': `employer = 'council'`,
        'Employed by the NHS': `employer = 'nhs'`,
        'Through an agency': `employer = 'agency'`,
        'Self-employed': `employer = 'self'`,
        'AMHP work only': `contract = 'dedicated'`,
        'With another post': `contract = 'combined'`,
        'By the session': `contract = 'sessional'`,
      }).map(([label, fits]) => [label, () => `count(*) filter (where ${fits})`] as const),
    ),
    'Full-time equivalents, 37 hours': () => fte,
  }
  const on = (day: string, number: string): string => `(select ${number} from (${approved(day)}) x)`
  return all(
    ...Object.entries(lines).flatMap(([label, number]) => [
      ...days.map(([day, heading]) => value('register', label, heading, on(day, number(day)))),
      value('register', label, 'Change', `${on(to, number(to))} - ${on(from, number(from))}`),
    ]),
    ...[
      ['Approvals that end within 12 months', 365],
      ['Approvals that end within 6 months', 183],
    ].flatMap(([label, within]) => {
      const ending = on(to, `count(*) filter (where approval_ends_on <= date '${to}' + ${within})`)
      return [
        value('risk', String(label), 'Number', ending),
        value('risk', String(label), 'Share', share(ending, on(to, 'count(*)'))),
      ]
    }),
    value(
      'risk',
      'Newly approved between the days',
      'Number',
      on(to, `count(*) filter (where approved_on > '${from}')`),
    ),
    value(
      'risk',
      'Left, or approval ended, between the days',
      'Number',
      `select count(*) from (${approved(from)}) x where person_id not in (select y.person_id from (${approved(to)}) y)`,
    ),
    value('risk', 'In training now', 'Number', trainees),
    ...['Newly approved between the days', 'Left, or approval ended, between the days', 'In training now'].map(
      (label) => value('risk', label, 'Share', 'null'),
    ),
    ...recorded('recorded', 'Number', to),
  )
}

/** The survey on a day; movements are those of the year before it. */
export const surveyAgain = (day: string, yearBefore: string): string => {
  const on = (number: string): string => `(select ${number} from (${approved(day)}) x)`
  const count = (label: string, fits: string): string =>
    value('survey', label, 'Answer', on(`count(*) filter (where ${fits})`))
  const gone = (first: string, second: string): string =>
    `select count(*) from (${approved(first)}) x where person_id not in (select y.person_id from (${approved(second)}) y)`
  return all(
    count('AMHPs approved', 'true'),
    count('Local authority', `employer = 'council'`),
    count('NHS', `employer = 'nhs'`),
    count('Agency or self-employed', `employer in ('agency', 'self')`),
    ...Object.entries(professions).map(([label, fits]) => count(label, fits)),
    count('AMHP work only', `${onDuty(day)} and contract = 'dedicated'`),
    count('Combined with another role', `${onDuty(day)} and contract <> 'dedicated'`),
    count('Not regularly on the rota', `not ${onDuty(day)}`),
    value('survey', 'Started in the year', 'Answer', gone(day, yearBefore)),
    value('survey', 'Left in the year', 'Answer', gone(yearBefore, day)),
    value('survey', 'In training', 'Answer', trainees),
    value('survey', 'Full-time equivalents in post', 'Answer', on(fte)),
    ...recorded('survey', 'Answer', day),
  )
}

/** @param years each with its label, its first and its last day as they were asked for */
export const foiAgain = (years: readonly (readonly [label: string, from: string, to: string])[]): string => {
  const lines = {
    'Referrals received': 'true',
    'Accepted for an assessment': `decision = 'ACCEPT_MHAA'`,
    'Attended by an AMHP': 'arrived',
    'Assessments completed': `outcome in ('DETAINED_S2', 'DETAINED_S3', 'DETAINED_S4', 'NOT_DETAINED_NFA', 'NOT_DETAINED_COMMUNITY_PLAN')`,
    'Detained under section 2': `outcome = 'DETAINED_S2'`,
    'Detained under section 3': `outcome = 'DETAINED_S3'`,
    'Detained under section 4': `outcome = 'DETAINED_S4'`,
    'Completed, not detained': `outcome in ('NOT_DETAINED_NFA', 'NOT_DETAINED_COMMUNITY_PLAN')`,
    'Application not made for want of a bed': `outcome = 'APPLICATION_NOT_MADE_NO_BED'`,
    'Detained by the police, section 136': `source = 'POLICE_136'`,
    'Aged under 18': 'age_years < 18',
  }
  return `with r as (select c.*, (c.received_at at time zone 'Europe/London')::date as day,
      (select d.outcome from hub.triage_decisions d where d.referral_id = c.id) as decision,
      (select a.outcome from hub.allocations a where a.referral_id = c.id) as outcome,
      exists (select from hub.allocations a where a.referral_id = c.id and a.arrived_at is not null) as arrived
    from hub.referrals c where c.service_id = $1 and coalesce(c.closed_as, '') <> 'DUPLICATE_LINKED') ${all(
      ...years.flatMap(([label, from, to]) => [
        ...Object.entries(lines).map(
          ([line, fits]) =>
            `${value('foi', line, label, `count(*) filter (where ${fits})`)} from r where day between '${from}' and '${to}'`,
        ),
        ...Object.entries({
          'AMHPs approved': 'count(*)',
          ...Object.fromEntries(
            Object.entries(professions).map(([line, fits]) => [line, `count(*) filter (where ${fits})`]),
          ),
          'Full-time equivalents': fte,
        }).map(([line, number]) => `${value('foi-amhps', line, label, number)} from (${approved(to)}) x`),
      ]),
    )}`
}
