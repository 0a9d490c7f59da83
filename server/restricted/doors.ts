import type { CommandDoor, QueryDoor } from '#server/kernel/handle.ts'
import { close, open, review, see } from './opening.ts'
import { closed, closedOnes, mine, ofReferral, toBeTold, toReview } from './queries.ts'
import { changeList, lift, restrict } from './restrict.ts'

export const restrictedCommands: readonly CommandDoor[] = [restrict, changeList, lift, open, close, review, see]
export const restrictedQueries: readonly QueryDoor[] = [closed, closedOnes, ofReferral, mine, toReview, toBeTold]
