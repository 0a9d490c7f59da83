import { createContext, useContext } from 'react'
import type { ShiftId } from '#shared/kernel/ids.ts'
import type { Planning } from './usePlanning.ts'

/** What the cells of the grid know besides the week itself. */
export interface GridPlanning {
  readonly drafted: ReadonlySet<ShiftId>
  /** Shifts that somebody asks to swap or give away. */
  readonly offered: ReadonlySet<ShiftId>
  /** The letters of places, where shifts of the week are worked at several. */
  readonly places: ReadonlyMap<string, string>
  /** Moves a shift that is dragged to another person or day; `null` for those who only read. */
  readonly move: Planning['move'] | null
}

export const GridPlanningContext = createContext<GridPlanning>({
  drafted: new Set(),
  offered: new Set(),
  places: new Map(),
  move: null,
})

export const useGridPlanning = (): GridPlanning => useContext(GridPlanningContext)

/** The kind of what is dragged, so that nothing else that is dropped on the grid is taken for a shift. */
export const DRAGGED = 'application/x-shift'
