import type { CommandDoor, QueryDoor } from '#server/kernel/handle.ts'
import { changeEntry, suspendEntry, takeAmhpOn } from './commands.ts'
import { showRegister } from './queries.ts'
import { councilKept, detailsSet, employerKept, placeKept, teamKept } from './setUp.ts'
import { showSetUp } from './setUpQuery.ts'
import { conflictKept, ownConflictKept, ownTrainingKept, trainingKept } from './training.ts'
import { showBeside, showOwnStanding, showTraining } from './trainingQueries.ts'

export const registerCommands: readonly CommandDoor[] = [
  takeAmhpOn,
  changeEntry,
  suspendEntry,
  trainingKept,
  ownTrainingKept,
  conflictKept,
  ownConflictKept,
  detailsSet,
  councilKept,
  employerKept,
  teamKept,
  placeKept,
]
export const registerQueries: readonly QueryDoor[] = [
  showRegister,
  showBeside,
  showOwnStanding,
  showTraining,
  showSetUp,
]
