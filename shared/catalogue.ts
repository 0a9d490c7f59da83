import type { AllocationsEvent } from './allocations/events.ts'
import type { AuditEvent } from './audit/events.ts'
import type { DeskEvent } from './desk/events.ts'
import type { DeadlineEvent } from './deadlines/events.ts'
import type { DirectoryEvent } from './identity/directoryEvents.ts'
import type { SessionEvent } from './identity/sessions.ts'
import type { IdentityEvent } from './identity/events.ts'
import type { DowntimeEvent } from './downtime/events.ts'
import type { HandoverEvent } from './handover/events.ts'
import type { Topic } from './kernel/topic.ts'
import type { NoticeEvent } from './notices/events.ts'
import type { PlannerEvent } from './planner/events.ts'
import type { PaperEvent } from './papers/events.ts'
import type { PartnerEvent } from './partners/events.ts'
import type { PrivacyEvent } from './privacy/events.ts'
import type { ReferralEvent, UrgencyEvent } from './referrals/events.ts'
import type { RegisterEvent } from './register/events.ts'
import type { ReportEvent } from './reports/events.ts'
import type { RestrictedEvent } from './restricted/events.ts'
import type { RoleEvent } from './roles/events.ts'
import type { RotaEvent } from './rota/events.ts'
import type { SafetyEvent } from './safety/events.ts'
import type { WallEvent } from './wall/events.ts'
import type { ToilEvent } from './toil/events.ts'

/** Everything that can happen. */
export type EventType =
  | AuditEvent
  | SessionEvent
  | DirectoryEvent
  | RoleEvent
  | RegisterEvent
  | RotaEvent
  | ReferralEvent
  | UrgencyEvent
  | RestrictedEvent
  | IdentityEvent
  | AllocationsEvent
  | DeadlineEvent
  | ToilEvent
  | ReportEvent
  | PrivacyEvent
  | PlannerEvent
  | PartnerEvent
  | DeskEvent
  | HandoverEvent
  | PaperEvent
  | DowntimeEvent
  | WallEvent
  | SafetyEvent
  | NoticeEvent

