import type { QueryDoor } from '#server/kernel/handle.ts'
import { lateWorkingOf } from './queries.ts'

export const reportQueries: readonly QueryDoor[] = [lateWorkingOf]
