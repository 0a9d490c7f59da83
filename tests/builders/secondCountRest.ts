/** Rest and working time counted again: rows of table, line, column and value. `$1` is the service, `$2` now; `x`, `b`, `worked` are of `restAgain`. */

const value = (table: string, line: string, heading: string, number: string): string =>
  `select '${table}' as t, ${line} as l, '${heading}' as h, (${number})::float as n`
const midnight = (day: string): string => `((${day})::timestamp at time zone 'Europe/London')`
const dayOf = (moment: string): string => `(${moment} at time zone 'Europe/London')::date`
const minutes = (length: string): string => `extract(epoch from ${length}) / 60`
const SEVENTEEN = `tstzrange(${midnight(`date '2026-07-05'`)}, ${midnight(`date '2026-11-01'`)})`

/** Lines that add up, each with its share of all. */
const parted = (
  table: string,
  from: string,
  lines: readonly (readonly [label: string, fits: string])[],
): readonly string[] =>
  [...lines, ['All', 'true'] as const].flatMap(([label, fits]) => [
    `${value(table, `'${label}'`, 'Number', `count(*) filter (where ${fits})`)} from ${from}`,
    `${value(table, `'${label}'`, 'Share', `round(100.0 * count(*) filter (where ${fits}) / nullif(count(*), 0))`)} from ${from}`,
  ])

/** A rest that is long enough on top of the daily eleven hours, and lies so far in the days. */
const rests = (whole: string, inside: string): string => `
  from unnest(tstzmultirange(around) - busy) g where upper(g) - lower(g) >= interval '${whole} hours' and upper(g * days) - lower(g * days) >= interval '${inside} hours'`

/** What the lines below are counted from. */
export const workingTimeAgain = `
  y as (select h.id, h.person_id, h.day, h.starts_at, h.ends_at, h.break_minutes, least(h.starts_at, k.began) as f, greatest(h.ends_at, k.stopped) as t
    from hub.shifts h left join lateral (select max(a.stopped) as stopped,
      min(case when least(a.set_off_at, a.arrived_at) < h.starts_at and a.stopped >= h.starts_at then greatest(a.accepted_at, least(a.set_off_at, a.arrived_at) - interval '1 hour') end) as began
      from went a where a.shift_id = h.id) k on true
    where h.service_id = $1 and h.cancelled_at is null),
  wt as (select person_id, f, t, coalesce(break_minutes, 0) as rested from y union all select person_id, f, t, 0 from b),
  busy as (select person_id, range_agg(tstzrange(f, t)) as busy from wt group by 1),
  wk as (select length, m::date as monday from generate_series(date '2026-10-05', date '2026-10-26', interval '7 days') m, (values (7), (14)) v (length)
    where m::date + length - 1 <= '2026-10-31'),
  wp as (select length, busy, tstzrange(${midnight('monday')}, ${midnight('monday + length')}) as days,
      tstzrange(${midnight('monday - 15')}, ${midnight('monday + length + 15')}) as around
    from wk cross join hub.people o join hub.amhps m on m.person_id = o.id left join busy on busy.person_id = o.id
    where o.service_id = $1 and (o.left_at is null or ${dayOf('o.left_at')} > monday) and (o.left_at is null or ${dayOf('o.left_at')} > '2026-10-01')),
  wr as (select length, case when busy is null or not busy && days then 'none'
      when length = 7 and exists (select ${rests('35', '24')}) then 'with'
      when length = 14 and ((select count(*) ${rests('35', '24')}) > 1 or exists (select ${rests('59', '48')})) then 'with' else 'short' end as how
    from wp),
  long as (select break_minutes from y where day between '2026-10-01' and '2026-10-31' and ends_at <= $2 and t - f > interval '6 hours'),
  said as (select break_taken from hub.toil_claims where service_id = $1 and day between '2026-10-01' and '2026-10-31'),
  away as (select person_id, day from hub.days_away where service_id = $1 and kind in ('annual-leave', 'sickness') and day between '2026-07-05' and '2026-10-31'),
  av as (select o.id, o.name, (select count(*) from away where person_id = o.id) as days,
      exists (select from wt where person_id = o.id and t > lower(${SEVENTEEN}) and f < upper(${SEVENTEEN})) as known,
      exists (select from hub.opt_outs q where q.person_id = o.id and first_day <= '2026-10-31' and (last_day is null or last_day >= '2026-10-31')) as opted,
      coalesce((select sum(${minutes('upper(g) - lower(g)')}) from unnest((select range_agg(tstzrange(f, t) * ${SEVENTEEN}) from wt
        where person_id = o.id and not exists (select from away where person_id = o.id and day = ${dayOf('f')}))) g), 0)
      - round(coalesce((select sum(rested * ${minutes(`upper(tstzrange(f, t) * ${SEVENTEEN}) - lower(tstzrange(f, t) * ${SEVENTEEN})`)} / (${minutes('t - f')})) from wt
        where person_id = o.id and t > f and not exists (select from away where person_id = o.id and day = ${dayOf('f')})), 0)) as worked
    from hub.people o join hub.amhps m on m.person_id = o.id
    where o.service_id = $1 and (o.left_at is null or ${dayOf('o.left_at')} > '2026-10-31')),
  later as (select person_id, ${minutes('t - f')} - rested as length, dense_rank() over (partition by person_id order by ${dayOf('f')}) as nth
    from wt where f >= upper(${SEVENTEEN})),
  hours as (select av.*, worked + coalesce((select sum(length) from later where later.person_id = av.id and nth <= days), 0) as total from av),
  debt as (select w.person_id, w.owed, coalesce(sum(q.owed) filter (where q.how = 'given'), 0) as given, coalesce(sum(q.owed) filter (where q.how <> 'given'), 0) as refused, w.due
    from (select d.person_id, y.id, 660 - greatest(0, ${minutes('d.f - d.before')}) as owed, ${dayOf('y.t')} + 7 as due
      from debts_w d join y on y.person_id = d.person_id and y.f = d.f where d.short and y.day between '2026-10-01' and '2026-10-31' and y.starts_at <= $2) w
    left join hub.rest_settlements q on q.shift_id = w.id group by w.id, w.person_id, w.owed, w.due),
  owing as (select person_id, owed, given, refused, greatest(0, owed - given - refused) as remains, due from debt)`

