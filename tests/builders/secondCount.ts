import { asksLines, carriedCtes, carriedLines, dutiesLines } from './secondCountDesk.ts'

/**
 * Reports counted again, each figure of each table, by statements that share nothing with the reports: rows of table, line, column and
 * value. `$1` is the service; October 2026 by London's days.
 */

/** Each referral of the period with its stages, from the tables themselves. */
const base = `with b as (
  select r.id, r.received_at, r.source, r.request, r.urgency, r.accepted_at, r.closed_at, r.age_years as age, r.nhs_number,
    (r.received_at at time zone 'Europe/London') as local, btrim(r.interpreter) <> '' as interpreter, r.home_address <> '' as address, r.nearest_relative <> '' as relative,
    case lower(btrim(r.gender)) when 'woman' then 'Women' when 'female' then 'Women' when 'man' then 'Men' when 'male' then 'Men' when '' then 'Not recorded' else 'Another gender' end as sex,
    (select d.decided_at from hub.triage_decisions d where d.referral_id = r.id) as triaged, (select d.outcome from hub.triage_decisions d where d.referral_id = r.id) as decision,
    a.allocated_at as allocated, a.arrived_at as arrived, a.outcome_at as done, a.outcome, a.id is not null and (a.shift_id is null or a.shift_id in (select i.shift_id from hub.call_ins i)) as called
  from hub.referrals r left join hub.allocations a on a.referral_id = r.id
  where r.service_id = $1 and coalesce(r.closed_as, '') <> 'DUPLICATE_LINKED'
), o as (select b.*, outcome like 'DETAINED%' as detained, outcome in ('DETAINED_S2', 'DETAINED_S3', 'DETAINED_S4', 'NOT_DETAINED_NFA', 'NOT_DETAINED_COMMUNITY_PLAN') as completed,
  case when age is null then 'Not recorded' when age <= 17 then 'Under 18' when age <= 34 then '18 to 34' when age <= 49 then '35 to 49' when age <= 64 then '50 to 64' else '65 and over' end as band
  from b where local >= '2026-10-01' and local < '2026-11-01')`
const share = (part: string, whole: string): string =>
  `case when ${whole} = 0 then null else round(100.0 * ${part} / ${whole}) end`
const value = (table: string, line: string, heading: string, number: string): string =>
  `select '${table}' as t, ${line} as l, '${heading}' as h, (${number})::float as n`
const median = (length: string): string => `round((percentile_cont(0.5) within group (order by ${length}))::numeric)`
const ninety = (length: string): string => `percentile_disc(0.9) within group (order by ${length})`
const minutes = (from: string, to: string): string => `floor(extract(epoch from ${to} - ${from}) / 60)`

const counted = (table: string, label: string, from = 'o'): string =>
  ['Number', 'Share']
    .map(
      (heading) =>
        `select '${table}' as t, l, '${heading}' as h, ${heading === 'Number' ? 'n' : 'case when every = 0 then null else round(100.0 * n / every) end'}::float as n from (
      select ${label} as l, count(*) as n, (select count(*) from ${from}) as every from ${from} group by 1 union all select 'All', count(*), count(*) from ${from}) x`,
    )
    .join(' union all ')

const funnel = [
  ['Received', 'true', 'true'],
  ['Triaged', 'triaged is not null', 'true'],
  ['Accepted', `triaged is not null and decision = 'ACCEPT_MHAA'`, 'triaged is not null'],
  ['Attended', `decision = 'ACCEPT_MHAA' and arrived is not null`, `decision = 'ACCEPT_MHAA'`],
  [
    'Completed',
    `decision = 'ACCEPT_MHAA' and arrived is not null and completed`,
    `decision = 'ACCEPT_MHAA' and arrived is not null`,
  ],
] as const
const ofThem = (
  table: string,
  columns: readonly [string, string],
  rows: readonly (readonly [string, string, string])[],
  from = 'o',
): string =>
  rows
    .flatMap(([label, fits, of]) => [
      `${value(table, `'${label}'`, columns[0], `count(*) filter (where ${fits})`)} from ${from}`,
      `${value(table, `'${label}'`, columns[1], share(`count(*) filter (where ${fits})`, `count(*) filter (where ${of})`))} from ${from}`,
    ])
    .join(' union all ')

