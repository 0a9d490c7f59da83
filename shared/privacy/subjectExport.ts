import type { AllocationRow } from '../allocations/contract.ts'
import { outcomes } from '../allocations/outcomes.ts'
import { allocationWordsFor } from '../allocations/timeline.ts'
import { waitFacts } from '../allocations/waits.ts'
import { alarmWordsFor } from '../deadlines/timeline.ts'
import { arrangementNames, arrangementStateNames } from '../referrals/arrangementWords.ts'
import { powerNames } from '../referrals/clockRules.ts'
import { detentions, endingsOf, limitFamilies } from '../referrals/law/limitKinds.ts'
import { fullName } from '../referrals/personWords.ts'
import type { CallRow, LinkRow } from '../referrals/contactContract.ts'
import type { DeskFile } from '../referrals/triaging/contract.ts'
import type { DecisionRow, ReferralRecord } from '../referrals/record.ts'
import { referralNumber, requests, riskAnswers, sources, urgencies } from '../referrals/referral.ts'
import { stateNames } from '../referrals/stateWords.ts'
import { lineOf, referralWordsFor } from '../referrals/timeline.ts'
import { triageDuties, triageOutcomes } from '../referrals/triage.ts'
import type { Instant } from '../time/instant.ts'
import { formatDate, formatInstant } from '../time/london.ts'
import { linesFor, NO_AUTOMATED_DECISIONS, type ExportLine, type ExportSection } from './exportDocument.ts'
import { contactLines } from './exportContact.ts'
import { deskLines } from './exportDesk.ts'
import { lookWords } from './lookWords.ts'
import type { Papers } from '#shared/papers/contract.ts'
import { handoverLines, paperLines, type HandedOver } from './subjectPapers.ts'
import type { Correction, RecordMark } from './rights.ts'
import { aboutNames, markNames, markSays } from './rightsWords.ts'

/** Somebody opened it: who, when, and by which question. */
export interface Look {
  readonly at: Instant
  readonly byName: string
  readonly query: string
}

/** Everything that is held about one referral. */
export interface SubjectRecord extends ReferralRecord {
  readonly desk: DeskFile
  readonly calls: readonly CallRow[]
  readonly links: readonly LinkRow[]
  readonly allocations: readonly AllocationRow[]
  readonly corrections: readonly Correction[]
  readonly marks: readonly RecordMark[]
  readonly looks: readonly Look[]
  readonly papers: Papers
  readonly handovers: readonly HandedOver[]
}

const moment = (at: Instant | null): string | null => (at === null ? null : formatInstant(at))
const nameIn = (names: Readonly<Record<string, string>>, code: string | null): string | null =>
  code === null ? null : (names[code] ?? code)

function born({ bornOn, ageYears, ageIsEstimate }: ReferralRecord['referral']): string | null {
  if (bornOn !== null) return formatDate(bornOn)
  return ageYears === null ? null : `${ageIsEstimate ? 'about' : 'aged'} ${ageYears}`
}

type Part = (record: SubjectRecord, key: string, own: readonly string[]) => readonly ExportLine[]

