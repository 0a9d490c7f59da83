import { formatInstant, formatDate, londonDayOf } from '#shared/time/london.ts'
import { powerNames } from './clockRules.ts'
import { clockOf } from './clocks.ts'
import { urgencyOf } from './decisionWords.ts'
import { endingsOf, limitFamilies } from './law/limitKinds.ts'
import { limitClockOf } from './law/limits.ts'
import { limitMoment } from './law/limitWords.ts'
import { statutoryPerson } from './law/terms.ts'
import { noteName, type NoteRow } from './notes.ts'
import { fullName } from './personWords.ts'
import type { ReferralRecord, UndoneDecision } from './record.ts'
import { referralNumber, requests, riskAnswers, sources } from './referral.ts'
import { triageDuties, triageOutcomes } from './triage.ts'

/**
 * A record as plain text, to be pasted into the council's case system: what was said, the clocks, each version of the decision, notes.
 * Days are written out, because "today" means another day where it is read.
 */
export function recordText(record: ReferralRecord): string {
  const { undoneDecisions = [] } = record
  return [
    ...factLines(record),
    ...record.powers.map(powerLine),
    ...record.limits.map(limitLine),
    ...record.decisions.flatMap(decisionLines),
    ...undoneDecisions.flatMap((one) => [...decisionLines(one), undoneLine(one)]),
    ...record.notes.map(noteLine),
  ]
    .filter((line) => line !== null)
    .join('\n')
}

type Detail = ReferralRecord['referral']

const said = (what: string, text: string): string | null => (text.trim() === '' ? null : `${what}: ${text.trim()}`)

function bornWords({ bornOn, ageYears }: Detail): string {
  if (bornOn !== null) return formatDate(bornOn)
  return ageYears === null ? '' : `aged ${ageYears}`
}

const factLines = ({ referral }: ReferralRecord): readonly (string | null)[] => [
  `${referralNumber(referral.number)}: ${fullName(referral)}`,
  said('Born', bornWords(referral)),
  said('NHS number', referral.nhsNumber),
  `Came in: ${formatInstant(referral.receivedAt)}, taken by ${referral.takenByName}`,
  said('From', [referral.callerName, sources[referral.source], referral.callerPhone].filter(Boolean).join(', ')),
  `Asked for: ${requests[referral.request]}`,
  said('Where', referral.place),
  said('What is happening', referral.happening),
  said('Risk to staff', [riskAnswers[referral.riskToStaff], referral.riskDetail].filter(Boolean).join('. ')),
  said('Home', referral.homeAddress),
  said(statutoryPerson(londonDayOf(referral.receivedAt)).Name, referral.nearestRelative),
  said('Interpreter', referral.interpreter),
]

/** What a clock's limit is does not depend on when it is asked. */
function powerLine(power: ReferralRecord['powers'][number]): string {
  const { limitAt } = clockOf(power, power.recordedAt)
  const start = power.startedAt === null ? 'start not recorded' : `started ${formatInstant(power.startedAt)}`
  const parts = [
    start,
    power.startSource && `source: ${power.startSource}`,
    limitAt && `limit ${formatInstant(limitAt)}`,
    power.endedAt && `ended ${formatInstant(power.endedAt)}`,
    power.supersededAt && `corrected ${formatInstant(power.supersededAt)}`,
  ]
  return `${powerNames[power.kind].full}: ${parts.filter(Boolean).join(', ')}`
}

function limitLine(limit: ReferralRecord['limits'][number]): string {
  const { limitAt } = limitClockOf(limit, limit.recordedAt)
  const { full } = limitFamilies[limit.kind]
  const parts = [
    limit.startedAt === null ? 'start not recorded' : `from ${formatInstant(limit.startedAt)}`,
    limit.personName && `for ${limit.personName}`,
    limit.startSource && `source: ${limit.startSource}`,
    limitAt && `limit ${limitMoment(limit.kind, limitAt)}`,
    limit.endedAt && `ended ${formatInstant(limit.endedAt)}`,
    limit.endedHow && (endingsOf(limit.kind)[limit.endedHow] ?? limit.endedHow),
    limit.supersededAt && `corrected ${formatInstant(limit.supersededAt)}`,
  ]
  return `${full}: ${parts.filter(Boolean).join(', ')}`
}

const decisionLines = (decision: ReferralRecord['decisions'][number]): readonly (string | null)[] => [
  `Triage decision, version ${decision.versionNumber}: ${triageOutcomes[decision.outcome]}`,
  decision.assessBy && `Assess by: ${formatInstant(decision.assessBy)}`,
  decision.reviewAt && `Look again by: ${formatInstant(decision.reviewAt)}`,
  decision.urgency && `Urgency: ${urgencyOf(decision)}`,
  said('Why now', decision.whyNow),
  said('Less restrictive options', decision.lessRestrictive),
  `Duty engaged: ${triageDuties[decision.duty]}`,
  said('Risk', decision.risk),
  said('Why it changed', decision.changeReason),
  `Decided by ${decision.decidedByName}, ${formatInstant(decision.decidedAt)}`,
]

/** A decision that was undone was recorded all the same: it is told, and that it does not stand. */
const undoneLine = ({ versionNumber, undoneByName, undoneAt }: UndoneDecision): string =>
  `Version ${versionNumber} was undone by ${undoneByName}, ${formatInstant(undoneAt)}: it is not in force`

const noteLine = (note: NoteRow): string => {
  const beside = [
    note.withWhom && `with ${note.withWhom}`,
    `by ${note.byName}`,
    note.correctsId !== null && 'corrects an earlier entry',
    note.afterClosing && 'written after the referral was closed',
  ]
  return `${noteName(note)}, ${beside.filter(Boolean).join(', ')}: ${note.words.trim()}`
}
