import type { CommandDoor, QueryDoor } from '#server/kernel/handle.ts'
import { changeEntry, suspendEntry, takeAmhpOn } from './commands.ts'
import { showRegister } from './queries.ts'

export const registerCommands: readonly CommandDoor[] = [takeAmhpOn, changeEntry, suspendEntry]
export const registerQueries: readonly QueryDoor[] = [showRegister]
