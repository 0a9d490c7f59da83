import type { CommandDoor, QueryDoor } from '#server/kernel/handle.ts'
import { exported, exportPerson, findPerson, previewExport } from './exports.ts'
import { mine } from './ownData.ts'
import { propose, release, review, withdraw } from './releases.ts'
import { correct, endMark, hold, liftHold, mark, rightsOf } from './rights.ts'
import { nameOfficer, rules, setRule } from './rules.ts'

export const privacyCommands: readonly CommandDoor[] = [
  exportPerson,
  correct,
  mark,
  endMark,
  hold,
  liftHold,
  propose,
  withdraw,
  release,
  setRule,
  nameOfficer,
]
export const privacyQueries: readonly QueryDoor[] = [findPerson, previewExport, exported, rightsOf, review, rules, mine]
