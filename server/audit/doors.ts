import type { CommandDoor, QueryDoor } from '#server/kernel/handle.ts'
import { printed, sign, taken } from './commands.ts'
import { activityOf, breachPack, people, seals, sheet, verify, whoLooked } from './queries.ts'

export const auditCommands: readonly CommandDoor[] = [printed, taken, sign]
export const auditQueries: readonly QueryDoor[] = [sheet, whoLooked, activityOf, people, breachPack, verify, seals]
