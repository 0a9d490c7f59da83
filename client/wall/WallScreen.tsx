import { useNow } from '#client/kernel/clock.ts'
import { faceOf } from '#client/ui/clockFace.ts'
import { ClockDial } from '#client/ui/StatutoryClock.tsx'
import { legalReading } from '#shared/referrals/law/legalReading.ts'
import { shortOf } from '#shared/referrals/law/boardLimit.ts'
import { referralNumber } from '#shared/referrals/referral.ts'
import { stateNames } from '#shared/referrals/stateWords.ts'
import type { Instant } from '#shared/time/instant.ts'
import { clockTimeOf, formatDay, formatInstant, londonDayOf } from '#shared/time/london.ts'
import {
  rowsOfTeam,
  shiftsOfTeam,
  wallOrder,
  wallPhase,
  type WallPlaced,
  type WallShift,
  type WallView,
} from '#shared/wall/view.ts'
import { useRowsThatFit } from './useRowsThatFit.ts'
import { useWall } from './useWall.ts'
import './wall.css'

const MOST_SHIFTS = 12
/** Letters that fit in one line at the size of the rest. */
const LONG_AREA = 17

/** The board on a wall: initials, clocks, who is on. It shows how old it is, and goes dark before it misleads. */
export function WallScreen() {
  const { view, heardAt, ended } = useWall()
  const now = useNow(1000)
  if (ended || view === null || heardAt === null) return <NoWall ended={ended} now={now} />
  const phase = wallPhase(heardAt, now)
  if (phase === 'dark') {
    return (
      <main id="main" className="wall dark">
        <h1>No connection since {formatInstant(heardAt, londonDayOf(now))}</h1>
        <p>Nothing is shown, because it would be old. Ring the hub: {view.hubPhone}</p>
        <p className="w-time">{clockTimeOf(now)}</p>
      </main>
    )
  }
  const team = teamOfAddress()
  const rows = rowsOfTeam(wallOrder(view.rows, now), team)
  return (
    <main id="main" className={phase === 'old' ? 'wall stale' : 'wall'}>
      <h1 className="vh">Board of {view.serviceName}, in initials</h1>
      <Top view={view} team={team} rows={rows} now={now} />
      {phase !== 'live' && (
        <p className="w-old" role="alert">
          NOT LIVE. This is how it was at {clockTimeOf(heardAt)}.
        </p>
      )}
      <Body rows={rows} shifts={shiftsOfTeam(view.shifts, team)} now={now} />
      <p className="w-foot">
        {phase === 'live' ? (
          <>
            <span className="w-dot" aria-hidden="true" /> Live
          </>
        ) : (
          'Not live'
        )}{' '}
        · initials only · the hub {view.hubPhone}
      </p>
    </main>
  )
}

/** The team that this wall is narrowed to, as its address says: `/wall?team=Kelsham+locality`. */
const teamOfAddress = (): string => new URLSearchParams(location.search).get('team')?.trim() ?? ''

function NoWall({ ended, now }: { readonly ended: boolean; readonly now: Instant }) {
  return (
    <main id="main" className="wall dark">
      <h1>{ended ? 'This screen may not show the board' : 'Connecting'}</h1>
      {ended && <p>Its link has ended, or was never opened here. An administrator or the AMHP lead makes a new one.</p>}
      <p className="w-time">{clockTimeOf(now)}</p>
    </main>
  )
}

function Top({
  view,
  team,
  rows,
  now,
}: {
  readonly view: WallView
  readonly team: string
  readonly rows: readonly WallPlaced[]
  readonly now: Instant
}) {
  const count = (fits: (row: WallPlaced) => boolean): number => rows.filter(fits).length
  const over = count(({ clock }) => clock?.state === 'over')
  const soon = count(({ clock }) => clock?.state === 'soon' || clock?.state === 'not-recorded')
  return (
    <header className="w-top">
      <div>
        <div className="w-time">{clockTimeOf(now)}</div>
        <div className="w-day">{formatDay(londonDayOf(now))}</div>
      </div>
      <dl className="w-counts">
        <Count word="to triage" value={count(({ state }) => state === 'to-triage')} />
        <Count word="to allocate" value={count(({ state }) => state === 'to-allocate')} />
        <Count word="out" value={count(({ state }) => state === 'allocated')} />
        <Count word="soon" value={soon} tone={soon > 0 ? 'soon' : ''} />
        <Count word="over limit" value={over} tone={over > 0 ? 'over' : ''} />
      </dl>
      <div className="w-name">
        {view.serviceName}
        {team !== '' && <small>{team}, and what nobody has yet</small>}
      </div>
    </header>
  )
}

