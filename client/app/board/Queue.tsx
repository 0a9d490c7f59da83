import { useMemo, type Ref } from 'react'
import { useShortcutList } from '#client/kernel/shortcuts.ts'
import { IncompleteRecords } from './IncompleteRecords.tsx'
import { Kbd } from '#client/ui/Kbd.tsx'
import type { Board } from '#shared/allocations/contract.ts'
import type { Presence } from '#shared/kernel/topic.ts'
import { anyPressing, ClosedRows } from '#client/restricted/ClosedRows.tsx'
import type { BoardView } from '#shared/desk/views.ts'
import { Drafts } from './Drafts.tsx'
import { Narrowed } from './Narrowed.tsx'
import type { Group, Placed, Placing } from './placing.ts'
import { eyesByReferral, nobody } from './Eyes.tsx'
import { QueueRow, type RowDeeds } from './QueueRow.tsx'
import type { HeldOrder } from './useHeldOrder.ts'

const headings: Record<Group, { readonly title: string; readonly order: string; readonly none: string }> = {
  now: { title: 'Needs you now', order: 'Over or near a legal limit. Stays at the top.', none: '' },
  triage: { title: 'To triage', order: 'Nearest legal limit, then oldest. Held last.', none: 'Nothing to triage.' },
  allocate: {
    title: 'To allocate',
    order: 'Nearest legal limit, then assess-by time, then oldest. Held last.',
    none: 'Nobody is waiting for an AMHP.',
  },
  out: { title: 'Out now', order: 'Nearest legal limit first', none: 'Nobody is out.' },
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
}

/** The four groups of the board. */
export function Queue({ ref, view, shown, placing, held, drafts, closed, stale, present, ...deeds }: QueueProps) {
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
}

function GroupList({ group, rows, waiting, onSettle, drafts, eyes, selected, ...deeds }: GroupListProps) {
  const { title, order, none } = headings[group]
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
        <span className="r">{order}</span>
      </div>
      {rows.length > 0 && (
        <ul className="q">
          {rows.map((placed) => (
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
      <Drafts drafts={drafts} now={deeds.now} />
    </section>
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
