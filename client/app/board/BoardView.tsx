import { useNavigate } from '@tanstack/react-router'
import { useCallback, useMemo, useRef, useState } from 'react'
import { forgetChoice } from '#client/allocations/choiceDraft.ts'
import { ConflictDialog } from '#client/allocations/ConflictDialog.tsx'
import { saidName, useNamesShown } from '#client/allocations/personNames.ts'
import { Strip } from '#client/allocations/Strip.tsx'
import { stripLines } from '#client/allocations/stripView.ts'
import { useAllocate, type Choice, type Conflict } from '#client/allocations/useAllocate.ts'
import { useNow } from '#client/kernel/clock.ts'
import { useConnection, usePresence } from '#client/kernel/live.ts'
import { useSession } from '#client/kernel/session.tsx'
import { toast } from '#client/ui/toast.ts'
import { useAtHand } from '#client/ui/useAtHand.ts'
import type { Board, BoardRow } from '#shared/allocations/contract.ts'
import type { BoardView as View } from '#shared/desk/views.ts'
import type { AllocationId } from '#shared/kernel/ids.ts'
import { areasOf, countsOf, groupsFor, inOrder, narrowed, placeRows, teamsOn } from './placing.ts'
import { Lanes } from './Lanes.tsx'
import { useFoldedLanes } from './foldedLanes.ts'
import { inLanes, shownOf, stagesIn } from './lanes.ts'
import { LookButton } from './LookButton.tsx'
import { Queue } from './Queue.tsx'
import { useFolds } from './useFolds.ts'
import { LanesContext } from './useLanes.ts'
import { Ribbon } from './Ribbon.tsx'
import { HandoverLink } from './HandoverLink.tsx'
import { RowDialogs, useRowQuestion } from './RowDialogs.tsx'
import { NothingChosen, SidePanel } from './SidePanel.tsx'
import { atDesk, outOfHoursWords } from './desk.ts'
import { focusRow, rowAround, useBoardKeys } from './useBoardKeys.ts'
import { useBoardNews } from './useBoardNews.ts'
import { useHeldOrder } from './useHeldOrder.ts'
import { useJustGiven } from './useJustGiven.ts'
import { useKeepFocus } from './useKeepFocus.ts'
import { useTellSelected } from './useTellSelected.ts'
import { ViewsButton } from './ViewsButton.tsx'

interface BoardViewProps {
  readonly board: Board
  readonly view: View
  readonly selected: number | null
}

/** The whole board, from one answer: the ribbon, who is on, the queue, and what is selected. */
export function BoardView({ board, view, selected }: BoardViewProps) {
  const now = useNow(60_000)
  const { person } = useSession()
  const everybody = usePresence()
  const present = useMemo(() => everybody.filter(({ personId }) => personId !== person.id), [everybody, person.id])
  const { phase } = useConnection()
  const names = useNamesShown()
  const [conflict, setConflict] = useState<(Conflict & { readonly row: BoardRow }) | null>(null)
  const queue = useRef<HTMLDivElement>(null)
  const panel = useRef<HTMLElement>(null)

  const placing = useMemo(() => placeRows(board.rows, now), [board.rows, now])
  const { area, team, waiting } = view
  const teams = useMemo(() => new Map(board.strip.map((one) => [one.personId, one.team])), [board.strip])
  const left = useMemo(
    () => narrowed(placing, { area, team, waiting }, (personId) => teams.get(personId)),
    [placing, area, team, waiting, teams],
  )
  const byStage = view.look === 'stages'
  const folded = useFoldedLanes()
  const held = useHeldOrder(left, useAtHand(queue), byStage)
  const shown = groupsFor(view.show, board.lanes)
  const inList = inOrder(held.shown, shown)
  const folds = useFolds(board.lanes, view)
  const order = byStage
    ? stagesIn(board.lanes.order).flatMap((lane) => shownOf(inLanes(inList)[lane], folded.has(lane), selected))
    : shown.flatMap((group) => shownOf(held.shown[group], folds.folded.has(group), selected))
  const Rows = byStage ? Lanes : Queue
  const lines = useMemo(() => stripLines(board.strip, board.rows, now), [board.strip, board.rows, now])
  const linesShown = useMemo(
    () => (team === '' ? lines : lines.filter((one) => one.team === team || one.team === '')),
    [lines, team],
  )
  const select = useSelect(panel)
  const given = useJustGiven(board.rows, held.settleNext)
  useBoardNews(placing)
  useTellSelected(selected)
  useBoardKeys({ order, selected, onSelect: select })
  useKeepFocus(queue, rowAround, focusRow)
  const question = useRowQuestion()

  const at = Object.values(placing)
    .flat()
    .find(({ row }) => row.number === selected)
  const next = inList.find(({ row }) => row.state === 'to-allocate' && row.allocation === null)
  const said = (row: BoardRow): string => saidName(row, names)
  const live = phase === 'live' || phase === 'back' || phase === 'connecting'
  const done = (row: BoardRow, allocationId: AllocationId, name: string): void => {
    given.say(said(row), name, allocationId)
    setConflict(null)
    select(null)
    const after = order[order.findIndex((one) => one.row.id === row.id) + 1] ?? order[0]
    if (after) focusRow(after.row.number)
  }
  const keep = (): void => {
    if (conflict !== null) forgetChoice(conflict.row.id)
    setConflict(null)
  }
  return (
    <LanesContext value={board.lanes}>
      <Ribbon counts={countsOf(placing, board.closed, now)} view={view} withYou={atDesk(board, now, person.id)}>
        <LookButton view={view} />
        <ViewsButton view={view} areas={areasOf(board.rows)} teams={teamsOn(board.strip)} />
        <HandoverLink />
      </Ribbon>
      <Strip lines={linesShown} usualDemand={board.usualDemand} outOfHours={outOfHoursWords(board, now)} now={now} />
      <div className={byStage && at === undefined ? 'board alone' : 'board'}>
        <Rows
          view={view}
          ref={queue}
          shown={shown}
          placing={held.shown}
          held={held}
          drafts={board.drafts}
          closed={board.closed}
          stale={phase === 'stale'}
          now={now}
          targetMinutes={board.triageTargetMinutes}
          selected={selected}
          present={present}
          folds={folds}
          onSelect={select}
          onAsk={question.ask}
        />
        {at === undefined ? (
          !byStage && (
            <NothingChosen
              next={next}
              said={next ? said(next.row) : ''}
              now={now}
              onSelect={select}
              onOpen={(number) => select(board.rows.find((row) => row.number === number) ?? null)}
            />
          )
        ) : (
          <SidePanel
            ref={panel}
            placed={at}
            said={said(at.row)}
            now={now}
            live={live}
            onDone={({ allocationId, name }) => done(at.row, allocationId, name)}
            onConflict={(found) => setConflict({ ...found, row: at.row })}
          />
        )}
      </div>
      <RowDialogs asking={question.asking} rows={board.rows} said={said} onClose={question.close} />
      {conflict !== null && <ConflictOver board={board} conflict={conflict} onKeep={keep} onDone={done} />}
    </LanesContext>
  )
}

