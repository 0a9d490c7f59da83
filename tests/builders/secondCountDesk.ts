/**
 * Reports about late work, TOIL, the desk and the papers, counted again: rows of table, line, column and value for October 2026. `$1` is
 * the service, `$2` now. They share nothing with the reports.
 */

/** Work to which somebody went, by when it stopped: finished, or taken back from them. */
export const WENT = `(select x.shift_id, x.service_id, x.person_id, x.accepted_at, x.allocated_at, x.set_off_at, x.arrived_at, coalesce(x.finished_at, x.ended_at) as stopped
  from hub.allocations x where coalesce(x.set_off_at, x.arrived_at) is not null and (x.ended_how = 'finished' or x.ended_how = 'taken-back' and x.accepted_at is not null))`

const value = (table: string, line: string, heading: string, number: string): string =>
  `select '${table}' as t, ${line} as l, '${heading}' as h, (${number})::float as n`
const share = (part: string, of: string): string =>
  `case when ${of} = 0 then null else round(100.0 * ${part} / ${of}) end`
const middle = (length: string): string => `round((percentile_cont(0.5) within group (order by ${length}))::numeric)`
const ninety = (length: string): string => `percentile_disc(0.9) within group (order by ${length})`
const all = (...statements: readonly string[]): string => statements.join(' union all ')
const filtered = (fits: string): string => `count(*) filter (where ${fits})`

/** Lines of how many and what share, each with what it counts and of which it is a share. */
const shares = (
  table: string,
  from: string,
  lines: readonly (readonly [string, string, string])[],
): readonly string[] =>
  lines.flatMap(([label, fits, of]) => [
    `${value(table, `'${label}'`, 'Number', filtered(fits))} from ${from}`,
    `${value(table, `'${label}'`, 'Share', share(filtered(fits), filtered(of)))} from ${from}`,
  ])
const times = (table: string, label: string, length: string, from: string): readonly string[] =>
  Object.entries({ Measured: `count(${length})`, Median: middle(length), '9 in 10 within': ninety(length) }).map(
    ([heading, number]) => `${value(table, `'${label}'`, heading, number)} from ${from}`,
  )

const lateRows = (table: string, label: string, part: string, of: string, from: string): readonly string[] => [
  `${value(table, `'${label}'`, 'Number', filtered(part))} from ${from}`,
  `${value(table, `'${label}'`, 'Of', filtered(of))} from ${from}`,
  `${value(table, `'${label}'`, 'Share', share(filtered(part), filtered(of)))} from ${from}`,
]
const clock = (at: string): string => `extract(hour from ${at} at time zone 'Europe/London')`

