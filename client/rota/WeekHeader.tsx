import { Link, useSearch } from '@tanstack/react-router'
import { Button, buttonClass } from '#client/ui/Button.tsx'
import { addDays, isoWeekOf, spanOfDay, type LondonDay } from '#shared/time/london.ts'
import { minutesIn } from '#shared/time/span.ts'
import { Tag } from '#client/ui/Tag.tsx'
import { printPage } from '#client/ui/takeAway.ts'
import type { RotaDraft } from '#shared/rota/planContract.ts'
import { CopyLastWeek } from './CopyLastWeek.tsx'
import { MoreOfWeek } from './MoreOfWeek.tsx'
import type { Open } from './opened.ts'
import { dayWords, fourWeeksWords, weekWords } from './rotaWords.ts'

/** How the rota is shown: a week by person or by shift, or four weeks. */
type View = 'person' | 'shift' | 'weeks'

interface WeekHeaderProps {
  readonly monday: LondonDay
  readonly by: View
  readonly plans: boolean
  /** What of the draft is this week’s; `null` for those who only read, and until it has come. */
  readonly unpublished: RotaDraft | null
  readonly open: Open
}

/** Which week, the weeks beside it, and what can be done with it. */
export function WeekHeader({ monday, by, plans, unpublished, open }: WeekHeaderProps) {
  const week = isoWeekOf(monday)
  const team = useTeam()
  return (
    <div className="page-h rota-h">
      <div>
        <nav className="crumb" aria-label="Weeks">
          <WeekLink monday={addDays(monday, -7)} by={by} words={(days) => `‹ ${days}`} />
          <span aria-hidden="true">·</span>
          <WeekLink monday={addDays(monday, 7)} by={by} words={(days) => `${days} ›`} />
          <span aria-hidden="true">·</span>
          <Link to="/rota">This week</Link>
        </nav>
        <h1 className="h1">Rota, {by === 'weeks' ? fourWeeksWords(monday) : weekWords(monday)}</h1>
      </div>
      <ChangeTag monday={monday} />
      <DraftTag draft={unpublished} />
      <div className="r no-print">
        <nav className="counts" aria-label="Show the week">
          <Link
            to="/rota/$week"
            params={{ week }}
            search={team}
            className={by === 'person' ? 'on' : ''}
            aria-current={by === 'person' ? 'true' : undefined}
          >
            By person
          </Link>
          <Link
            to="/rota/$week"
            params={{ week }}
            search={{ by: 'shift', ...team }}
            className={by === 'shift' ? 'on' : ''}
            aria-current={by === 'shift' ? 'true' : undefined}
          >
            By shift
          </Link>
          <Link
            to="/rota/$week"
            params={{ week }}
            search={{ by: 'weeks', ...team }}
            className={by === 'weeks' ? 'on' : ''}
            aria-current={by === 'weeks' ? 'true' : undefined}
          >
            4 weeks
          </Link>
        </nav>
        <Button icon="print" className="only-d" onClick={printPage}>
          Print
        </Button>
        {plans && (
          <Link to="/plan/shifts" className={buttonClass({ kind: 's' })}>
            Plan
          </Link>
        )}
        <MoreOfWeek monday={monday} plans={plans} />
        {plans && <Button onClick={() => open({ templates: 'yes' })}>Shift templates</Button>}
        {plans && <CopyLastWeek monday={monday} />}
        {plans && (
          <Button icon="plus" kbd="A" onClick={() => open({ add: 'yes' })}>
            Add a shift
          </Button>
        )}
        {plans && (
          <Button kind="p" disabled={(unpublished?.drafts.length ?? 0) === 0} onClick={() => open({ publish: 'yes' })}>
            Check and publish
          </Button>
        )}
      </div>
    </div>
  )
}

interface WeekLinkProps {
  readonly monday: LondonDay
  readonly by: View
  readonly words: (days: string) => string
}

/** The team that is shown stays shown, in another week and in another view. */
function useTeam(): { readonly team?: string } {
  const { team } = useSearch({ strict: false })
  return team === undefined ? {} : { team }
}

function WeekLink({ monday, by, words }: WeekLinkProps) {
  const team = useTeam()
  const search = by === 'person' ? team : { by, ...team }
  return (
    <Link to="/rota/$week" params={{ week: isoWeekOf(monday) }} search={search}>
      {words(weekWords(monday))}
    </Link>
  )
}

/** A week in which the clocks change is an hour shorter or longer, and the shifts of that night with it. */
function ChangeTag({ monday }: { readonly monday: LondonDay }) {
  const changed = Array.from({ length: 7 }, (_, index) => addDays(monday, index)).find(
    (day) => minutesIn(spanOfDay(day)) !== 24 * 60,
  )
  if (!changed) return null
  const hours = minutesIn(spanOfDay(changed)) / 60
  return (
    <Tag tone="info" icon="clock">
      Clocks go {hours === 23 ? 'forward' : 'back'} on {dayWords(changed)}: {hours} hours
    </Tag>
  )
}

/** How much of this week is still a draft. */
function DraftTag({ draft }: { readonly draft: RotaDraft | null }) {
  if (!draft || draft.inAll === 0) return null
  const here = draft.drafts.length
  const words = here === 1 ? '1 change not published' : `${here} changes not published`
  return (
    <Tag tone="warn" icon="pencil">
      Draft · {here > 0 ? words : `${draft.inAll} on other weeks`}
    </Tag>
  )
}