export const referralsAgain = `${base} ${[
  ofThem('funnel', ['Number', 'Of the stage before'], funnel),
  counted('source', 'source'),
  counted('request', 'request'),
  counted('urgency', `coalesce(urgency, 'Not recorded')`),
  counted('age', 'band'),
  counted('gender', 'sex'),
  counted('council', `'the council'`),
  counted('weekday', `to_char(local, 'FMDay')`),
  counted('hour', `to_char(local, 'HH24":00"')`),
].join(' union all ')}`

const stages = [
  ['Receipt to triage decision', 'received_at', 'triaged'],
  ['Acceptance to allocation', 'accepted_at', 'allocated'],
  ['Receipt to allocation', 'received_at', 'allocated'],
  ['Acceptance to attendance', 'accepted_at', 'arrived'],
  ['Receipt to attendance', 'received_at', 'arrived'],
  ['Acceptance to outcome', 'accepted_at', 'done'],
  ['Receipt to outcome', 'received_at', 'done'],
] as const
const points = { '1 h': 60, '3 h': 180, '24 h': 1440, '5 days': 7200, '10 days': 14_400, '35 days': 50_400 }
const stage = (table: string, from: string): string =>
  stages
    .flatMap(([label, start, end]) => {
      const length = minutes(start, end)
      const measured = `from ${from} where ${end} >= ${start}`
      const line = `'${label}'`
      return [
        `${value(table, line, 'Measured', 'count(*)')} ${measured}`,
        `${value(table, line, 'Median', median(length))} ${measured}`,
        `${value(table, line, '9 in 10 within', ninety(length))} ${measured}`,
        ...Object.entries(points).map(
          ([words, most]) =>
            `${value(table, line, `Within ${words}`, share(`count(*) filter (where ${length} <= ${most})`, 'count(*)'))} ${measured}`,
        ),
        `${value(table, line, 'Not recorded', `count(*) filter (where ${start} is not null) - count(*) filter (where ${end} >= ${start})`)} from ${from}`,
      ]
    })
    .join(' union all ')
export const stagesAgain = `${base}, u as (select * from o where urgency = 'U0') ${stage('stages', 'o')} union all ${stage('clock', 'u')}`

export const outcomesAgain = `${base}, s as (select * from o where arrived is not null or outcome is not null) ${[
  counted('outcomes', `coalesce(outcome, 'Not recorded')`, 's'),
  ofThem(
    'headline',
    ['Number', 'Share'],
    [
      ['Completed, of attended', 'completed', 'true'],
      ['Detained, of completed', 'detained', 'completed'],
      ['Not made for want of a bed, of attended', `outcome = 'APPLICATION_NOT_MADE_NO_BED'`, 'true'],
    ],
    's',
  ),
].join(' union all ')}`

const evening = (at: string): string => `extract(hour from ${at} at time zone 'Europe/London') >= 17`
const lineOf = (label: string, fits: string, of: string): string =>
  [
    `${value('hours', `'${label}'`, 'Number', `count(*) filter (where ${fits})`)} from o`,
    `${value('hours', `'${label}'`, 'Of', `count(*) filter (where ${of})`)} from o`,
    `${value('hours', `'${label}'`, 'Share', share(`count(*) filter (where ${fits})`, `count(*) filter (where ${of})`))} from o`,
  ].join(' union all ')
export const hoursAgain = `${base}, ${carriedCtes} ${[
  lineOf('Attended at 17:00 or later', evening('arrived'), 'arrived is not null'),
  lineOf('Completed at 17:00 or later', evening('done'), 'done is not null'),
  lineOf('Attended before 17:00', `not (${evening('arrived')})`, 'arrived is not null'),
  lineOf('Called in from off the rota', 'called', 'allocated is not null'),
  carriedLines,
].join(' union all ')}`

export const dutiesAgain = `${base} ${dutiesLines}`