const NONE = 'Not recorded'

export const workingTimeLines: readonly string[] = [
  ...([7, 14] as const).flatMap((length) =>
    parted(length === 7 ? 'weekly-rest' : 'fortnight-rest', `(select how from wr where length = ${length}) z`, [
      ['With the rest', `how = 'with'`],
      ['Without it', `how = 'short'`],
      [`${NONE}: no work on the rota`, `how = 'none'`],
    ]),
  ),
  ...parted('breaks', 'long', [
    ['20 minutes or more planned', 'break_minutes >= 20'],
    ['Less than 20 minutes planned', 'break_minutes < 20'],
    [`${NONE}: the shift says nothing of a break`, 'break_minutes is null'],
  ]),
  ...parted('breaks-late', 'said', [
    ['Had a break', 'break_taken'],
    ['Had none', 'not break_taken'],
    [NONE, 'break_taken is null'],
  ]),
  ...parted('average', 'hours', [
    ['48 hours or less', 'known and total <= 48960'],
    ['More than 48 hours, no opt-out', 'known and total > 48960 and not opted'],
    ['More than 48 hours, opted out', 'known and total > 48960 and opted'],
    [`${NONE}: no work in these weeks`, 'not known'],
  ]),
  `${value('averages', 'name', 'A week', 'round(total / 17.0)')} from hours where known`,
  `${value('averages', 'name', 'Days left out', 'case when known then days end')} from hours`,
  ...(
    [
      ['Came to be owed', 'owed', 'true'],
      ['Given', 'given', 'true'],
      ['Could not be given, with the reason', 'refused', 'true'],
      ['Still owed', 'remains', 'true'],
      ['Still owed, and past its day', 'remains', `due < ${dayOf('$2::timestamptz')}`],
    ] as const
  ).flatMap(([label, what, fits]) => [
    `${value('rest-debts', `'${label}'`, 'Number', `count(*) filter (where ${what} > 0 and ${fits})`)} from owing`,
    `${value('rest-debts', `'${label}'`, 'People', `count(distinct person_id) filter (where ${what} > 0 and ${fits})`)} from owing`,
    `${value('rest-debts', `'${label}'`, 'Rest', `coalesce(sum(${what}) filter (where ${fits}), 0)`)} from owing`,
  ]),
]
