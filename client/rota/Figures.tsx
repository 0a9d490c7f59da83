import type { RotaWeek } from '#shared/rota/contract.ts'
import { formatMinutes } from '#shared/time/minutes.ts'
import { minutesIn } from '#shared/time/span.ts'
import { spanOf } from '#shared/rota/roster.ts'
import { coveringShifts, type WeekCover } from './cover.ts'
import { againstTheRules, rulesWords, type Look } from './worthALook.ts'

interface FiguresProps {
  readonly rota: RotaWeek
  readonly cover: WeekCover
  readonly looks: readonly Look[]
}

/** What the week adds up to. Nothing here is a guess: what cannot be worked out yet is not shown. */
export function Figures({ rota, cover, looks }: FiguresProps) {
  const covering = coveringShifts(rota.shifts)
  const planned = covering.reduce((sum, shift) => sum + minutesIn(spanOf(shift)), 0)
  const people = new Set(covering.map(({ personId }) => personId)).size
  const broken = againstTheRules(looks)
  const words = rulesWords(broken)
  return (
    <section className="card kp-card" aria-label="The week in figures">
      <div className="kpis">
        <div>
          <b>{planned === 0 ? '0h' : formatMinutes(planned)}</b>of AMHPs on the rota
        </div>
        <div>
          <b>{people}</b>
          {people === 1 ? 'AMHP' : 'AMHPs'} on it
        </div>
        {cover.short !== null && (
          <div>
            <b>{formatMinutes(cover.short)}</b>short of usual need
          </div>
        )}
        <div>
          <b>{broken.rest + broken.approval}</b>against the rules{words && `: ${words}`}
        </div>
        <HowItIsWorkedOut rota={rota} />
      </div>
    </section>
  )
}

function HowItIsWorkedOut({ rota: { usualWork: work } }: { readonly rota: RotaWeek }) {
  if (work.minutesPerJob === null) {
    return (
      <div className="how">
        Usual need is not shown: no assessment that came in over the last 12 weeks has been finished yet.
      </div>
    )
  }
  const weeks = work.weeks === 1 ? 'the last week' : `the last ${work.weeks} weeks`
  return (
    <div className="how">
      Usual need: the {work.referrals} referrals of {weeks} by day and hour, as {work.jobs} of them became finished
      work, each keeping an AMHP for {formatMinutes(work.minutesPerJob)} on average from accepting to finishing. Counted
      while shift templates run. <a href="#cover-table">Hour by hour</a>
    </div>
  )
}
