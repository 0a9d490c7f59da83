import { z } from 'zod'
import { defineCommand } from '../kernel/command.ts'
import { defineQuery } from '../kernel/query.ts'
import { lineText } from '../kernel/text.ts'
import type { Instant } from '../time/instant.ts'
import { londonDayInput, type LondonDay } from '../time/london.ts'
import { LONGEST_LANE_NAME, ownLanes, type BoardLanes, type LanesFault } from './boardLanes.ts'

const laneName = lineText.refine(
  (text) => text.length <= LONGEST_LANE_NAME,
  `Use ${LONGEST_LANE_NAME} characters or fewer`,
)

export type LanesRefusal =
  | LanesFault
  | { readonly code: 'lanes-not-ahead'; readonly field: 'effectiveFrom' }
  | { readonly code: 'lanes-day-taken'; readonly field: 'effectiveFrom' }

/** Each refusal as a sentence that says what happened and what to do. */
export function lanesWords(refusal: LanesRefusal): string {
  switch (refusal.code) {
    case 'lane-left-out':
      return 'Every lane has its place once: none can be left out. Put all three in order.'
    case 'lane-name-twice':
      return 'Another lane has that name. Give each a name of its own.'
    case 'lanes-not-ahead':
      return 'Days that are over keep the board that they had. Give today or a later day.'
    case 'lanes-day-taken':
      return 'The board is laid out anew from that day already. Give another day.'
  }
}

export const setBoardLanes = defineCommand(
  'allocations.setBoardLanes',
  'Say from a day on what the board’s lanes are called, in which order they come, and which are folded',
  z.strictObject({
    effectiveFrom: londonDayInput,
    names: z.strictObject({ now: laneName, triage: laneName, allocate: laneName, out: laneName }),
    order: z.array(z.enum(ownLanes)).max(ownLanes.length),
    folded: z.array(z.enum(ownLanes)).max(ownLanes.length),
    /** Why, in a line: it stands beside the day for whoever asks later. */
    why: lineText,
  }),
).answering<{ effectiveFrom: LondonDay }, LanesRefusal>(lanesWords)

export interface BoardLanesRow extends BoardLanes {
  readonly effectiveFrom: LondonDay
  readonly why: string
  readonly byName: string
  readonly at: Instant
}

export const boardLanes = defineQuery(
  'allocations.boardLanes',
  'How the board’s lanes are laid out, from which days',
  z.strictObject({}),
  ['choosing'],
).answering<{ readonly now: BoardLanes; readonly rows: readonly BoardLanesRow[]; readonly today: LondonDay }>()
