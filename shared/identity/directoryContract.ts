import { z } from 'zod'
import { defineCommand } from '../kernel/command.ts'
import { personId, type PersonId } from '../kernel/ids.ts'
import { defineQuery } from '../kernel/query.ts'
import { lineText } from '../kernel/text.ts'
import type { Instant } from '../time/instant.ts'
import { directoryWords, type DirectoryRefusal } from './directoryWords.ts'

/** A list of leavers as it was pasted or read from a file: under the size of any request. */
const leaversText = z
  .string()
  .min(1, 'Choose a file, or paste the list')
  .max(100_000, 'This list is too long: split it, 4,000 lines at a time')

export interface DirectoryView {
  readonly providers: readonly {
    readonly id: string
    readonly label: string
    readonly issuer: string
    readonly enabled: boolean
    /** Which claim gives roles; `null` when an administrator gives them by hand. */
    readonly roleClaim: string | null
    readonly ownsDomains: readonly string[]
  }[]
  readonly tokens: readonly {
    readonly id: string
    readonly label: string
    readonly scopes: readonly ('read' | 'write')[]
    readonly madeByName: string
    readonly madeAt: Instant
    readonly expiresAt: Instant
    readonly revokedAt: Instant | null
    readonly lastUsedAt: Instant | null
  }[]
  readonly links: readonly {
    readonly personId: PersonId
    readonly name: string
    readonly providerId: string
    readonly linkedAt: Instant
  }[]
}

/** Providers, keys of directories and links, for whoever manages accounts. No secret is in it. */
export const directory = defineQuery(
  'identity.directory',
  'How people sign in with their council, and which directories announce them',
  z.strictObject({}),
  ['register'],
).answering<DirectoryView>()

export const makeScimToken = defineCommand(
  'identity.makeScimToken',
  'Make a key by which a directory adds, changes and ends people of this service',
  z.strictObject({
    label: lineText,
    scopes: z
      .array(z.enum(['read', 'write']))
      .min(1, 'Choose at least one')
      .max(2),
    days: z.int().min(1).max(365, 'A key lasts a year at most'),
  }),
).answering<
  { tokenId: string; /** Shown this once; `null` when the same is asked again. */ token: string | null },
  DirectoryRefusal
>(directoryWords)

export const revokeScimToken = defineCommand(
  'identity.revokeScimToken',
  'End a directory’s key at once',
  z.strictObject({ tokenId: z.uuid() }),
).answering<{ tokenId: string }, DirectoryRefusal>(directoryWords)

export const unlinkPerson = defineCommand(
  'identity.unlinkPerson',
  'Take somebody’s link with a provider away, so that another may be made',
  z.strictObject({ personId, providerId: z.string().min(1).max(40) }),
).answering<{ personId: PersonId }, DirectoryRefusal>(directoryWords)

/** What would come of a line of the list. */
export type LeaverFate = 'leaves' | 'left-already' | 'unknown' | 'twice' | 'yourself' | 'last-administrator'

export interface LeaversView {
  readonly lines: readonly {
    readonly line: number
    readonly named: string
    readonly fate: LeaverFate
    readonly personId: PersonId | null
    readonly name: string | null
    /** Referrals that they are out on now: somebody else should take these first. */
    readonly openReferrals: number
  }[]
  readonly unreadable: readonly { readonly line: number; readonly why: string }[]
  /** How many people the list would end. */
  readonly leaving: number
}

/** The dry run: what a list of leavers would do. Nothing is changed. */
export const previewLeavers = defineQuery(
  'identity.previewLeavers',
  'What a list of leavers would do',
  z.strictObject({ list: leaversText }),
  ['register'],
).answering<LeaversView>()

export const endLeavers = defineCommand(
  'identity.endLeavers',
  'End the access of everybody on a list of leavers',
  z.strictObject({
    list: leaversText,
    /** How many the dry run said would leave: another number now, and nothing is done. */
    expected: z.int().min(1).max(5000),
  }),
).answering<LeaversView, DirectoryRefusal>(directoryWords)