/** Shares of causes are worked out by hand beside their rule; here their sum is counted. */
export const lateAgain = `with s as (
  select h.*, floor(extract(epoch from (select max(a.stopped) from ${WENT} a where a.shift_id = h.id) - h.ends_at) / 60) as past
  from hub.shifts h where h.service_id = $1 and h.cancelled_at is null and h.role <> 'practice-consultant' and h.ends_at <= $2 and h.day between '2026-10-01' and '2026-10-31'),
  j as (select a.stopped as finished_at, floor(extract(epoch from a.stopped - h.ends_at) / 60) as past from ${WENT} a join hub.shifts h on h.id = a.shift_id
    where a.service_id = $1 and h.day between '2026-10-01' and '2026-10-31'),
  w as (select s.*, greatest(coalesce(past, 0), 0) as over, to_char(starts_at at time zone 'Europe/London', 'HH24:MI') || ' to ' || to_char(ends_at at time zone 'Europe/London', 'HH24:MI') as label from s) ${all(
    ...lateRows('late', 'Duty shifts that ran late', 'past > 0', 'true', 's'),
    ...lateRows('late', 'Jobs that finished late', 'past > 0', 'true', 'j'),
    ...lateRows(
      'late',
      'Late jobs that finished between 22:00 and 06:00',
      `past > 0 and (${clock('finished_at')} >= 22 or ${clock('finished_at')} < 6)`,
      'past > 0',
      'j',
    ),
    ...lateRows(
      'late',
      'Late jobs that finished between 00:00 and 06:00',
      `past > 0 and ${clock('finished_at')} < 6`,
      'past > 0',
      'j',
    ),
    ...(
      [
        ['Late shifts', 's'],
        ['Late jobs', 'j'],
      ] as const
    ).flatMap(([label, from]) => [
      ...times('late-times', label, 'past', `${from} where past > 0`),
      `${value('late-times', `'${label}'`, 'In all', 'coalesce(sum(past), 0)')} from ${from} where past > 0`,
      `${value('late-times', `'${label}'`, 'Latest', 'max(past)')} from ${from} where past > 0`,
    ]),
    `${value('causes', `'All'`, 'Jobs', 'count(*)')} from j where past > 0`,
    `${value('causes', `'All'`, 'Late time', 'coalesce(sum(past), 0)')} from j where past > 0`,
    `${value('causes', `'All'`, 'Share', 'nullif(least(count(*), 1), 0) * 100')} from j where past > 0`,
    value('causes', `'All'`, 'Whose', 'null'),
    ...Object.entries({
      Shifts: 'count(*)',
      'Ran late': filtered('over > 0'),
      Share: share(filtered('over > 0'), 'count(*)'),
      'Late time': 'sum(over)',
      'A shift': 'round(avg(over))',
    }).map(([heading, number]) => `${value('by-shift', 'label', heading, number)} from w group by label`),
  )}`

/** What moved by person and team, who is over 300 minutes, and what became of claims. */
export const peopleToilAgain = `e as (select x.person_id, x.kind, x.minutes, x.day from hub.toil_entries x
    where x.service_id = $1 and x.kind <> 'REVERSE' and x.day <= '2026-10-31' and not exists (select from hub.toil_entries u where u.reverses_id = x.id)),
  q as (select p.id, p.name, coalesce(nullif(m.home_team, ''), 'No team recorded') as team,
      (select case when m.employer_id = s.id then 300 end from hub.employers s where s.service_id = $1 and s.kind = 'council') as most
    from hub.people p left join hub.amhps m on m.person_id = p.id
    where p.service_id = $1 and ((m.person_id is not null and p.left_at is null) or (select sum(minutes) from hub.toil_entries y where y.person_id = p.id) <> 0)),
  o as (select q.*, ${Object.entries({
    earned: [`kind = 'ACCRUE'`, 1],
    taken: [`kind = 'TAKE'`, -1],
    paid: [`kind = 'PAY_OUT'`, -1],
    expired: [`kind = 'EXPIRE'`, -1],
    corrected: [`kind in ('ADJUST', 'OPENING_BALANCE')`, 1],
  })
    .map(
      ([name, [fits, sign]]) =>
        `(select coalesce(sum(minutes), 0) * ${sign} from e where e.person_id = q.id and e.day >= '2026-10-01' and ${fits}) as ${name}`,
    )
    .join(', ')}, (select coalesce(sum(minutes), 0) from e where e.person_id = q.id) as owed from q),
  k as (select * from hub.toil_claims where service_id = $1 and day between '2026-10-01' and '2026-10-31'),
  d as (select count(*) as shifts from hub.shifts where service_id = $1 and cancelled_at is null and role <> 'practice-consultant' and ends_at <= $2 and day between '2026-10-01' and '2026-10-31')`
