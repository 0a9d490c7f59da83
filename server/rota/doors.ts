import type { CommandDoor, QueryDoor } from '#server/kernel/handle.ts'
import { showMine, showOnNow, showWeek } from './queries.ts'
import { moveShift, putShiftOn, takeShiftOff } from './shifts.ts'
import { addTemplate, changeTemplate } from './templates.ts'

export const rotaCommands: readonly CommandDoor[] = [addTemplate, changeTemplate, putShiftOn, moveShift, takeShiftOff]
export const rotaQueries: readonly QueryDoor[] = [showWeek, showMine, showOnNow]
