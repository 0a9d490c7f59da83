import { standardLanes, type BoardLanes } from '../allocations/boardLanes.ts'

/** What the board can be narrowed to by what has to be done, and by the law's clocks. */
export const boardShows = ['triage', 'allocate', 'out', 'over', 'soon'] as const
export type BoardShow = (typeof boardShows)[number]

/** Whom or what a referral waits for. */
export const waitingFors = ['doctor', 'bed', 'ambulance', 'police', 'interpreter'] as const
export type WaitingFor = (typeof waitingFors)[number]

/** How the board is drawn: groups below each other, or a lane for each stage. Both show the same rows in the same order. */
export const boardLooks = ['list', 'stages'] as const
export type BoardLook = (typeof boardLooks)[number]

/** What the board is narrowed to, and how it is drawn. It stands in the address, so that a second screen can be given a link. */
export interface BoardView {
  readonly show: BoardShow | null
  /** A town, or a council; '' for all. */
  readonly area: string
  /** A home team: what its AMHPs have, and what nobody has yet; '' for all. */
  readonly team: string
  readonly waiting: WaitingFor | null
  readonly look: BoardLook
}

export const wholeBoard: BoardView = { show: null, area: '', team: '', waiting: null, look: 'list' }

export interface ViewSearch {
  readonly show?: string
  readonly area?: string
  readonly team?: string
  readonly waiting?: string
  readonly as?: string
}

/** Reads a view from an address; what it does not know narrows nothing. @example readView({ show: 'out' }).show // 'out' */
export const readView = ({ show, area, team, waiting, as }: ViewSearch): BoardView => ({
  show: boardShows.find((one) => one === show) ?? null,
  area: (area ?? '').slice(0, LONGEST_AREA),
  team: (team ?? '').slice(0, LONGEST_TEAM),
  waiting: waitingFors.find((one) => one === waiting) ?? null,
  look: boardLooks.find((one) => one === as) ?? 'list',
})

export const LONGEST_AREA = 80
export const LONGEST_TEAM = 200

/** The view as it stands in an address. @example searchOf(wholeBoard) // {} */
export const searchOf = ({ show, area, team, waiting, look }: BoardView): ViewSearch => ({
  ...(show !== null && { show }),
  ...(area !== '' && { area }),
  ...(team !== '' && { team }),
  ...(waiting !== null && { waiting }),
  ...(look !== 'list' && { as: look }),
})

/**
 * The address of the whole board, said on purpose: a bare address opens the board as its person likes to begin, this one never does.
 *
 * @example wholeBoardSearch // { show: 'all' }
 */
export const wholeBoardSearch: ViewSearch = { show: 'all' }

/** The address of a view, which says so on purpose when it is the whole board; drawn as it is drawn now. */
export const addressOf = (view: BoardView): ViewSearch =>
  isWholeBoard(view) ? { ...searchOf(view), ...wholeBoardSearch } : searchOf(view)

/** Everything, drawn as it is drawn now. */
export const allOf = ({ look }: BoardView): BoardView => ({ ...wholeBoard, look })

/** Whether an address says how the board is looked at, be it the whole of it. @example saysHow({ show: 'all' }) // true */
export const saysHow = ({ show, area, team, waiting, as }: ViewSearch): boolean =>
  [show, area, team, waiting, as].some((said) => said !== undefined && said !== '')

/** Whether nothing is left out, however it is drawn. */
export const isWholeBoard = ({ show, area, team, waiting }: BoardView): boolean =>
  show === null && area === '' && team === '' && waiting === null

export const sameView = (a: BoardView, b: BoardView): boolean =>
  a.show === b.show && a.area === b.area && a.team === b.team && a.waiting === b.waiting && a.look === b.look

type Names = BoardLanes['names']
const ofClocks = { over: 'Over the limit', soon: 'Soon' } as const

/** What the board is narrowed to, by the names that the service has for its lanes. @example showName('out') // 'Out now' */
export const showName = (show: BoardShow, names: Names = standardLanes.names): string =>
  ({ ...names, ...ofClocks })[show]

export const waitingNames: Record<WaitingFor, string> = {
  doctor: 'a doctor',
  bed: 'a bed',
  ambulance: 'an ambulance',
  police: 'the police',
  interpreter: 'an interpreter',
}

/** In words, to stand alone. @example viewWords({ show: null, area: '', team: '', waiting: 'bed', look: 'list' }) // 'Waiting for a bed' */
export function viewWords(view: BoardView, names: Names = standardLanes.names): string {
  const words = [viewInSentence(view, names) || 'The whole board', view.look === 'stages' && 'by stage']
    .filter(Boolean)
    .join(' · ')
  return words.charAt(0).toUpperCase() + words.slice(1)
}

/** The same within a sentence; '' for the whole board. @example viewInSentence(view) // 'Kelsham · waiting for a bed' */
export const viewInSentence = (
  { show, area, team, waiting }: Omit<BoardView, 'look'>,
  names: Names = standardLanes.names,
): string =>
  [show && showName(show, names), area, team, waiting && `waiting for ${waitingNames[waiting]}`]
    .filter(Boolean)
    .join(' · ')
