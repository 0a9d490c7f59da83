import type { CommandDoor, QueryDoor, Reaction } from '#server/kernel/handle.ts'
import { answerOne, approve, ask, refuseOne, submit, undo } from './commands.ts'
import { breakSaid, sentFor } from './sending.ts'
import { jobFinishCorrected, withoutClaim } from './correctingJobs.ts'
import { claimedAgain, finishCorrected, ownFinishCorrected } from './correcting.ts'
import { agree, close, reopen, set, withdraw } from './keepingCommands.ts'
import { adjust, book, bring, expire, pay, reverse, take } from './ledgerCommands.ts'
import { leaveReactions } from './leaveTaken.ts'
import { claimReactions } from './makeClaim.ts'
import { payrollOf } from './payrollQuery.ts'
import { decided, mine, ofPerson, policies, toDecide } from './queries.ts'
import { whoseRunsOut } from './runningOut.ts'
import { whoHasNone } from './withoutPolicy.ts'

export const toilCommands: readonly CommandDoor[] = [
  submit,
  breakSaid,
  sentFor,
  approve,
  refuseOne,
  undo,
  ask,
  answerOne,
  claimedAgain,
  ownFinishCorrected,
  finishCorrected,
  jobFinishCorrected,
  agree,
  withdraw,
  take,
  book,
  adjust,
  bring,
  pay,
  reverse,
  expire,
  set,
  close,
  reopen,
]
export const toilQueries: readonly QueryDoor[] = [
  mine,
  ofPerson,
  toDecide,
  decided,
  policies,
  payrollOf,
  whoseRunsOut,
  withoutClaim,
  whoHasNone,
]
export const toilReactions: readonly Reaction[] = [...claimReactions, ...leaveReactions]
