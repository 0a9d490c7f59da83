import { createContext, use } from 'react'
import { standardLanes, type BoardLanes } from '#shared/allocations/boardLanes.ts'

/** How the service has the board laid out, as the board's own answer says. */
export const LanesContext = createContext<BoardLanes>(standardLanes)

/** The names, the order and the folds of the lanes. @example useLanes().names.triage // 'To triage' */
export const useLanes = (): BoardLanes => use(LanesContext)
