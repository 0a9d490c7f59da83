import { z } from 'zod'
import type { Brand } from './brand.ts'

/** An id as it travels: a lower-case UUID. Anything else is refused at the door, so that SQL never sees it. */
const idOf = <Name extends string>() =>
  z
    .uuid('That id is not one of ours. Go back to the list and open it again.')
    .transform((text) => text.toLowerCase() as Brand<string, Name>)
    .meta({ format: 'uuid' })

export const serviceId = idOf<'ServiceId'>()
export const personId = idOf<'PersonId'>()
export const accountId = idOf<'AccountId'>()
export const councilId = idOf<'CouncilId'>()
export const employerId = idOf<'EmployerId'>()
export const placeId = idOf<'PlaceId'>()
export const teamId = idOf<'TeamId'>()
export const shiftTemplateId = idOf<'ShiftTemplateId'>()
export const shiftId = idOf<'ShiftId'>()
export const referralId = idOf<'ReferralId'>()
export const draftId = idOf<'DraftId'>()
export const powerId = idOf<'PowerId'>()
export const limitId = idOf<'LimitId'>()
export const deadlineId = idOf<'DeadlineId'>()
export const allocationId = idOf<'AllocationId'>()
export const waitId = idOf<'WaitId'>()
export const claimId = idOf<'ClaimId'>()
export const toilEntryId = idOf<'ToilEntryId'>()
export const policyId = idOf<'PolicyId'>()
export const agreementId = idOf<'AgreementId'>()
export const closingId = idOf<'ClosingId'>()
export const extensionId = idOf<'ExtensionId'>()
export const packId = idOf<'PackId'>()
export const restrictionId = idOf<'RestrictionId'>()
export const openingId = idOf<'OpeningId'>()
export const noticeId = idOf<'NoticeId'>()
export const exportId = idOf<'ExportId'>()
export const correctionId = idOf<'CorrectionId'>()
export const recordMarkId = idOf<'RecordMarkId'>()
export const releaseId = idOf<'ReleaseId'>()
export const reviewLineId = idOf<'ReviewLineId'>()
export const handoverId = idOf<'HandoverId'>()
export const displayId = idOf<'DisplayId'>()
export const examinationId = idOf<'ExaminationId'>()
export const paperId = idOf<'PaperId'>()
export const viewId = idOf<'ViewId'>()
export const patternId = idOf<'PatternId'>()
export const patternPlaceId = idOf<'PatternPlaceId'>()
export const sharedDutyId = idOf<'SharedDutyId'>()
export const rotaExceptionId = idOf<'RotaExceptionId'>()
export const dutyNeedId = idOf<'DutyNeedId'>()
export const rotaNoticeId = idOf<'RotaNoticeId'>()
export const shiftOfferId = idOf<'ShiftOfferId'>()
export const callInId = idOf<'CallInId'>()
export const optOutId = idOf<'OptOutId'>()
export const otherJobId = idOf<'OtherJobId'>()
export const leaveId = idOf<'LeaveId'>()
export const importId = idOf<'ImportId'>()
export const feedId = idOf<'FeedId'>()
export const trainingId = idOf<'TrainingId'>()
export const conflictId = idOf<'ConflictId'>()
export const callId = idOf<'CallId'>()
export const linkId = idOf<'LinkId'>()
export const askId = idOf<'AskId'>()
export const taskId = idOf<'TaskId'>()
export const letterId = idOf<'LetterId'>()
export const noteId = idOf<'NoteId'>()
export const redirectId = idOf<'RedirectId'>()
export const holdId = idOf<'HoldId'>()
export const watchId = idOf<'WatchId'>()
export const planJobId = idOf<'PlanJobId'>()
export const outgoingId = idOf<'OutgoingId'>()
export const pushDeviceId = idOf<'PushDeviceId'>()
export const partnerId = idOf<'PartnerId'>()
export const partnerKeyId = idOf<'PartnerKeyId'>()
/**
 * Whether an id is of the kind that the hub makes for what it does by itself: UUIDs of version 8 (RFC 9562 §5.8), worked out from what it
 * is about so that the same is never recorded twice.
 */