const aboutThem: Part = ({ referral: r }, key, own) => {
  const { fact, of, free } = linesFor(`${key}.referral`, own)
  const caller = r.source === 'SELF' ? fact : (...line: Parameters<typeof fact>) => of('caller', ...line)
  return [
    ...fact('name', 'Name', fullName(r)),
    ...fact('born', 'Born', born(r)),
    ...fact('gender', 'Gender', r.gender),
    ...fact('nhsNumber', 'NHS number', r.nhsNumber),
    ...fact('homeAddress', 'Home', r.homeAddress),
    ...fact('personPhone', 'Telephone', r.personPhone),
    ...fact('receivedAt', 'Came in', moment(r.receivedAt)),
    ...of('colleague', 'takenBy', 'Taken by', r.takenByName),
    ...fact('source', 'Asked for by', sources[r.source]),
    ...caller('callerName', 'Who rang', r.callerName),
    ...caller('callerPhone', 'Their telephone', r.callerPhone),
    ...fact('request', 'Asked for', requests[r.request]),
    ...free('place', 'Where', r.place),
    ...free('happening', 'What was happening', r.happening),
    ...fact('riskToStaff', 'Risk to staff', riskAnswers[r.riskToStaff]),
    ...free('riskDetail', 'Risk, in words', r.riskDetail),
    ...of('nearest-relative', 'nearestRelative', 'Nearest relative', r.nearestRelative),
    ...fact('interpreter', 'Interpreter', r.interpreter),
    ...free('asksFor', 'Asks for', r.asksFor),
    ...free('wayIn', 'Way in', r.wayIn),
    ...fact('state', 'State', stateNames[r.state]),
    ...fact('closedAt', 'Closed', moment(r.closedAt)),
    ...fact('closedAs', 'Closed as', nameIn({ ...triageOutcomes, ...outcomeNames }, r.closedAs)),
  ]
}

const contact: Part = contactLines

const outcomeNames: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(outcomes).map(([code, { words }]) => [code, words]),
)

const powers: Part = (record, key, own) =>
  record.powers.flatMap((power, at) => {
    const { fact, of, free } = linesFor(`${key}.power${at + 1}`, own)
    const name = powerNames[power.kind].full
    return [
      ...fact(
        'startedAt',
        name,
        power.startedAt === null ? 'start not recorded' : `from ${formatInstant(power.startedAt)}`,
      ),
      ...free('startSource', `${name}: who said when`, power.startSource),
      ...of('colleague', 'recordedBy', `${name}: recorded by`, power.recordedByName),
      ...fact('extension', `${name}: extended`, power.extension && `by ${power.extension.minutes} minutes`),
      ...of('somebody-named', 'authoriser', `${name}: extension authorised by`, power.extension?.authoriser ?? null),
      ...of(
        'somebody-named',
        'superintendent',
        `${name}: extension approved by`,
        power.extension?.superintendent || null,
      ),
      ...fact('endedAt', `${name}: ended`, moment(power.endedAt)),
      ...free('endedWhy', `${name}: why it ended`, power.endedWhy),
      ...fact('supersededAt', `${name}: corrected by a later entry`, moment(power.supersededAt)),
      ...free('correctionReason', `${name}: why it was corrected`, power.correctionReason),
    ]
  })

const limits: Part = (record, key, own) =>
  record.limits.flatMap((limit, at) => {
    const { fact, of, free } = linesFor(`${key}.limit${at + 1}`, own)
    const name = limitFamilies[limit.kind].full
    return [
      ...fact(
        'startedAt',
        name,
        limit.startedAt === null ? 'start not recorded' : `from ${formatInstant(limit.startedAt)}`,
      ),
      ...free('startSource', `${name}: who said when`, limit.startSource),
      ...of('colleague', 'person', `${name}: counts for`, limit.personName),
      ...of('colleague', 'recordedBy', `${name}: recorded by`, limit.recordedByName),
      ...fact('period', `${name}: renewed`, limit.period === 1 ? null : `${limit.period - 1} times`),
      ...fact('secondAt', `${name}: second date`, moment(limit.secondAt)),
      ...fact('detention', `${name}: detained under`, limit.detention ? detentions[limit.detention].words : null),
      ...fact('hold', `${name}: application to the county court`, moment(limit.hold?.madeAt ?? null)),
      ...fact('disposedAt', `${name}: the court decided`, moment(limit.hold?.disposedAt ?? null)),
      ...free('holdSource', `${name}: who said so of the court`, limit.holdSource),
      ...fact('endedAt', `${name}: ended`, moment(limit.endedAt)),
      ...fact('endedHow', `${name}: how it ended`, nameIn(endingsOf(limit.kind), limit.endedHow || null)),
      ...free('endedWhy', `${name}: reasons`, limit.endedWhy),
      ...fact('supersededAt', `${name}: corrected by a later entry`, moment(limit.supersededAt)),
      ...free('correctionReason', `${name}: why it was corrected`, limit.correctionReason),
    ]
  })

