import type { CommandDoor, QueryDoor } from '#server/kernel/handle.ts'
import { again, list, make } from './packs.ts'
import { lateWorkingOf } from './queries.ts'
import { counted, recordCounts } from './workforce.ts'
import { behind, report } from './reportQueries.ts'

export const reportCommands: readonly CommandDoor[] = [make, recordCounts]
export const reportQueries: readonly QueryDoor[] = [lateWorkingOf, report, behind, list, again, counted]