const isOwnKey = (id: string): boolean => id[14] === '8'

/** A press’s id. Version 8 is for what the hub does by itself: nobody can take the id under which it will record something. */
export const commandId = idOf<'CommandId'>().refine((id) => !isOwnKey(id), 'Send a fresh random UUID')

export type ServiceId = z.output<typeof serviceId>
export type PersonId = z.output<typeof personId>
export type AccountId = z.output<typeof accountId>
export type CouncilId = z.output<typeof councilId>
export type EmployerId = z.output<typeof employerId>
export type PlaceId = z.output<typeof placeId>
export type TeamId = z.output<typeof teamId>
export type ShiftTemplateId = z.output<typeof shiftTemplateId>
export type ShiftId = z.output<typeof shiftId>
export type ReferralId = z.output<typeof referralId>
export type DraftId = z.output<typeof draftId>
export type PowerId = z.output<typeof powerId>
export type LimitId = z.output<typeof limitId>
export type DeadlineId = z.output<typeof deadlineId>
export type AllocationId = z.output<typeof allocationId>
export type WaitId = z.output<typeof waitId>
export type ClaimId = z.output<typeof claimId>
export type ToilEntryId = z.output<typeof toilEntryId>
export type PolicyId = z.output<typeof policyId>
export type AgreementId = z.output<typeof agreementId>
export type ClosingId = z.output<typeof closingId>
export type ExtensionId = z.output<typeof extensionId>
export type PackId = z.output<typeof packId>
export type RestrictionId = z.output<typeof restrictionId>
export type OpeningId = z.output<typeof openingId>
export type NoticeId = z.output<typeof noticeId>
export type ExportId = z.output<typeof exportId>
export type CorrectionId = z.output<typeof correctionId>
export type RecordMarkId = z.output<typeof recordMarkId>
export type ReleaseId = z.output<typeof releaseId>
export type ReviewLineId = z.output<typeof reviewLineId>
export type HandoverId = z.output<typeof handoverId>
export type DisplayId = z.output<typeof displayId>
export type ExaminationId = z.output<typeof examinationId>
export type PaperId = z.output<typeof paperId>
export type ViewId = z.output<typeof viewId>
export type PatternId = z.output<typeof patternId>
export type PatternPlaceId = z.output<typeof patternPlaceId>
export type SharedDutyId = z.output<typeof sharedDutyId>
export type RotaExceptionId = z.output<typeof rotaExceptionId>
export type DutyNeedId = z.output<typeof dutyNeedId>
export type RotaNoticeId = z.output<typeof rotaNoticeId>
export type ShiftOfferId = z.output<typeof shiftOfferId>
export type CallInId = z.output<typeof callInId>
export type OptOutId = z.output<typeof optOutId>
export type OtherJobId = z.output<typeof otherJobId>
export type LeaveId = z.output<typeof leaveId>
export type ImportId = z.output<typeof importId>
export type FeedId = z.output<typeof feedId>
export type TrainingId = z.output<typeof trainingId>
export type ConflictId = z.output<typeof conflictId>
export type CallId = z.output<typeof callId>
export type LinkId = z.output<typeof linkId>
export type AskId = z.output<typeof askId>
export type TaskId = z.output<typeof taskId>
export type LetterId = z.output<typeof letterId>
export type NoteId = z.output<typeof noteId>
export type RedirectId = z.output<typeof redirectId>
export type HoldId = z.output<typeof holdId>
export type WatchId = z.output<typeof watchId>
export type PlanJobId = z.output<typeof planJobId>
export type OutgoingId = z.output<typeof outgoingId>
export type PushDeviceId = z.output<typeof pushDeviceId>
export type PartnerId = z.output<typeof partnerId>
export type PartnerKeyId = z.output<typeof partnerKeyId>
export type CommandId = z.output<typeof commandId>
