import type { CommandDoor, QueryDoor } from '#server/kernel/handle.ts'
import { acknowledge } from './acknowledging.ts'
import { draftDropped, draftShift, draftTakenOff, weekCopied } from './drafts.ts'
import { showAsAt, showDraft, showMyNotices, showPreview, showPublications } from './planQueries.ts'
import { publish } from './publishing.ts'
import { showMine, showOnNow, showWeek } from './queries.ts'
import { moveShift, putShiftOn, takeShiftOff } from './shifts.ts'
import { addTemplate, changeTemplate } from './templates.ts'

export const rotaCommands: readonly CommandDoor[] = [
  addTemplate,
  changeTemplate,
  putShiftOn,
  moveShift,
  takeShiftOff,
  draftShift,
  draftTakenOff,
  draftDropped,
  weekCopied,
  publish,
  acknowledge,
]
export const rotaQueries: readonly QueryDoor[] = [
  showWeek,
  showMine,
  showOnNow,
  showDraft,
  showPreview,
  showPublications,
  showAsAt,
  showMyNotices,
]
