import type { CommandDoor, QueryDoor } from '#server/kernel/handle.ts'
import {
  addSomebody,
  allowSomebody,
  invite,
  listAccounts,
  resetSomebody,
  stopSomebody,
  unlockSomebody,
} from './accounts.ts'

export const identityCommands: readonly CommandDoor[] = [
  addSomebody,
  invite,
  resetSomebody,
  stopSomebody,
  allowSomebody,
  unlockSomebody,
]
export const identityQueries: readonly QueryDoor[] = [listAccounts]