/** Selecting is in the address, so that a second screen can be given a link. Where the panel is not beside the list, the keyboard goes to it. */
function useSelect(panel: React.RefObject<HTMLElement | null>) {
  const navigate = useNavigate()
  return useCallback(
    (row: BoardRow | null): void => {
      // The view stays as the address says it.
      if (row === null) return void navigate({ to: '/board', search: true, replace: true, resetScroll: false })
      const params = { number: String(row.number) }
      void navigate({ to: '/board/r/$number', params, search: true, replace: true, resetScroll: false }).then(() => {
        if (panel.current !== null) bringIntoSight(panel.current)
      })
    },
    [navigate, panel],
  )
}

/** On a phone the panel stands over the list; on a narrow desk, below it. Beside it, it is in sight already. */
function bringIntoSight(box: HTMLElement): void {
  const over = window.matchMedia('(max-width: 720px)').matches
  if (!over && box.getBoundingClientRect().top <= window.innerHeight * 0.8) return
  box.focus({ preventScroll: true })
  box.scrollIntoView({ block: 'start' })
}

interface ConflictOverProps {
  readonly board: Board
  readonly conflict: Conflict & { readonly row: BoardRow }
  readonly onKeep: () => void
  readonly onDone: (row: BoardRow, allocationId: AllocationId, name: string) => void
}

function ConflictOver({ board, conflict, onKeep, onDone }: ConflictOverProps) {
  const { row, standing, mine } = conflict
  const { give } = useAllocate()
  const inForce = board.rows.find(({ id }) => id === row.id)?.allocation ?? null
  const other = board.strip.find(({ name }) => name === standing.byName)
  const change = async (choice: Choice, version: number): Promise<string | null> => {
    const went = await give({ id: row.id, version }, choice)
    if (went.kind === 'done') onDone(row, went.allocationId, went.name)
    if (went.kind === 'conflict') {
      // Whoever has it now was given it by a third: the board says to whom.
      const { byName, toName } = went.conflict.standing
      toast({ words: `${byName} was quicker again, and gave it to ${toName}.`, icon: 'undo' })
      onKeep()
    }
    if (went.kind === 'reason-needed') return went.because
    return went.kind === 'no' ? went.message : null
  }
  return (
    <ConflictDialog
      referralId={row.id}
      standing={standing}
      mine={mine}
      inForce={inForce}
      ringOther={other && other.phone !== '' ? other.phone : null}
      onKeep={onKeep}
      onChange={change}
    />
  )
}
