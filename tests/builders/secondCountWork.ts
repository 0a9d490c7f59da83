import { WENT, ownersAgain, peopleToilAgain, peopleToilLines } from './secondCountDesk.ts'
import { workingTimeAgain, workingTimeLines } from './secondCountRest.ts'

/** The reports about work, staff and hours, counted again: rows of table, line, column and value. `$1` is the service, `$2` now. */

const value = (table: string, line: string, heading: string, number: string): string =>
  `select '${table}' as t, ${line} as l, '${heading}' as h, (${number})::float as n`
const share = (part: string, of: string): string =>
  `case when ${of} = 0 then null else round(100.0 * ${part} / ${of}) end`
const middle = (length: string): string => `round((percentile_cont(0.5) within group (order by ${length}))::numeric)`
const ninety = (length: string): string => `percentile_disc(0.9) within group (order by ${length})`
const all = (...statements: readonly string[]): string => statements.join(' union all ')

const powerLines = [
  ['All', 'true', 'true'],
  ['Arrival recorded', 'started_at is not null', 'true'],
  ['Arrival not recorded', 'started_at is null', 'true'],
  ['An AMHP attended', 'waited is not null', 'started_at is not null'],
  ['Attended within 3 hours', 'waited <= 180', 'waited is not null'],
  ['Extended by the doctor', 'started_at is not null and extension_minutes is not null', 'started_at is not null'],
  ['Past 24 hours and what was granted', 'held > 1440 + coalesce(extension_minutes, 0)', 'started_at is not null'],
] as const
export const section136Again = `with p as (
  select w.*, floor(extract(epoch from coalesce(w.ended_at, $2) - w.started_at) / 60) as held,
    (select floor(extract(epoch from min(a.arrived_at) - w.started_at) / 60) from hub.allocations a where a.referral_id = w.referral_id and a.arrived_at >= w.started_at) as waited
  from hub.powers w where w.service_id = $1 and w.kind like 's136%' and (coalesce(w.started_at, w.recorded_at) at time zone 'Europe/London')::date between '2026-10-01' and '2026-10-31') ${all(
    ...powerLines.flatMap(([label, fits, of]) => [
      `${value('section136', `'${label}'`, 'Number', `count(*) filter (where ${fits})`)} from p`,
      `${value('section136', `'${label}'`, 'Share', share(`count(*) filter (where ${fits})`, `count(*) filter (where ${of})`))} from p`,
    ]),
    ...(
      [
        ['To an AMHP’s arrival', 'waited'],
        ['Held, in all', 'held'],
      ] as const
    ).flatMap(([label, length]) => [
      `${value('section136-times', `'${label}'`, 'Measured', `count(${length})`)} from p`,
      `${value('section136-times', `'${label}'`, 'Median', middle(length))} from p`,
      `${value('section136-times', `'${label}'`, '9 in 10 within', ninety(length))} from p`,
    ]),
  )}`

/** @param pence what an hour of an AMHP costs; nobody said when `null` */
export const partnersAgain = (owners: Readonly<Record<string, string>>, pence: number | null): string => `with w as (
  select kind, referral_id, ended_at, floor(extract(epoch from coalesce(ended_at, $2) - started_at) / 60) as length from hub.waits
  where service_id = $1 and (started_at at time zone 'Europe/London')::date between '2026-10-01' and '2026-10-31') ${all(
    ...Object.entries({
      Waits: 'count(*)',
      Referrals: 'count(distinct referral_id)',
      'In all': 'sum(length)',
      Median: middle('length'),
      '9 in 10 within': ninety('length'),
      Longest: 'max(length)',
      'Still open': 'count(*) filter (where ended_at is null)',
      ...(pence === null ? {} : { Cost: `round(sum(length) * ${pence} / 6000.0)` }),
    }).map(([heading, number]) => `${value('partners', 'kind', heading, number)} from w group by kind`),
    ownersAgain(owners, pence),
  )}`

