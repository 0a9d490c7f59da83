import { useMemo, type Ref } from 'react'
import { useShortcutList } from '#client/kernel/shortcuts.ts'
import { IncompleteRecords } from './IncompleteRecords.tsx'
import { Button } from '#client/ui/Button.tsx'
import { Kbd } from '#client/ui/Kbd.tsx'
import type { Board } from '#shared/allocations/contract.ts'
import type { Presence } from '#shared/kernel/topic.ts'
import { anyPressing, ClosedRows } from '#client/restricted/ClosedRows.tsx'
import type { BoardView } from '#shared/desk/views.ts'
import { Drafts } from './Drafts.tsx'
import { Narrowed } from './Narrowed.tsx'
import type { Group, Placed, Placing } from './placing.ts'
import { eyesByReferral, nobody } from './Eyes.tsx'
import { shownOf } from './lanes.ts'
import { QueueRow, type RowDeeds } from './QueueRow.tsx'
import type { HeldOrder } from './useHeldOrder.ts'
import { useLanes } from './useLanes.ts'

const headings: Record<Group, { readonly order: string; readonly none: string }> = {
  now: { order: 'Over or near a legal limit. Stays at the top.', none: '' },
  triage: { order: 'Nearest legal limit, then oldest. Held last.', none: 'Nothing to triage.' },
  allocate: {
    order: 'Nearest legal limit, then assess-by time, then oldest. Held last.',
    none: 'Nobody is waiting for an AMHP.',
  },
  out: { order: 'Nearest legal limit first', none: 'Nobody is out.' },
}

interface Around extends RowDeeds {
  readonly selected: number | null
}

export interface QueueProps extends Around {
  readonly view: BoardView
  readonly present: readonly Presence[]
  readonly ref: Ref<HTMLDivElement>
  readonly shown: readonly Group[]
  readonly placing: Placing
  readonly held: HeldOrder
  readonly drafts: Board['drafts']
  readonly closed: Board['closed']
  readonly stale: boolean
  /** Lanes that the service has folded and nobody has opened here, and the way to open or fold one of these. */
  readonly folds: Folds
}

export interface Folds {
  readonly folded: ReadonlySet<Group>
  /** Those that the service folds: they have a button. */
  readonly mayFold: ReadonlySet<Group>
  readonly turn: (lane: Group) => void
}

/** The four groups of the board. */
export function Queue({
  ref,
  view,
  shown,
  placing,
  held,
  drafts,
  closed,
  stale,
  present,
  folds,
  ...deeds
}: QueueProps) {
  const eyes = useMemo(() => eyesByReferral(present), [present])
  const pressing = anyPressing(closed, deeds.now)
  const restricted = <ClosedRows rows={closed} now={deeds.now} />
  return (
    <div className={stale ? 'queue dimmed' : 'queue'} ref={ref}>
      <Narrowed view={view} />
      {pressing && restricted}
      {shown.map((group) => (
        <GroupList
          key={group}
          group={group}
          rows={placing[group]}
          waiting={held.waiting[group]}
          onSettle={held.settle}
          drafts={group === 'triage' ? drafts : []}
          eyes={eyes}
          folds={folds}
          {...deeds}
        />
      ))}
      {!pressing && restricted}
      <IncompleteRecords now={deeds.now} />
      <Keys />
    </div>
  )
}

interface GroupListProps extends Around {
  readonly eyes: ReadonlyMap<string, readonly Presence[]>
  readonly group: Group
  readonly rows: readonly Placed[]
  readonly waiting: number
  readonly onSettle: () => void
  readonly drafts: Board['drafts']
  readonly folds: Folds
}

function GroupList({ group, rows, waiting, onSettle, drafts, eyes, selected, folds, ...deeds }: GroupListProps) {
  const { order, none } = headings[group]
  const title = useLanes().names[group]
  const shown = shownOf(rows, folds.folded.has(group), selected)
  const away = rows.length - shown.length
  if (group === 'now' && rows.length === 0 && waiting === 0) return null
  // The first of the group came while somebody is at the rows below: it lies over them, as a new heading would push them down.
  const comesFirst = group === 'now' && rows.length === 0
  return (
    <section className={comesFirst ? 'qg over-rows' : 'qg'} aria-labelledby={`g-${group}`}>
      <div className="qg-h">
        <h2 id={`g-${group}`}>{title}</h2>
        <span className="c">{rows.length}</span>
        {waiting > 0 && (
          <button type="button" className={group === 'now' ? 'pill urgent' : 'pill'} onClick={onSettle}>
            {waiting} new
          </button>
        )}
        {folds.mayFold.has(group) && <FoldLane group={group} title={title} folds={folds} />}
        <span className="r">{order}</span>
      </div>
      {shown.length > 0 && (
        <ul className="q">
          {shown.map((placed) => (
            <QueueRow
              key={placed.row.id}
              placed={placed}
              isSelected={selected === placed.row.number}
              eyes={eyes.get(placed.row.id) ?? nobody}
              {...deeds}
            />
          ))}
        </ul>
      )}
      {rows.length === 0 && drafts.length === 0 && none !== '' && <p className="q-none">{none}</p>}
      {away > 0 && <p className="q-none">{away} folded away</p>}
      <Drafts drafts={drafts} now={deeds.now} />
    </section>
  )
}

/** Opens a lane that the service has folded, on this page, and folds it again. */
function FoldLane({ group, title, folds }: Pick<GroupListProps, 'group' | 'folds'> & { readonly title: string }) {
  const isFolded = folds.folded.has(group)
  return (
    <Button kind="q" size="sm" className="stage-fold" aria-expanded={!isFolded} onClick={() => folds.turn(group)}>
      {isFolded ? 'Show' : 'Fold'}
      <span className="vh"> {title}</span>
    </Button>
  )
}

/** What can be done by key at the board, each with the key that it has as a rule. */
const boardKeys: readonly (readonly [keys: readonly string[], does: string])[] = [
  [['J', 'K'], 'move'],
  [['T'], 'triage'],
  [['A'], 'allocate'],
  [['1', '2', '3'], 'pick suggestion'],
  [['O'], 'somebody else'],
  [['Z'], 'undo'],
  [['N'], 'new referral'],
  [['?'], 'all shortcuts'],
]

/** The keys of the board, for whoever looks for them, as they have set them. */
export function Keys() {
  const { own } = useShortcutList()
  if (!own.on) return null
  return (
    <div className="keys" aria-hidden="true">
      {boardKeys.map(([keys, does]) => (
        <span key={does}>
          {keys.map((key) => (
            <Kbd key={key}>{key}</Kbd>
          ))}{' '}
          {does}
        </span>
      ))}
    </div>
  )
}
