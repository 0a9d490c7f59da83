import type { CommandDoor, QueryDoor, Reaction } from '#server/kernel/handle.ts'
import { alike } from './alike.ts'
import { setArrangement } from './arrange.ts'
import { add } from './calls.ts'
import { change } from './change.ts'
import { discard, keep } from './drafts.ts'
import { end as endLimit, hold, record as recordLimit, renew } from './limits.ts'
import { link, merge, undo, unlink } from './links.ts'
import { correct, end, extend, record as recordStart } from './powers.ts'
import { addNote } from './notes.ts'
import { drafts, file, find, record } from './queries.ts'
import { receive } from './receive.ts'
import { triage } from './triage.ts'
import { undoDecision } from './triaging/undoing.ts'
import { scheme, setBands, withdraw } from './urgencyRules.ts'
import { answer } from './triaging/answers.ts'
import { ask, chased, settle } from './triaging/asks.ts'
import { keepWritten, sent } from './triaging/letters.ts'
import { rate, tick } from './triaging/ratings.ts'
import { answerOffer, offer, putBy, takeUp } from './triaging/redirects.ts'
import { dutiesOnOutcome, dutyOnSection4, finish } from './triaging/tasks.ts'

export const referralCommands: readonly CommandDoor[] = [
  keep,
  discard,
  receive,
  change,
  recordStart,
  extend,
  end,
  correct,
  recordLimit,
  renew,
  hold,
  endLimit,
  triage,
  undoDecision,
  setArrangement,
  add,
  addNote,
  link,
  unlink,
  merge,
  undo,
  answer,
  ask,
  chased,
  settle,
  rate,
  setBands,
  withdraw,
  tick,
  finish,
  keepWritten,
  sent,
  offer,
  answerOffer,
  putBy,
  takeUp,
]
export const referralReactions: readonly Reaction[] = [dutiesOnOutcome, dutyOnSection4]
export const referralQueries: readonly QueryDoor[] = [record, drafts, find, alike, file, scheme]