/** Every hour on the UTC line that a stretch touches, with the hour that a London clock shows in it. */
const keptAgain = `(with x as (
    select s.*, s.layer <> 'cover' and (s.cancelled_at is null or s.starts_at - s.cancelled_at < interval '7 days') as planned,
      (select max(a.stopped) from ${WENT} a where a.shift_id = s.id) as done
    from hub.shifts s left join hub.call_ins i on i.shift_id = s.id
    where i.id is null and s.service_id = $1 and s.role <> 'practice-consultant' and s.day between '2026-10-01' and '2026-10-31'),
  c as (select coalesce(a.accepted_at, a.allocated_at) as f, a.stopped as t from ${WENT} a
    where a.service_id = $1 and a.shift_id is null and (coalesce(a.accepted_at, a.allocated_at) at time zone 'Europe/London')::date between '2026-10-01' and '2026-10-31'
    union all select s.starts_at, greatest(s.ends_at, max(a.stopped)) from hub.call_ins i join hub.shifts s on s.id = i.shift_id left join ${WENT} a on a.shift_id = s.id
      where i.service_id = $1 and s.cancelled_at is null and s.day between '2026-10-01' and '2026-10-31' group by s.service_id, s.id, s.starts_at, s.ends_at),
  k as (select 'Planned' as h, starts_at as f, ends_at as t from x where planned union all select 'Kept', starts_at, ends_at from x where cancelled_at is null
    union all select 'Worked late', ends_at, done from x where cancelled_at is null and done > ends_at union all select 'Called in', f, t from c),
  u as (select k.h, to_char(g.g at time zone 'Europe/London', 'HH24":00"') as l, extract(epoch from least(k.t, g.g + interval '1 hour') - greatest(k.f, g.g)) as seconds
    from k join generate_series(timestamptz '2026-09-29', '2026-11-05', '1 hour') g(g) on g.g < k.t and g.g + interval '1 hour' > k.f),
  hs as (select lpad(n::text, 2, '0') || ':00' as l from generate_series(0, 23) n), names(h) as (values ('Planned'), ('Kept'), ('Worked late'), ('Called in'))
  select 'kept-hours', hs.l, names.h, (round(coalesce((select sum(seconds) from u where u.l = hs.l and u.h = names.h), 0) / 360) / 10)::float from hs, names
  union all select 'kept-hours', 'All', names.h, (round(coalesce((select sum(seconds) from u where u.h = names.h), 0) / 360) / 10)::float from names
  union all select 'kept', 'Planned', 'Number', count(*)::float from x where planned
  union all select 'kept', 'Taken off in the last seven days', 'Number', count(*)::float from x where planned and cancelled_at is not null
  union all select 'kept', 'Worked by somebody else than planned', 'Number', count(*)::float from x where cancelled_at is null and planned_for <> person_id
  union all select 'kept', 'Put in as cover', 'Number', count(*)::float from x where cancelled_at is null and layer = 'cover'
  union all select 'kept', 'Ran late', 'Number', count(*)::float from x where cancelled_at is null and done - ends_at >= interval '1 minute'
  union all select 'kept', 'Times somebody was called in', 'Number', count(*)::float from c)`

/** Every hour of the week, with the hours that nobody asked in. */
export const coverAgain = `with h as (select d, hh from generate_series(1, 7) d, generate_series(0, 23) hh),
  names as (select d, (array['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'])[d] as name from generate_series(1, 7) d),
  r as (select extract(isodow from l) as d, extract(hour from l) as hh from (select received_at at time zone 'Europe/London' as l from hub.referrals
    where service_id = $1 and coalesce(closed_as, '') <> 'DUPLICATE_LINKED') x where l >= '2026-10-01' and l < '2026-11-01'),
  m as (select day, extract(isodow from day) as d, hh, (day + make_interval(hours => hh, mins => 30)) at time zone 'Europe/London' as at
    from generate_series(timestamp '2026-10-01', '2026-10-31', '1 day') as days(day), generate_series(0, 23) hh),
  n as (select m.d, m.hh, m.day, (select count(*) from hub.shifts s where s.service_id = $1 and s.cancelled_at is null and s.role <> 'practice-consultant' and s.starts_at <= m.at and m.at < s.ends_at) as people from m)
  select 'demand' as t, name as l, lpad(h.hh::text, 2, '0') as h, (select count(*) from r where r.d = h.d and r.hh = h.hh)::float as n from h join names using (d)
  union all select 'cover', name, lpad(n.hh::text, 2, '0'), round(avg(people), 1)::float from n join names using (d) group by name, n.hh
  union all ${keptAgain}`