const moved = {
  Earned: 'earned',
  Taken: 'taken',
  Paid: 'paid',
  'Run out': 'expired',
  Corrected: 'corrected',
  Owed: 'owed',
}
const sentLate = `submitted_at is not null and (submitted_at at time zone 'Europe/London')::date - day > 10`
export const peopleToilLines: string = all(
  `${value('over', `'Over'`, 'People', filtered('owed > most'))} from o`,
  `${value('over', `'Over'`, 'Of', 'count(*)')} from o`,
  `${value('over', `'Over'`, 'Over by, in all', 'coalesce(sum(owed - most) filter (where owed > most), 0)')} from o`,
  ...Object.entries(moved).flatMap(([heading, column]) => [
    `${value('people', 'name', heading, column)} from o`,
    `${value('teams', 'team', heading, `sum(${column})`)} from o group by team`,
    `${value('teams', `'All'`, heading, `sum(${column})`)} from o`,
  ]),
  `${value('people', 'name', 'Limit', 'most')} from o`,
  `${value('people', 'name', 'Oldest left', 'null')} from o where owed <= 0`,
  ...(
    [
      ['Made', 'true', 'true'],
      ['Not sent yet', `state = 'made'`, 'true'],
      ['Waiting for a decision', `state in ('submitted', 'queried', 'agreed')`, 'true'],
      ['Approved', `state = 'approved'`, 'true'],
      ['Refused', `state = 'refused'`, 'true'],
      ['Sent after the time their policy gives', sentLate, 'submitted_at is not null'],
    ] as const
  ).flatMap(([label, fits, of]) => [
    `${value('claims', `'${label}'`, 'Number', filtered(fits))} from k`,
    `${value('claims', `'${label}'`, 'Share', share(filtered(fits), filtered(of)))} from k`,
    `${value('claims', `'${label}'`, 'TOIL', `coalesce(sum(minutes) filter (where ${fits}), 0)`)} from k`,
  ]),
  `${value('a-shift', `'All AMHPs'`, 'Claims', filtered(`state = 'approved'`))} from k`,
  `${value('a-shift', `'All AMHPs'`, 'Duty shifts', 'shifts')} from d`,
  `${value('a-shift', `'All AMHPs'`, 'Approved', `(select coalesce(sum(minutes), 0) from k where state = 'approved')`)} from d`,
  `${value('a-shift', `'All AMHPs'`, 'A shift', `round((select coalesce(sum(minutes), 0) from k where state = 'approved') / nullif(shifts, 0)::numeric)`)} from d`,
)

/** What was open each evening and still in the morning, whenever it came in; and what was handed over. `b` is every referral. */
export const carriedCtes = `g as (select (day + interval '17 hours') at time zone 'Europe/London' as evening, (day + interval '33 hours') at time zone 'Europe/London' as morning
    from generate_series(timestamp '2026-10-01', '2026-10-31', '1 day') as days(day)),
  d as (select (select count(*) from b where received_at <= evening and (closed_at is null or closed_at > evening)) as open,
      (select count(*) from b where received_at <= evening and (closed_at is null or closed_at > evening) and exists (select from hub.powers w where w.referral_id = b.id
        and coalesce(w.started_at, w.recorded_at) <= evening and (w.ended_at is null or w.ended_at > evening))) as running from g where evening <= $2::timestamptz),
  m as (select floor(extract(epoch from morning - received_at) / 60) as age from g join b on received_at <= evening and (closed_at is null or closed_at > morning) where morning <= $2::timestamptz),
  h as (select x.id, x.kind, i.answer, exists (select from hub.powers w where w.referral_id = i.referral_id and coalesce(w.started_at, w.recorded_at) <= x.offered_at
      and (w.ended_at is null or w.ended_at > x.offered_at)) as runs
    from hub.handovers x join hub.handover_items i on i.handover_id = x.id
    where x.service_id = $1 and (x.offered_at at time zone 'Europe/London')::date between '2026-10-01' and '2026-10-31')`
