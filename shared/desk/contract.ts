import { z } from 'zod'
import { defineCommand } from '../kernel/command.ts'
import { viewId, type ViewId } from '../kernel/ids.ts'
import { defineQuery } from '../kernel/query.ts'
import { lineText, optionalLine } from '../kernel/text.ts'
import { allSingleKeys, keyWords, type KeyRefusal, type OwnKeys } from '../kernel/singleKeys.ts'
import { boardLooks, boardShows, LONGEST_AREA, LONGEST_TEAM, waitingFors, type BoardView } from './views.ts'
import { viewRefusalWords, type ViewRefusal } from './words.ts'

/** As many as a list can be read at a glance. */
export const MOST_VIEWS = 12

export const saveView = defineCommand(
  'desk.saveView',
  'Save how one looks at the board, under a name; the same name again takes its place',
  z.strictObject({
    name: lineText.refine((text) => text.length <= 40, 'Use 40 characters or fewer'),
    show: z.enum(boardShows).nullable(),
    area: optionalLine.refine((text) => text.length <= LONGEST_AREA, `Use ${LONGEST_AREA} characters or fewer`),
    /** A screen of the last release says nothing of it: then it is every team. */
    team: optionalLine
      .refine((text) => text.length <= LONGEST_TEAM, `Use ${LONGEST_TEAM} characters or fewer`)
      .default(''),
    waiting: z.enum(waitingFors).nullable(),
    /** A screen of the last release says nothing of it: then it is the list. */
    look: z.enum(boardLooks).default('list'),
    /** The board opens with it. */
    opensFirst: z.boolean(),
  }),
).answering<{ viewId: ViewId }, ViewRefusal>(viewRefusalWords)

export const removeView = defineCommand(
  'desk.removeView',
  'Take away one of one’s own saved views',
  z.strictObject({ viewId }),
).answering<null, ViewRefusal>(viewRefusalWords)

export interface SavedView extends BoardView {
  readonly id: ViewId
  readonly name: string
  readonly opensFirst: boolean
}

export const savedViews = defineQuery('desk.views', 'One’s own saved views of the board', z.strictObject({}), [
  'desk',
]).answering<readonly SavedView[]>()

export const setOwnKeys = defineCommand(
  'desk.setOwnKeys',
  'Turn one’s own single keys off or on, or change some; `""` turns one off',
  z.strictObject({
    on: z.boolean(),
    changed: z.partialRecord(z.enum(allSingleKeys), z.string().max(4, 'Type one letter, figure or sign')),
  }),
).answering<null, KeyRefusal>(keyWords)

export const ownKeys = defineQuery('desk.ownKeys', 'One’s own single keys', z.strictObject({}), [
  'desk',
]).answering<OwnKeys>()