const decisions: Part = (record, key, own) => [
  ...record.decisions.flatMap((decision) => versionLines(decision, key, own)),
  ...(record.undoneDecisions ?? []).flatMap((decision) => {
    const { fact, of } = linesFor(`${key}.decision${decision.versionNumber}`, own)
    return [
      ...versionLines(decision, key, own),
      ...fact('undoneAt', `Version ${decision.versionNumber}: undone, so not in force`, moment(decision.undoneAt)),
      ...of('colleague', 'undoneBy', `Version ${decision.versionNumber}: undone by`, decision.undoneByName),
    ]
  }),
]

function versionLines(decision: DecisionRow, key: string, own: Parameters<Part>[2]): readonly ExportLine[] {
  const { fact, of, free } = linesFor(`${key}.decision${decision.versionNumber}`, own)
  const version = `Version ${decision.versionNumber}`
  return [
    ...fact('outcome', version, triageOutcomes[decision.outcome]),
    ...of('colleague', 'decidedBy', `${version}: decided by`, decision.decidedByName),
    ...fact('decidedAt', `${version}: when`, moment(decision.decidedAt)),
    ...fact(
      'urgency',
      `${version}: urgency`,
      decision.urgencyWords ?? (decision.urgency && urgencies[decision.urgency]),
    ),
    ...fact('assessBy', `${version}: assess by`, moment(decision.assessBy)),
    ...fact('target', `${version}: local target or limit`, moment(decision.targetAt ?? null)),
    ...fact('duty', `${version}: duty`, triageDuties[decision.duty]),
    ...free('whyNow', `${version}: why now`, decision.whyNow),
    ...free('lessRestrictive', `${version}: less restrictive options`, decision.lessRestrictive),
    ...free('risk', `${version}: risk`, decision.risk),
    ...free('changeReason', `${version}: why it changed`, decision.changeReason),
  ]
}

const arrangements: Part = (record, key, own) =>
  record.arrangements.flatMap((one) => {
    const { fact, of, free } = linesFor(`${key}.${one.kind}`, own)
    const name = arrangementNames[one.kind]
    return [
      ...fact('state', name, `${arrangementStateNames[one.state]}, ${formatInstant(one.since)}`),
      ...free('note', `${name}: note`, one.note),
      ...of('colleague', 'setBy', `${name}: set by`, one.setByName),
    ]
  })

const allocations: Part = (record, key, own) =>
  record.allocations.flatMap((one, at) => {
    const { fact, of, free } = linesFor(`${key}.allocation${at + 1}`, own)
    const waits = one.waits.flatMap((wait, place) => [
      ...fact(
        `wait${place + 1}`,
        waitFacts[wait.kind].words,
        `${formatInstant(wait.startedAt)} to ${moment(wait.endedAt) ?? 'now'}`,
      ),
      ...free(`wait${place + 1}.note`, `${waitFacts[wait.kind].words}: note`, wait.note),
    ])
    return [
      ...of('colleague', 'person', 'AMHP', one.personName),
      ...of('colleague', 'allocatedBy', 'Sent by', one.allocatedByName),
      ...fact('allocatedAt', 'Sent', moment(one.allocatedAt)),
      ...free('reason', 'Why them', one.reason),
      ...fact('arrivedAt', 'Arrived', moment(one.arrivedAt)),
      ...waits,
      ...fact('outcome', 'Outcome', nameIn(outcomeNames, one.outcome)),
      ...free('outcomeReasons', 'Reasons', one.outcomeReasons),
      ...fact('finishedAt', 'Finished', moment(one.finishedAt)),
      ...free('endedWhy', 'Why it ended', one.endedWhy),
    ]
  })