const Count = ({
  word,
  value,
  tone = '',
}: {
  readonly word: string
  readonly value: number
  readonly tone?: string
}) => (
  <div className={tone}>
    <dt>{word}</dt>
    <dd>{value}</dd>
  </div>
)

interface BodyProps extends Pick<WallView, 'shifts'> {
  readonly rows: readonly WallPlaced[]
  readonly now: Instant
}

function Body({ rows, shifts, now }: BodyProps) {
  const { most, body } = useRowsThatFit()
  return (
    <div className="w-body" ref={body}>
      <Rows rows={rows} most={most} now={now} />
      <Shifts shifts={shifts} now={now} />
    </div>
  )
}

function Rows({ rows, most, now }: Omit<BodyProps, 'shifts'> & { readonly most: number }) {
  if (rows.length === 0) return <p className="w-calm">Nothing is open.</p>
  // How many more there are takes the place of the last.
  const shown = rows.length > most ? most - 1 : rows.length
  return (
    <section aria-label="Open referrals">
      <ul className="w-rows">
        {rows.slice(0, shown).map((row) => (
          <Row key={row.number} row={row} now={now} />
        ))}
      </ul>
      {rows.length > shown && <p className="w-more">and {rows.length - shown} more</p>}
    </section>
  )
}

function Row({ row, now }: { readonly row: WallPlaced; readonly now: Instant }) {
  const { clock } = row
  const face = faceOf(
    clock === null
      ? { kind: 'local', state: 'calm', limitAt: null, startedAt: row.acceptedAt ?? row.receivedAt, label: '' }
      : legalReading(clock, row.powers, clockTimeOf, now),
    now,
  )
  return (
    <li className={face.tone}>
      <ClockDial face={face} />
      <span className="w-left">
        {clock?.state === 'not-recorded' ? 'Start?' : face.figure}{' '}
        <small>{clock?.state === 'not-recorded' ? '' : face.word}</small>
      </span>
      <span className="w-what">{clock === null ? '' : shortOf(clock)}</span>
      <b>{row.restricted ? '–' : row.initials}</b>
      <span className={row.area.length > LONG_AREA ? 'w-area long' : 'w-area'}>
        {row.restricted ? 'Restricted' : row.area}
      </span>
      <span className="w-no">{referralNumber(row.number)}</span>
      <span className="w-with">{row.withInitials === null ? stateNames[row.state] : `with ${row.withInitials}`}</span>
    </li>
  )
}

function Shifts({ shifts, now }: { readonly shifts: readonly WallShift[]; readonly now: Instant }) {
  return (
    <section aria-label="Who is on" className="w-shifts">
      <h2>Who is on</h2>
      <ul>
        {shifts.slice(0, MOST_SHIFTS).map((shift, place) => (
          <li key={`${shift.initials} ${shift.startsAt} ${String(place)}`}>
            <b>{shift.initials}</b>
            <span>
              {clockTimeOf(shift.startsAt)}–{clockTimeOf(shift.endsAt)}
            </span>
            <span className={isFree(shift, now) ? 'free' : ''}>{doing(shift, now)}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}

const isFree = ({ startsAt, jobs, lookedFor }: WallShift, now: Instant): boolean =>
  jobs === 0 && lookedFor !== true && startsAt <= now

function doing({ startsAt, endsAt, jobs, lookedFor }: WallShift, now: Instant): string {
  if (startsAt > now) return 'comes on'
  if (jobs === 0) return lookedFor === true ? 'not back yet' : 'free'
  return endsAt <= now ? 'out, past end' : jobs === 1 ? 'out' : `out, ${jobs} jobs`
}