/** Which screens each kind of event makes stale. A new kind does not compile until it is named here. */
export const touches: Record<EventType, readonly Topic[]> = {
  'sign-in-provider-set': [],
  'identity-linked': ['register'],
  'identity-unlinked': ['register'],
  'roles-from-provider': ['register'],
  'sso-refused': [],
  'sso-ended': [],
  'person-provisioned': ['register'],
  'person-changed-by-directory': ['register'],
  'person-left': ['register'],
  'person-returned': ['register'],
  'scim-token-made': ['register'],
  'scim-token-revoked': ['register'],
  'leavers-ended': ['register'],
  'sessions-ended': ['sessions'],
  'session-limits-changed': ['sessions'],
  'account-invited': ['accounts', 'register'],
  'account-link-made': ['accounts'],
  'account-factors-reset': ['accounts'],
  'account-access-stopped': ['accounts'],
  'account-access-allowed': ['accounts'],
  'account-unlocked': ['accounts'],
  'amhp-added': ['register'],
  'amhp-changed': ['register'],
  'amhp-suspended': ['register', 'allocations'],
  'amhp-suspension-lifted': ['register', 'allocations'],
  'training-kept': ['register'],
  'conflict-kept': ['register'],
  'service-details-set': ['register', 'allocations', 'safety', 'toil'],
  'council-kept': ['register', 'referrals', 'allocations'],
  'employer-kept': ['register', 'toil'],
  'home-team-kept': ['register'],
  'place-kept': ['register', 'referrals', 'allocations', 'rota'],
  'shift-template-added': ['rota'],
  'shift-template-changed': ['rota'],
  'shift-added': ['rota'],
  'shift-changed': ['rota'],
  'shift-cancelled': ['rota'],
  'shift-drafted': ['rota'],
  'draft-dropped': ['rota'],
  'week-copied': ['rota'],
  'drafts-brought-along': ['rota'],
  'rota-imported': ['rota'],
  'rota-import-undone': ['rota'],
  'calendar-feed-made': ['rota'],
  'calendar-feed-ended': ['rota'],
  'rota-published': ['rota'],
  'rota-change-acknowledged': ['rota'],
  'shift-offered': ['rota'],
  'offer-taken': ['rota'],
  'offer-agreed': ['rota'],
  'offer-undone': ['rota'],
  'offer-let-go': ['rota'],
  'offer-overtaken': ['rota'],
  'return-agreed': ['rota'],
  'offer-withdrawn': ['rota'],
  'offer-turned-down': ['rota'],
  'shift-taken-over': ['rota', 'allocations', 'referrals'],
  'shift-given-back': ['rota', 'allocations', 'referrals'],
  'leave-asked': ['rota'],
  'leave-agreed': ['rota'],
  'leave-turned-down': ['rota'],
  'leave-withdrawn': ['rota'],
  'leave-ended': ['rota'],
  'call-in-opened': ['rota'],
  'call-in-asked': ['rota'],
  'call-in-closed': ['rota'],
  'rota-pattern-kept': ['rota'],
  'pattern-place-kept': ['rota'],
  'shared-duty-kept': ['rota'],
  'rota-exception-set': ['rota'],
  'rota-exception-ended': ['rota'],
  'rota-built': ['rota'],
  'duty-need-kept': ['rota'],
  'rota-settings-set': ['rota'],
  'choosing-rules-set': ['choosing', 'allocations'],
  'board-lanes-set': ['choosing', 'allocations'],
  'urgency-bands-set': ['choosing', 'referrals'],
  'urgency-bands-withdrawn': ['choosing', 'referrals'],
  'opt-out-recorded': ['rota'],
  'opt-out-ended': ['rota'],
  'other-job-kept': ['rota'],
  'rest-debt-settled': ['rota'],
  'next-start-decided': ['rota'],
  'draft-started': ['referrals'],
  'draft-discarded': ['referrals'],
  'referral-received': ['referrals'],
  'referral-changed': ['referrals'],
  'power-recorded': ['referrals'],
  'power-corrected': ['referrals'],
  'power-extended': ['referrals'],
  'power-put-right': ['referrals'],
  'power-ended': ['referrals'],
  'limit-recorded': ['referrals'],
  'limit-corrected': ['referrals'],
  'limit-renewed': ['referrals'],
  'limit-held': ['referrals'],
  'limit-ended': ['referrals'],
  'alarm-raised': ['alarms', 'referrals'],
  'alarm-passed-on': ['alarms'],
  'alarm-not-delivered': ['alarms'],
  'alarm-delivered': ['alarms'],
  'alarm-acknowledged': ['alarms'],
  'alarm-over': ['alarms'],
  'watch-begun': ['safety'],
  'checked-in': ['safety'],
  'said-home': ['safety'],
  'watch-climbed': ['safety'],
  'help-called': ['safety'],
  'spoken-to': ['safety'],
  'police-rung': ['safety'],
  'watch-to-hand-over': ['safety'],
  'watch-handed-over': ['safety'],
  'watch-back-at-desk': ['safety'],
  'watch-ended': ['safety'],
  'answer-taken-back': ['safety'],
  'referral-triaged': ['referrals'],
  'triage-changed': ['referrals'],
  'triage-undone': ['referrals'],
  'arrangement-set': ['referrals'],
  'call-added': ['referrals'],
  'note-added': ['referrals'],
  'referral-linked': ['referrals'],
  'referral-unlinked': ['referrals'],
  'referral-merged': ['referrals'],
  'merged-in': ['referrals'],
  'merge-undone': ['referrals'],
  'merged-out': ['referrals'],
  'partner-added': ['register'],
  'partner-key-made': ['register'],
  'partner-key-revoked': ['register'],
  'facts-answered': ['referrals'],
  'information-asked': ['referrals'],
  'information-chased': ['referrals'],
  'information-settled': ['referrals'],
  'urgency-re-rated': ['referrals'],
  'checklist-ticked': ['referrals'],
  'duty-task-made': ['referrals'],
  'duty-task-done': ['referrals'],
  'letter-kept': ['referrals'],
  'letter-sent': ['referrals'],
  'redirect-offered': ['referrals'],
  'redirect-answered': ['referrals'],
  'referral-held': ['referrals'],
  'hold-ended': ['referrals'],
  'record-restricted': ['referrals', 'allocations', 'openings'],
  'restriction-changed': ['referrals', 'allocations', 'openings'],
  'restriction-lifted': ['referrals', 'allocations', 'openings'],
  'record-opened-with-reason': ['referrals', 'openings'],
  'opening-closed': ['referrals', 'openings'],
  'opening-reviewed': ['openings'],
  'roles-set': ['register', 'rota', 'openings'],
  'referral-allocated': ['referrals', 'allocations'],
  'allocation-undone': ['referrals', 'allocations'],
  'allocation-opened': ['allocations'],
  'allocation-accepted': ['allocations'],
  'allocation-declined': ['referrals', 'allocations'],
  'allocation-taken-back': ['referrals', 'allocations'],
  'amhp-set-off': ['allocations'],
  'amhp-arrived': ['allocations'],
  'wait-started': ['allocations'],
  'wait-ended': ['allocations'],
  'outcome-recorded': ['allocations'],
  'assessment-finished': ['referrals', 'allocations'],
  'amhp-home-safe': ['allocations'],
  'amhp-step-undone': ['allocations'],
  'toil-claim-made': ['toil'],
  'toil-claim-submitted': ['toil'],
  'toil-claim-sent-for': ['toil'],
  'toil-break-said': ['toil'],
  'toil-claim-approved': ['toil'],
  'toil-claim-refused': ['toil'],
  'toil-claim-queried': ['toil'],
  'toil-claim-answered': ['toil'],
  'toil-claim-agreed': ['toil'],
  'toil-decision-undone': ['toil'],
  'toil-claimed-again': ['toil'],
  'toil-finish-corrected': ['toil', 'allocations'],
  'toil-agreed-beforehand': ['toil'],
  'toil-agreement-withdrawn': ['toil'],
  'toil-taken': ['toil', 'rota'],
  'toil-booked': ['toil', 'rota'],
  'toil-taken-by-leave': ['toil'],
  'toil-given-back-with-leave': ['toil', 'rota'],
  'toil-adjusted': ['toil'],
  'toil-brought-forward': ['toil'],
  'toil-paid-out': ['toil'],
  'toil-expired': ['toil'],
  'toil-extended': ['toil'],
  'toil-reversed': ['toil', 'rota'],
  'toil-policy-set': ['toil'],
  'payroll-closed': ['toil'],
  'payroll-reopened': ['toil'],
  'report-frozen': ['toil'],
  'workforce-counted': ['register'],
  'person-exported': ['privacy'],
  'record-corrected': ['referrals', 'privacy'],
  'record-marked': ['privacy'],
  'record-mark-ended': ['privacy'],
  'release-proposed': ['privacy'],
  'release-withdrawn': ['privacy'],
  'record-released': ['referrals', 'allocations', 'privacy'],
  'retention-rule-set': ['privacy'],
  'officer-named': ['privacy'],
  'record-printed': [],
  'record-copied': [],
  'figures-printed': [],
  'figures-saved': [],
  'look-reviewed': ['audit'],
  'downtime-pack-written': [],
  'wall-display-made': ['wall'],
  'wall-display-ended': ['wall'],
  'examination-recorded': ['papers', 'referrals'],
  'application-rests-on': ['papers', 'referrals'],
  'paper-recorded': ['papers', 'referrals'],
  'relative-recorded': ['papers', 'referrals'],
  'handover-offered': ['handover'],
  'handover-answered': ['handover'],
  'handover-withdrawn': ['handover'],
  'handover-printed': [],
  'referral-handed-over': ['handover', 'referrals'],
  'plan-asked': ['planner'],
  'plan-stopped': ['planner'],
  'plan-put-in-draft': ['planner', 'rota'],
  'view-saved': ['desk'],
  'view-removed': ['desk'],
  'own-keys-set': ['desk'],
  'notice-choices-kept': ['notices'],
  'notices-snoozed': ['notices'],
  'notice-device-added': ['notices'],
  'notice-device-removed': ['notices'],
  'notice-test-asked': ['notices'],
  'notice-not-delivered': ['notices'],
  'notice-rung-about': ['notices'],
}

const known = new Map<string, readonly Topic[]>(Object.entries(touches))

/** The same for what another release may have recorded: `undefined` for an event that this one does not know. */
export const touchedIfKnown = (type: string): readonly Topic[] | undefined => known.get(type)

/** @throws Error for an event that no feature declares: a bug, found by the first test that records it */
export function touchedBy(type: string): readonly Topic[] {
  const found = known.get(type)
  if (!found) throw new Error(`no such event: ${type}`)
  return found
}