export const carriedLines: string = all(
  ...(
    [
      ['Open at 17:00', 'open'],
      ['Of them, with a legal clock running', 'running'],
    ] as const
  ).flatMap(([label, column]) => [
    `${value('carried', `'${label}'`, 'Days', 'count(*)')} from d`,
    `${value('carried', `'${label}'`, 'Median open', middle(column))} from d`,
    `${value('carried', `'${label}'`, '9 days in 10', ninety(column))} from d`,
    `${value('carried', `'${label}'`, 'Most', `max(${column})`)} from d`,
  ]),
  `${value('morning', `'At 09:00 the next day'`, 'Times', 'count(*)')} from m`,
  `${value('morning', `'At 09:00 the next day'`, 'Median age', middle('age'))} from m`,
  `${value('morning', `'At 09:00 the next day'`, '9 in 10 within', ninety('age'))} from m`,
  `${value('morning', `'At 09:00 the next day'`, 'Oldest', 'max(age)')} from m`,
  ...(
    [
      ['To the next shift', 'next-shift'],
      ['To the out-of-hours team', 'out-of-hours'],
      ['Back in the morning', 'morning'],
    ] as const
  ).flatMap(([label, kind]) =>
    Object.entries({
      Handovers: 'count(distinct id)',
      Referrals: 'count(*)',
      'Clock running': filtered('runs'),
      Taken: filtered(`answer = 'taken'`),
      Declined: filtered(`answer = 'left'`),
      'Not answered': filtered(`answer in ('offered', 'withdrawn')`),
    }).map(([heading, number]) => `${value('handed', `'${label}'`, heading, number)} from h where kind = '${kind}'`),
  ),
)

export const asksLines: string = ((): string => {
  const asks = `(select * from hub.referral_asks where service_id = $1 and (asked_at at time zone 'Europe/London')::date between '2026-10-01' and '2026-10-31') x`
  const length = `case when state = 'received' then floor(extract(epoch from settled_at - asked_at) / 60) end`
  return all(
    ...Object.entries({
      Asked: 'count(*)',
      Came: filtered(`state = 'received'`),
      'Not coming': filtered(`state = 'not-coming'`),
      'Still owed': filtered(`state = 'open'`),
      'Past its time': filtered(`state = 'open' and due_at < $2::timestamptz`),
      Chased: filtered('chased_at is not null'),
      'Median to come': middle(length),
      '9 in 10 within': ninety(length),
    }).flatMap(([heading, number]) => [
      `${value('asks', 'agency', heading, number)} from ${asks} group by agency`,
      `${value('asks', `'All'`, heading, number)} from ${asks}`,
    ]),
  )
})()