const whyLines = [
  ['Knows the person', `why = 'knows-person'`],
  ['Asked for by the person', `why = 'asked-for'`],
  ['Nearest', `why = 'nearest'`],
  ['Learning', `why = 'learning'`],
  ['Spreads the work', `why = 'spreads-work'`],
  ['They offered', `why = 'offered'`],
  ['Rather not say', `why = 'rather-not-say'`],
  ['Other', `why = 'other'`],
  ['Not recorded', 'why is null'],
] as const
const choiceLine = (table: string, label: string, fits: string, of: string): readonly string[] => [
  `${value(table, `'${label}'`, 'Number', `count(*) filter (where ${fits})`)} from c`,
  `${value(table, `'${label}'`, 'Share', share(`count(*) filter (where ${fits})`, `count(*) filter (where ${of})`))} from c`,
]
/** Choices of October by what each kept of its suggestion. */
export const choicesAgain = `with c as (
  select (choice ->> 'rank')::int as rank, reason_code as why, choice -> 'placed' @> '[{"standing": "suggested"}]' as suggested
  from hub.allocations where service_id = $1 and choice ? 'rank' and choice ? 'placed' and coalesce(ended_how, '') <> 'undone'
    and (allocated_at at time zone 'Europe/London')::date between '2026-10-01' and '2026-10-31') ${all(
      ...choiceLine('choices', 'Choices', 'true', 'true'),
      ...choiceLine('choices', 'The first was taken', 'suggested and rank = 1', 'true'),
      ...choiceLine('choices', 'Somebody else was chosen', 'suggested and rank <> 1', 'true'),
      ...choiceLine('choices', 'Nobody was free to be suggested', 'not suggested', 'true'),
      ...whyLines.flatMap(([label, fits]) =>
        choiceLine('choices-why', label, `suggested and rank <> 1 and ${fits}`, 'suggested and rank <> 1'),
      ),
    )}`

/** What was earned, taken and paid in October, by employer; an entry that was taken back counts on its own day, as nothing. */
export const toilAgain = `with t as (
  select coalesce(m.name, 'Not on the register') as name, x.kind, x.minutes, x.day, x.person_id from hub.toil_entries x
  left join hub.amhps a on a.person_id = x.person_id left join hub.employers m on m.id = a.employer_id
  where x.service_id = $1 and x.kind <> 'REVERSE' and not exists (select from hub.toil_entries u where u.reverses_id = x.id)),
  moved as (select * from t where day between '2026-10-01' and '2026-10-31'), ${peopleToilAgain} ${all(
    ...[
      ['Earned', `kind = 'ACCRUE'`, 1],
      ['Taken', `kind = 'TAKE'`, -1],
      ['Paid', `kind = 'PAY_OUT'`, -1],
      ['Run out', `kind = 'EXPIRE'`, -1],
      ['Corrected', `kind in ('ADJUST', 'OPENING_BALANCE')`, 1],
    ].flatMap(([heading, fits, sign]) => [
      `select 'toil' as t, name as l, '${heading}' as h, (select coalesce(sum(minutes), 0) * ${sign} from moved where moved.name = t.name and ${fits})::float as n from t group by name`,
      `select 'toil', 'All', '${heading}', coalesce(sum(minutes) filter (where ${fits}), 0)::float * ${sign} from moved`,
    ]),
    `select 'toil', coalesce(m.name, 'Not on the register'), 'People', count(distinct x.person_id)::float from hub.toil_entries x left join hub.amhps a on a.person_id = x.person_id
      left join hub.employers m on m.id = a.employer_id where x.service_id = $1 and x.day <= '2026-10-31' group by 2`,
    `select 'toil', 'All', 'People', count(distinct person_id)::float from hub.toil_entries where service_id = $1 and day <= '2026-10-31'`,
    `select 'toil', name, 'Owed', coalesce(sum(minutes) filter (where day <= '2026-10-31'), 0)::float from t group by name`,
    `select 'toil', 'All', 'Owed', coalesce(sum(minutes) filter (where day <= '2026-10-31'), 0)::float from t`,
    peopleToilLines,
  )}`

