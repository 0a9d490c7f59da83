import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { firstOf, showNames, useNamesShown } from '#client/allocations/personNames.ts'
import { useNow } from '#client/kernel/clock.ts'
import { useShortcut } from '#client/kernel/shortcuts.ts'
import { Avatar } from '#client/ui/Avatar.tsx'
import { Button } from '#client/ui/Button.tsx'
import { LiveSign } from '#client/ui/ConnectionBar.tsx'
import { Icon, type IconName } from '#client/ui/Icon.tsx'
import { clockTimeOf, formatDayShort, londonDayOf } from '#shared/time/london.ts'
import { standardLanes, type OwnLane } from '#shared/allocations/boardLanes.ts'
import { addressOf, allOf, isWholeBoard, searchOf, type BoardView, type ViewSearch } from '#shared/desk/views.ts'
import type { Counts, Filter } from './placing.ts'
import { useLanes } from './useLanes.ts'
import { SoundBlocked } from '../SoundButton.tsx'

interface RibbonProps {
  readonly counts: Counts
  readonly view: BoardView
  /** Colleagues at the desk now. */
  readonly withYou: readonly string[]
  /** Views, handover: what else can be done from here. */
  readonly children?: ReactNode
}

/** The time, where we stand, whether what is shown is live, and who else is at the desk. */
export function Ribbon({ counts, view, withYou, children }: RibbonProps) {
  const { names } = useLanes()
  /** In one word, where the service has not named the lane itself. */
  const word = (lane: OwnLane): string => (names[lane] === standardLanes.names[lane] ? lane : names[lane])
  const to = (filter: Filter) => ({ search: searchOf({ ...view, show: filter }), on: view.show === filter })
  return (
    <div className="ribbon">
      <Now />
      <nav className="counts" aria-label="Filter the board">
        <Count search={addressOf(allOf(view))} on={isWholeBoard(view)} count={counts.open} word="open" />
        <Count {...to('triage')} count={counts.triage} word={word('triage')} />
        <Count {...to('allocate')} count={counts.allocate} word={word('allocate')} />
        <Count {...to('out')} count={counts.out} word={word('out')} />
        <Count {...to('over')} count={counts.over} word="over limit" tone="breach" icon="octagon" />
        <Count {...to('soon')} count={counts.soon} word="soon" tone="warn" icon="triangle" />
      </nav>
      <LiveSign />
      <SoundBlocked />
      <span className="ribbon-r">
        {withYou.length > 0 && <span className="small muted with-you-h">With you:</span>}
        {withYou.map((name) => (
          <span key={name} className="with-you">
            <Avatar small initials={initialsOf(name)} />
            <span className="small" title={name}>
              {firstOf(name)}
            </span>
          </span>
        ))}
        <NamesButton />
        {children}
      </span>
    </div>
  )
}

const initialsOf = (name: string): string =>
  name
    .split(' ')
    .map((part) => part.charAt(0))
    .join('')
    .slice(0, 2)

function Now() {
  const now = useNow(60_000)
  return (
    <div>
      <div className="time">{clockTimeOf(now)}</div>
      <div className="date">{formatDayShort(londonDayOf(now))}</div>
    </div>
  )
}

interface CountProps {
  readonly search: ViewSearch
  readonly on: boolean
  readonly count: number
  readonly word: string
  readonly tone?: 'breach' | 'warn'
  readonly icon?: IconName
}

/** A figure that filters. The alarms have their colour only when there is something in them. */
function Count({ search, on, count, word, tone, icon }: CountProps) {
  const className = [on ? 'on' : '', tone && count > 0 ? tone : ''].filter(Boolean).join(' ')
  return (
    <Link to="/board" search={search} className={className} activeProps={{}} aria-current={on ? 'true' : undefined}>
      {icon && <Icon name={icon} />}
      <b>{count}</b> {word}
    </Link>
  )
}

/** For a screen that others can see: the names of people referred become initials. */
function NamesButton() {
  const names = useNamesShown()
  const change = (): void => showNames(!names)
  useShortcut({ keys: 'p', says: 'Names shown or initials', run: change })
  return (
    <Button size="sm" icon="eye" className="only-d" aria-pressed={names} onClick={change}>
      {names ? 'Names shown' : 'Initials only'}
    </Button>
  )
}
