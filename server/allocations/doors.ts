import type { CommandDoor, QueryDoor, Reaction } from '#server/kernel/handle.ts'
import { allocate } from './allocate.ts'
import { board } from './board.ts'
import { boardLanes, setBoardLanes } from './boardLanes.ts'
import { choosing, previewChoosing, setChoosing } from './choosingRules.ts'
import { boardWithoutNames } from './boardWithoutNames.ts'
import { takeBack, undo } from './endings.ts'
import { finish, recordOutcome } from './finishing.ts'
import { nextBest } from './nextBest.ts'
import { accept, arrive, decline, homeSafe, open, setOff } from './onTheWay.ts'
import { allocationsOf, candidates, myDuty } from './reading.ts'
import { undoStep } from './undoing.ts'
import { workGoesBack, workGoesWithTheShift } from './withTheShift.ts'
import { endWait, startWait } from './waiting.ts'

export const allocationCommands: readonly CommandDoor[] = [
  allocate,
  takeBack,
  undo,
  open,
  accept,
  decline,
  setOff,
  arrive,
  startWait,
  endWait,
  recordOutcome,
  finish,
  homeSafe,
  undoStep,
  setChoosing,
  setBoardLanes,
]
export const allocationQueries: readonly QueryDoor[] = [
  board,
  boardWithoutNames,
  candidates,
  allocationsOf,
  myDuty,
  choosing,
  boardLanes,
  previewChoosing,
  nextBest,
]
/** Work goes with its shift when that is taken from somebody in the middle of it. */
export const allocationReactions: readonly Reaction[] = [workGoesWithTheShift, workGoesBack]
