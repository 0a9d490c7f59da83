import { identityCommands, identityQueries } from './identity/doors.ts'
import { allocationCommands, allocationQueries, allocationReactions } from './allocations/doors.ts'
import { learnAhead } from './allocations/learnedStore.ts'
import { auditCommands, auditQueries } from './audit/doors.ts'
import { deadlineCommands, deadlineQueries } from './deadlines/doors.ts'
import { deadlineReactions } from './deadlines/reactions.ts'
import type { AlsoDue } from './deadlines/loop.ts'
import { climb } from './safety/climbing.ts'
import { askToHandOver } from './safety/closing.ts'
import { safetyCommands, safetyQueries } from './safety/doors.ts'
import { safetyReactions } from './safety/reactions.ts'
import { deskCommands, deskQueries } from './desk/doors.ts'
import { downtimeQueries } from './downtime/doors.ts'
import { wallCommands, wallQueries } from './wall/doors.ts'
import { paperCommands, paperQueries, paperReactions } from './papers/doors.ts'
import { handoverCommands, handoverQueries } from './handover/doors.ts'
import { sessionCommands, sessionQueries } from './identity/sessionDoors.ts'
import { directoryCommands, directoryQueries } from './identity/directoryDoors.ts'
import type { CommandDoor, QueryDoor, Reaction } from './kernel/handle.ts'
import { noticeCommands, noticeQueries } from './notices/doors.ts'
import { noticeReactions } from './notices/telling.ts'
import { plannerCommands, plannerQueries } from './planner/doors.ts'
import { partnerCommands, partnerQueries } from './partners/doors.ts'
import { privacyCommands, privacyQueries } from './privacy/doors.ts'
import { referralCommands, referralQueries, referralReactions } from './referrals/doors.ts'
import { registerCommands, registerQueries } from './register/doors.ts'
import { reportCommands, reportQueries } from './reports/doors.ts'
import { restrictedCommands, restrictedQueries } from './restricted/doors.ts'
import { roleCommands, roleQueries } from './roles/doors.ts'
import { rotaCommands, rotaQueries } from './rota/doors.ts'
import { toilCommands, toilQueries, toilReactions } from './toil/doors.ts'

/** Every way in. What is not listed here does not exist. */
export const commandDoors: readonly CommandDoor[] = [
  ...sessionCommands,
  ...directoryCommands,
  ...roleCommands,
  ...identityCommands,
  ...registerCommands,
  ...rotaCommands,
  ...referralCommands,
  ...partnerCommands,
  ...restrictedCommands,
  ...allocationCommands,
  ...deadlineCommands,
  ...safetyCommands,
  ...paperCommands,
  ...handoverCommands,
  ...wallCommands,
  ...deskCommands,
  ...toilCommands,
  ...noticeCommands,
  ...plannerCommands,
  ...reportCommands,
  ...privacyCommands,
  ...auditCommands,
]
export const queryDoors: readonly QueryDoor[] = [
  ...sessionQueries,
  ...directoryQueries,
  ...roleQueries,
  ...identityQueries,
  ...registerQueries,
  ...rotaQueries,
  ...referralQueries,
  ...partnerQueries,
  ...restrictedQueries,
  ...allocationQueries,
  ...deadlineQueries,
  ...safetyQueries,
  ...paperQueries,
  ...handoverQueries,
  ...downtimeQueries,
  ...wallQueries,
  ...deskQueries,
  ...toilQueries,
  ...noticeQueries,
  ...reportQueries,
  ...plannerQueries,
  ...privacyQueries,
  ...auditQueries,
]
export const reactions: readonly Reaction[] = [
  ...referralReactions,
  ...paperReactions,
  // After all that writes what falls due.
  ...deadlineReactions,
  ...allocationReactions,
  ...toilReactions,
  ...safetyReactions,
  ...noticeReactions,
]

/** What falls due by the clock besides alarms, in the same loop: ladders climb first, and then what is to be learned for the day. */
export const dueByTheClock: readonly AlsoDue[] = [climb, askToHandOver, learnAhead]
