import { useCallback, useMemo, useState } from 'react'
import type { BoardLane, BoardLanes } from '#shared/allocations/boardLanes.ts'
import type { BoardView } from '#shared/desk/views.ts'
import type { Folds } from './Queue.tsx'

/**
 * The lanes that the service has folded, but for those that somebody has opened on this page, and the one that they have asked to see. The
 * first lane is never among them.
 */
export function useFolds({ folded }: BoardLanes, { show }: Pick<BoardView, 'show'>): Folds {
  const [opened, setOpened] = useState<ReadonlySet<BoardLane>>(new Set())
  const turn = useCallback(
    (lane: BoardLane): void =>
      setOpened((before) => new Set(before.has(lane) ? [...before].filter((one) => one !== lane) : [...before, lane])),
    [],
  )
  return useMemo(() => {
    const mayFold = new Set<BoardLane>(folded.filter((lane) => lane !== show))
    return { mayFold, folded: new Set([...mayFold].filter((lane) => !opened.has(lane))), turn }
  }, [folded, show, opened, turn])
}
