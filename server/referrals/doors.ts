import type { CommandDoor, QueryDoor } from '#server/kernel/handle.ts'
import { alike } from './alike.ts'
import { setArrangement } from './arrange.ts'
import { add } from './calls.ts'
import { change } from './change.ts'
import { discard, keep } from './drafts.ts'
import { end as endLimit, hold, record as recordLimit, renew } from './limits.ts'
import { link, merge, undo, unlink } from './links.ts'
import { end, extend, record as recordStart } from './powers.ts'
import { drafts, file, find, record } from './queries.ts'
import { receive } from './receive.ts'
import { triage } from './triage.ts'

export const referralCommands: readonly CommandDoor[] = [
  keep,
  discard,
  receive,
  change,
  recordStart,
  extend,
  end,
  recordLimit,
  renew,
  hold,
  endLimit,
  triage,
  setArrangement,
  add,
  link,
  unlink,
  merge,
  undo,
]
export const referralQueries: readonly QueryDoor[] = [record, drafts, find, alike, file]