const closing = [
  ['Detained', 'detained'],
  ['Completed, not detained', 'completed and not detained'],
  ['Closed without a completed assessment', 'not coalesce(completed, false)'],
  ['All', 'true'],
] as const
const back = (days: number): string =>
  `exists (select from b o2 where o2.nhs_number = c.nhs_number and c.nhs_number <> '' and o2.id <> c.id and o2.received_at > c.closed_at and o2.received_at <= c.closed_at + interval '${days * 24} hours')`
export const againAgain = `${base}, c as (select b.*, outcome like 'DETAINED%' as detained, outcome in ('DETAINED_S2', 'DETAINED_S3', 'DETAINED_S4', 'NOT_DETAINED_NFA', 'NOT_DETAINED_COMMUNITY_PLAN') as completed
  from b where closed_at at time zone 'Europe/London' >= '2026-10-01' and closed_at at time zone 'Europe/London' < '2026-11-01') ${closing
    .flatMap(([label, fits]) => [
      `${value('again', `'${label}'`, 'Closed', 'count(*)')} from c where ${fits}`,
      ...[7, 28].flatMap((days) => [
        `${value('again', `'${label}'`, `Back within ${days} days`, `count(*) filter (where ${back(days)})`)} from c where ${fits}`,
        `${value('again', `'${label}'`, `Share, ${days} days`, share(`count(*) filter (where ${back(days)})`, 'count(*)'))} from c where ${fits}`,
      ]),
    ])
    .join(' union all ')}`

const parts = {
  'Birth or age': 'age is not null',
  'NHS number': `nhs_number <> ''`,
  'Home address': 'address',
  'Nearest relative': 'relative',
  'Risk asked about': 'false',
  'Call-back number': 'false',
}
const whole = (label: string, group: string): string =>
  [
    `select 'completeness' as t, ${label} as l, 'Referrals' as h, count(*)::float as n from o ${group}`,
    ...Object.entries({ ...parts, 'All of them': 'false' }).map(
      ([heading, has]) =>
        `select 'completeness', ${label}, '${heading}', (${share(`count(*) filter (where ${has})`, 'count(*)')})::float from o ${group}`,
    ),
  ].join(' union all ')
export const completenessAgain = `${base} ${whole('source', 'group by source')} union all ${whole(`'All'`, '')} union all ${asksLines}`

const equal = (table: string, label: string): string => {
  const wait = minutes('received_at', 'arrived')
  const figures: Readonly<Record<string, string>> = {
    Referrals: 'count(*)',
    Completed: 'count(*) filter (where completed)',
    Detained: 'count(*) filter (where completed and detained)',
    'Detained, of completed': share(
      'count(*) filter (where completed and detained)',
      'count(*) filter (where completed)',
    ),
    'Median wait': `round((percentile_cont(0.5) within group (order by ${wait}) filter (where arrived >= received_at))::numeric)`,
    '9 in 10 within': `percentile_disc(0.9) within group (order by ${wait}) filter (where arrived >= received_at)`,
  }
  return Object.entries(figures)
    .flatMap(([heading, number]) => [
      `select '${table}' as t, ${label} as l, '${heading}' as h, (${number})::float as n from e group by 2`,
      `select '${table}', 'All', '${heading}', (${number})::float from e`,
    ])
    .join(' union all ')
}
export const equalityAgain = `${base}, e as (select o.*,
  (select case w.how when 'said' then w.text when 'refused' then 'Would not say' end from hub.referral_answers w where w.referral_id = o.id and w.field = 'ethnicity') as said,
  exists (select from hub.referral_answers w where w.referral_id = o.id and w.field = 'disability' and w.how = 'said') as disabled from o) ${[
    equal(
      'ethnicity',
      `case when said is null then 'Not recorded' when said like 'white-%' then 'White' when said like 'mixed-%' then 'Mixed' when said like 'asian-%' then 'Asian' when said like 'black-%' then 'Black' when said in ('arab', 'other') then 'Arab or any other' else said end`,
    ),
    equal('ethnicity-19', `coalesce(said, 'Not recorded')`),
    equal('gender', 'sex'),
    equal('age', 'band'),
    equal('interpreter', `case when interpreter then 'Needs an interpreter' else 'None recorded' end`),
    equal('disability', `case when disabled then 'Has one' else 'None recorded' end`),
  ].join(' union all ')}`
