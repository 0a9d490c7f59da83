import type { CommandDoor, QueryDoor } from '#server/kernel/handle.ts'
import { askFill, askShifts } from './asking.ts'
import { putInDraft } from './drafting.ts'
import { improve, stop } from './furthering.ts'
import { showPlan, showPlans, showStart } from './queries.ts'

export const plannerCommands: readonly CommandDoor[] = [askFill, askShifts, improve, stop, putInDraft]
export const plannerQueries: readonly QueryDoor[] = [showStart, showPlans, showPlan]
