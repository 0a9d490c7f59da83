import { z } from 'zod'
import { defineCommand } from '../kernel/command.ts'
import { displayId, type DisplayId } from '../kernel/ids.ts'
import { defineQuery } from '../kernel/query.ts'
import { lineText } from '../kernel/text.ts'
import type { Instant } from '../time/instant.ts'

export type DisplayRefusal =
  | { readonly code: 'display-not-found' }
  | { readonly code: 'too-many-displays'; readonly most: number }

/** More screens than a service has walls. */
export const MOST_DISPLAYS = 20

const displayWords = (refusal: DisplayRefusal): string =>
  refusal.code === 'display-not-found'
    ? 'There is no such wall display in this service, or it has ended already.'
    : `There are ${refusal.most} wall displays already. End one that is no longer used.`

export const makeDisplay = defineCommand(
  'wall.makeDisplay',
  'Let a screen on the wall show the board in initials; its link is told this once',
  z.strictObject({
    /** Where it hangs. */
    label: lineText.refine((text) => text.length <= 60, 'Use 60 characters or fewer'),
    days: z.int().min(1).max(366),
  }),
).answering<{ displayId: DisplayId; token: string | null }, DisplayRefusal>(displayWords)

export const endDisplay = defineCommand(
  'wall.endDisplay',
  'End a wall display: it shows nothing from then on',
  z.strictObject({ displayId }),
).answering<null, DisplayRefusal>(displayWords)

export interface WallDisplay {
  readonly id: DisplayId
  readonly label: string
  readonly madeByName: string
  readonly madeAt: Instant
  readonly expiresAt: Instant
  readonly lastSeenAt: Instant | null
}

export const wallDisplays = defineQuery(
  'wall.displays',
  'The wall displays that may show the board',
  z.strictObject({}),
  ['wall'],
).answering<readonly WallDisplay[]>()
