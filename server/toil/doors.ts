import type { CommandDoor, QueryDoor, Reaction } from '#server/kernel/handle.ts'
import { approve, refuseOne, submit, take } from './commands.ts'
import { claimOnFinish } from './makeClaim.ts'
import { mine, ofPerson, policies, toDecide } from './queries.ts'

export const toilCommands: readonly CommandDoor[] = [submit, approve, refuseOne, take]
export const toilQueries: readonly QueryDoor[] = [mine, ofPerson, toDecide, policies]
export const toilReactions: readonly Reaction[] = [claimOnFinish]
