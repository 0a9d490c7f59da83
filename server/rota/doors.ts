import type { CommandDoor, QueryDoor } from '#server/kernel/handle.ts'
import { acknowledge } from './acknowledging.ts'
import { builtFromPatterns, showBuild } from './building.ts'
import { settingsSet, showSettings } from './settings.ts'
import { showFairness, showMyFairness } from './fairShares.ts'
import { askRecorded, callInClosed, callInOpened } from './callIns.ts'
import { showCallIns } from './callInQueries.ts'
import { draftsBrought } from './bringAlong.ts'
import { draftDropped, draftShift, draftTakenOff, weekCopied } from './drafts.ts'
import { feedEnded, feedMade, feedOfSomebodyEnded, showFeeds, showMyFeeds } from './feeds.ts'
import { showShiftHistory } from './historyQueries.ts'
import { importUndone, sheetImported, showImport, showImports } from './importing.ts'
import { leaveAsked, leaveDecided, leaveEnded, leavePut, leaveWithdrawn } from './leave.ts'
import { decide } from './decidingOffers.ts'
import { showLeavePreview } from './leaveBreaks.ts'
import { showLeave, showMyLeave } from './leaveQueries.ts'
import { showOffers } from './offerQueries.ts'
import { give, offerFor, offerOwn, take, withdraw } from './offers.ts'
import { undoDecision, undoOwn, undoOwnTaking } from './undoingSwap.ts'
import { needKept, showNeeds } from './needs.ts'
import { exceptionEnded, exceptionSet, patternKept, placeKept, sharedDutyKept, showPatterns } from './patterns.ts'
import { showAsAt, showDraft, showMyNotices, showPreview, showPublications } from './planQueries.ts'
import { publish } from './publishing.ts'
import { showMine, showMyCalendar, showOnNow, showWeek } from './queries.ts'
import { moveShift, putShiftOn, takeShiftOff } from './shifts.ts'
import { shiftGivenBack, shiftTakenOver } from './takingOver.ts'
import { addTemplate, changeTemplate } from './templates.ts'
import { nextStartDecided, showNextStarts } from './nextStarts.ts'
import { restSettled } from './restOwed.ts'
import { returnAgreed } from './returnAgreed.ts'
import { optOutEnded, optOutRecorded, otherJobKept, otherJobOfKept } from './workingTime.ts'
import { showMyWorkingTime, showWorkingTime } from './workingTimeQueries.ts'

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
  draftsBrought,
  sheetImported,
  importUndone,
  feedMade,
  feedEnded,
  feedOfSomebodyEnded,
  publish,
  acknowledge,
  offerOwn,
  offerFor,
  take,
  give,
  returnAgreed,
  withdraw,
  decide,
  undoOwn,
  undoOwnTaking,
  undoDecision,
  shiftTakenOver,
  shiftGivenBack,
  leaveAsked,
  leavePut,
  leaveDecided,
  leaveEnded,
  leaveWithdrawn,
  callInOpened,
  askRecorded,
  callInClosed,
  patternKept,
  placeKept,
  sharedDutyKept,
  exceptionSet,
  exceptionEnded,
  builtFromPatterns,
  needKept,
  settingsSet,
  optOutRecorded,
  optOutEnded,
  otherJobKept,
  otherJobOfKept,
  restSettled,
  nextStartDecided,
]
export const rotaQueries: readonly QueryDoor[] = [
  showWeek,
  showMine,
  showMyCalendar,
  showOnNow,
  showDraft,
  showImport,
  showImports,
  showShiftHistory,
  showMyFeeds,
  showFeeds,
  showPreview,
  showPublications,
  showAsAt,
  showMyNotices,
  showOffers,
  showLeave,
  showLeavePreview,
  showMyLeave,
  showCallIns,
  showPatterns,
  showBuild,
  showNeeds,
  showSettings,
  showFairness,
  showMyFairness,
  showWorkingTime,
  showNextStarts,
  showMyWorkingTime,
]
