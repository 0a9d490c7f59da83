import { useMemo } from 'react'
import { Link, useParams, useSearch } from '@tanstack/react-router'
import { nowInstant } from '#client/kernel/clock.ts'
import { useAnswer } from '#client/kernel/api.ts'
import { useSession } from '#client/kernel/session.tsx'
import { useShortcut } from '#client/kernel/shortcuts.ts'
import { Answered } from '#client/ui/Answered.tsx'
import { buttonClass } from '#client/ui/Button.tsx'
import { EmptyState } from '#client/ui/EmptyState.tsx'
import { rotaWeek } from '#shared/rota/contract.ts'
import { rotaDraft } from '#shared/rota/planContract.ts'
import { isoWeekOf, londonDayOf, mondayOfIsoWeek, type LondonDay } from '#shared/time/london.ts'
import { published, withDraft } from './draftWeek.ts'
import { FourWeeks } from './FourWeeks.tsx'
import { NextStarts } from './hours/NextStarts.tsx'
import { useOpen } from './opened.ts'
import { PrintedLine } from './PrintedLine.tsx'
import { PublishDialog } from './PublishDialog.tsx'
import { ShiftDialog } from './ShiftDialog.tsx'
import { TeamChoice } from './TeamChoice.tsx'
import { TemplatesDialog } from './TemplatesDialog.tsx'
import { WeekHeader } from './WeekHeader.tsx'
import { WeekOfRota } from './WeekOfRota.tsx'
import './hours/hours.css'
import './rotaWeek.css'
import './rotaPaper.css'
import './fourWeeks.css'

/** One week of the rota: who is on when, against what the week usually needs, and what is worth a look. */
export function RotaWeek() {
  const { week = '' } = useParams({ strict: false })
  const monday = mondayOfIsoWeek(week)
  if (monday === null) return <NoSuchWeek typed={week} />
  return <Week monday={monday} />
}

function NoSuchWeek({ typed }: { readonly typed: string }) {
  return (
    <div className="wrap">
      <h1 className="h1">Rota</h1>
      <EmptyState
        title={`“${typed.slice(0, 20)}” is not a week`}
        action={
          <Link className={buttonClass({ kind: 'p' })} to="/rota">
            Go to this week
          </Link>
        }
      >
        The end of the address names a week, like {isoWeekOf(londonDayOf(nowInstant()))}: the year, then the week from
        W01 to W52 or W53.
      </EmptyState>
    </div>
  )
}

function Week({ monday }: { readonly monday: LondonDay }) {
  const { can } = useSession()
  const plans = can('plan the rota')
  const asked = useAnswer(rotaWeek, { monday }, { keep: true })
  const draft = useAnswer(rotaDraft, plans ? { monday } : null, { keep: true })
  const { by, team, shift, add, who, templates, publish } = useSearch({ strict: false })
  const open = useOpen(monday)
  useShortcut(plans ? { keys: 'a', says: 'Add a shift', run: () => open({ add: 'yes' }) } : null)
  useShortcut({ keys: 'k', says: 'The week before', run: open.weekBefore })
  useShortcut({ keys: 'j', says: 'The week after', run: open.weekAfter })
  const [live, drafted] = [asked.data, draft.data]
  // Made anew only when the rota or the draft is, so that what is drawn from it is too.
  const week = useMemo(
    () => live && (drafted && live.monday === monday ? withDraft(live, drafted) : published(live)),
    [live, drafted, monday],
  )
  // While the next week is on its way the last one stays on screen, under its own dates.
  const shown = asked.data?.monday ?? monday
  const close = (): void => open({})
  const view = by === 'shift' || by === 'weeks' ? by : 'person'

  return (
    <div className="wrap rota-wrap">
      <WeekHeader monday={shown} by={view} plans={plans} unpublished={draft.data ?? null} open={open} />
      <NextStarts />
      <Answered of={asked}>
        {(rota) => (
          <>
            <TeamChoice rota={rota} team={team} open={open} />
            {view === 'weeks' ? (
              <>
                <FourWeeks monday={shown} team={team} />
                <PrintedLine />
              </>
            ) : (
              week && <WeekOfRota week={week} by={view} plans={plans} team={team} open={open} />
            )}
            {plans && (shift !== undefined || add !== undefined) && (
              <ShiftDialog
                key={shift ?? `${add} ${who}`}
                rota={draft.data ? withDraft(rota, draft.data).rota : rota}
                draft={draft.data ?? null}
                shiftId={shift}
                day={add}
                personId={who}
                onClose={close}
              />
            )}
            {plans && publish !== undefined && <PublishDialog monday={monday} onClose={close} />}
            {plans && templates !== undefined && <TemplatesDialog templates={rota.templates} onClose={close} />}
          </>
        )}
      </Answered>
    </div>
  )
}