/**
 * Walks through each person's pieces of work as the clock goes: pieces that lie within thirteen hours are one day, and a piece that begins
 * under eleven hours after all before it is short of rest.
 */
const walk = (
  name: string,
  pieces: string,
): string => `${name}_n as (select q.*, row_number() over (partition by person_id order by f, t) as n from (${pieces}) q),
  ${name}_w as (select person_id, n, f, t as last, f as began, false as short, null::timestamptz as before from ${name}_n where n = 1
    union all select w.person_id, x.n, x.f, greatest(w.last, x.t),
      case when x.f - w.last >= interval '11 hours' or greatest(w.last, x.t) - w.began > interval '13 hours' then x.f else w.began end,
      x.f - w.last < interval '11 hours' and greatest(w.last, x.t) - w.began > interval '13 hours', w.last
    from ${name}_w w join ${name}_n x on x.person_id = w.person_id and x.n = w.n + 1),
  ${name} as (select * from ${name}_w where short and (f at time zone 'Europe/London')::date between '2026-10-01' and '2026-10-31')`

/** Duties by AMHP and short rests: shifts to the later of their end and their last job's, and jobs on no shift. */
export const restAgain = `with recursive s as (
  select s.person_id, s.day, s.starts_at, s.ends_at,
    greatest(s.ends_at, (select max(a.stopped) from ${WENT} a where a.shift_id = s.id)) as real_end
  from hub.shifts s where s.service_id = $1 and s.cancelled_at is null and s.day between '2026-10-01' and '2026-10-31'),
  x as (select h.person_id, h.starts_at, h.ends_at, (select max(a.stopped) from ${WENT} a where a.shift_id = h.id) as stopped,
      (select min(case when least(a.set_off_at, a.arrived_at) < h.starts_at and a.stopped >= h.starts_at then greatest(a.accepted_at, least(a.set_off_at, a.arrived_at) - interval '1 hour') end)
        from ${WENT} a where a.shift_id = h.id) as began
    from hub.shifts h where h.service_id = $1 and h.cancelled_at is null and h.day between '2026-09-28' and '2026-11-03'),
  b as (select a.person_id, greatest(a.accepted_at, least(a.set_off_at, a.arrived_at) - interval '1 hour') as f, a.stopped as t from ${WENT} a
    left join hub.shifts h on h.id = a.shift_id where a.service_id = $1 and (a.shift_id is null or least(a.set_off_at, a.arrived_at) < h.starts_at and a.stopped < h.starts_at)),
  ${walk('planned', 'select person_id, starts_at as f, ends_at as t from x')},
  ${walk(
    'worked',
    `select person_id, least(starts_at, began) as f, greatest(ends_at, stopped) as t from x union all select person_id, f, t from b where f >= '2026-09-27 23:00Z' and f < '2026-11-04'`,
  )},
  went as (select * from ${WENT} z),
  ${walk('debts', 'select person_id, f, t from wt')},
  ${workingTimeAgain},
  p as (select p.id, p.name, m.contracted_minutes_per_week / 2220.0 as part from hub.people p join hub.amhps m on m.person_id = p.id where p.service_id = $1) ${all(
    `${value('rest', `'As rostered'`, 'Number', 'count(*)')} from planned`,
    `${value('rest', `'As rostered'`, 'People', 'count(distinct person_id)')} from planned`,
    `${value('rest', `'As worked'`, 'Number', 'count(*)')} from worked`,
    `${value('rest', `'As worked'`, 'People', 'count(distinct person_id)')} from worked`,
    ...Object.entries({
      Duties: 'count(s.day)',
      'For full time': 'round(count(s.day) / part, 1)',
      'Ran late': 'count(*) filter (where real_end > ends_at)',
      Weekends: 'count(*) filter (where extract(isodow from day) > 5)',
      'A week': 'round(coalesce(sum(extract(epoch from real_end - starts_at) / 60), 0) / (31 / 7.0))',
      'Short rests': '(select count(*) from worked where worked.person_id = p.id)',
    }).map(
      ([heading, number]) =>
        `${value('duties', 'name', heading, number)} from p left join s on s.person_id = p.id group by p.id, p.name, p.part`,
    ),
    ...workingTimeLines,
  )}`