/** Reasons in writing, relatives, doctors and reports. `o` is each referral received in October with its outcome. */
export const dutiesLines: string = ((): string => {
  const reasons = `(select * from hub.duty_tasks where service_id = $1 and kind = 's13-4-reasons' and (made_at at time zone 'Europe/London')::date between '2026-10-01' and '2026-10-31' and referral_id not in (select referral_id from hub.allocations where outcome like 'DETAINED%' or outcome = 'GUARDIANSHIP_APPLICATION')) x`
  const relatives = `(select s.* , s.referral_id is not null as named from o left join hub.statutory_relatives s on s.referral_id = o.id where o.outcome is not null) x`
  const pairs = `(select y.*, ((last - first) - 1) as apart, (select (o.done at time zone 'Europe/London')::date - last + 1 from o where o.id = y.referral_id and o.detained and o.done is not null) as on_day from (
    select e.referral_id, count(*) filter (where examined_at is not null) as seen, bool_or(is_section_12 = 'yes') filter (where examined_at is not null) as approved,
      bool_or(knows_person = 'yes') filter (where examined_at is not null) as known, min(asked_at) as asked,
      min((examined_at at time zone 'Europe/London')::date) as first, max((examined_at at time zone 'Europe/London')::date) as last,
      (array_agg(examined_at order by examined_at) filter (where examined_at is not null))[2] as second
    from hub.examinations e join o on o.id = e.referral_id where not struck_out group by e.referral_id) y) x`
  const reports = `(select o.*, (select min(p.received_at) from hub.papers p where p.referral_id = o.id and p.form = 'REPORT' and not p.struck_out) as report from o where completed) x`
  const both = 'seen >= 2'
  return all(
    ...shares('reasons', reasons, [
      ['To be given', 'true', 'true'],
      ['Given', 'done_at is not null', 'true'],
      ['Given in time', 'done_at <= due_at', 'true'],
      ['Still to be given', 'done_at is null', 'true'],
      ['Still to be given, and past their time', 'done_at is null and due_at < $2::timestamptz', 'true'],
    ]),
    ...times('reasons-time', 'To reasons in writing', 'floor(extract(epoch from done_at - made_at) / 60)', reasons),
    ...shares('relatives', relatives, [
      ['Came to an outcome', 'true', 'true'],
      ['Relative named', 'named', 'true'],
      ['Not recorded', 'not named', 'true'],
      ['Informed', 'informed_at is not null', 'true'],
      ['Consulted', 'consulted_at is not null', 'true'],
      ['Not consulted, with the reason', `named and consulted_at is null and not_consulted_why <> ''`, 'true'],
      ['Not consulted, no reason written down', `named and consulted_at is null and not_consulted_why = ''`, 'true'],
      ['Objected', `objects = 'yes'`, 'true'],
      ['Displacement applied for or made', `displacement in ('applied', 'displaced')`, 'true'],
    ]),
    ...shares('doctors', pairs, [
      ['A doctor on the papers', 'true', 'true'],
      ['Two doctors examined', both, 'true'],
      ['Of these, none recorded as approved under section 12', `${both} and not approved`, both],
      ['Of these, none recorded as knowing the person', `${both} and not known`, both],
      ['Four or five clear days apart', `${both} and apart in (4, 5)`, both],
      ['More than five clear days apart', `${both} and apart > 5`, both],
      ['Two doctors, and detained', `${both} and on_day is not null`, both],
      [
        'On day 11 to 14 from the last examination',
        `${both} and on_day between 11 and 14`,
        `${both} and on_day is not null`,
      ],
      ['After day 14 from the last examination', `${both} and on_day > 14`, `${both} and on_day is not null`],
    ]),
    ...times(
      'doctors-time',
      'First asked to second examination',
      `case when seen >= 2 and second >= asked then floor(extract(epoch from second - asked) / 60) end`,
      pairs,
    ),
    ...shares('outline', reports, [
      ['Assessments completed', 'true', 'true'],
      ['Report there', 'report is not null', 'true'],
      ['Outstanding', 'report is null', 'true'],
    ]),
    ...times(
      'outline-time',
      'Outcome to report',
      `case when report >= done then floor(extract(epoch from report - done) / 60) end`,
      reports,
    ),
  )
})()

/** Time that an AMHP waited for each owner: side by side on one referral once. `w` is every wait with its kind; owners are their words. */
export const ownersAgain = (owners: Readonly<Record<string, string>>, pence: number | null): string => {
  const cases = Object.entries(owners)
    .map(([kind, owner]) => `when '${kind}' then '${owner}'`)
    .join(' ')
  const rows = `(select owner, referral_id, (select sum(extract(epoch from upper(r) - lower(r)) / 60) from unnest(ranges) r) as waited from (
    select case kind ${cases} end as owner, referral_id, range_agg(tstzrange(started_at, coalesce(ended_at, $2))) as ranges from hub.waits
    where service_id = $1 and (started_at at time zone 'Europe/London')::date between '2026-10-01' and '2026-10-31' group by 1, 2) y) x`
  const total = 'coalesce(sum(floor(waited)), 0)'
  const figures: Readonly<Record<string, string>> = {
    Referrals: 'count(*)',
    Waited: total,
    'A referral': `round(${total} / count(*))`,
    ...(pence === null ? {} : { Cost: `round(${total} * ${pence} / 6000.0)` }),
  }
  return all(
    ...Object.entries(figures).map(
      ([heading, number]) => `${value('owners', 'owner', heading, number)} from ${rows} group by owner`,
    ),
  )
}