const rights: Part = (record, key, own) => [
  ...record.corrections.flatMap((one, at) => {
    const { fact, of, free } = linesFor(`${key}.correction${at + 1}`, own)
    const name = `Correction of ${aboutNames[one.about].toLowerCase()}`
    return [
      ...fact('at', name, formatInstant(one.recordedAt)),
      ...free('was', `${name}: was`, one.was),
      ...free('is', `${name}: is`, one.is),
      ...free('askedBy', `${name}: asked for by`, one.askedBy),
      ...free('evidence', `${name}: shown by`, one.evidence),
      ...of('colleague', 'recordedBy', `${name}: recorded by`, one.recordedByName),
    ]
  }),
  ...record.marks.flatMap((one, at) => {
    const { fact, free } = linesFor(`${key}.note${at + 1}`, own)
    return [
      ...fact('says', markNames[one.kind], markSays(one)),
      ...free('note', `${markNames[one.kind]}: in words`, one.note),
      ...free('askedBy', `${markNames[one.kind]}: asked for by`, one.askedBy),
      ...free('endedWhy', `${markNames[one.kind]}: why it ended`, one.endedWhy),
    ]
  }),
]

const timeline: Part = (record, key, own) =>
  record.timeline.flatMap((row) => {
    const { head } = lineOf(row, referralWordsFor(row, record) ?? allocationWordsFor(row) ?? alarmWordsFor(row))
    const { fact, of } = linesFor(`${key}.event${row.seq}`, own)
    const when = formatInstant(row.at)
    // Who did it is beside each entry above; a head may name an AMHP.
    return row.personName !== null && head.includes(row.personName)
      ? of('colleague', 'head', when, head)
      : fact('head', when, head)
  })

const looks: Part = (record, key, own) =>
  record.looks.flatMap((look, at) => {
    const { of } = linesFor(`${key}.look${at + 1}`, own)
    return of('colleague', 'by', formatInstant(look.at), `${look.byName} ${lookWords(look.query)}`)
  })

const parts: readonly (readonly [string, string, Part])[] = [
  ['about', 'What was asked and about whom', aboutThem],
  ['contact', 'Further calls, notes and links', contact],
  ['desk', 'What was asked about, of whom, and what followed', ({ desk }, key, own) => deskLines(desk, key, own)],
  ['powers', 'Legal powers', powers],
  ['limits', 'Other limits of the law', limits],
  ['decisions', 'Triage decisions', decisions],
  ['arrangements', 'Doctors, bed, transport', arrangements],
  ['allocations', 'AMHPs', allocations],
  ['papers', 'Doctors, papers, nearest relative', ({ papers }, key, own) => paperLines(papers, key, own)],
  ['handovers', 'Handovers of the desk', ({ handovers }, key, own) => handoverLines(handovers, key, own)],
  ['rights', 'Corrections and notes on the record', rights],
  ['timeline', 'What happened, in order', timeline],
  ['looks', 'Who looked', looks],
]

/** One referral in sections; those with nothing in them are left out. */
function sectionsOf(record: SubjectRecord, own: readonly string[]): readonly ExportSection[] {
  const reference = referralNumber(record.referral.number)
  return parts.flatMap(([part, title, linesIn]) => {
    const lines = linesIn(record, reference, own)
    return lines.length === 0 ? [] : [{ key: `${reference}.${part}`, title: `${reference}: ${title}`, lines }]
  })
}

/** Everything held about one person, from all their referrals, with what may be somebody else’s marked. */
export function subjectSections(records: readonly SubjectRecord[]): readonly ExportSection[] {
  const own = records.map(({ referral }) => fullName(referral))
  const statement = linesFor('hub', own).fact('decisions', 'Automated decisions', NO_AUTOMATED_DECISIONS)
  return [
    ...records.flatMap((record) => sectionsOf(record, own)),
    { key: 'hub', title: 'How decisions are made', lines: statement },
  ]
}
