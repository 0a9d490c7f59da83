import { linkKinds } from '../referrals/links.ts'
import type { CallRow, LinkRow } from '../referrals/contactContract.ts'
import { noteName, type NoteRow } from '../referrals/notes.ts'
import { referralNumber, requests, riskAnswers, sources } from '../referrals/referral.ts'
import { formatInstant } from '../time/london.ts'
import { linesFor, type ExportLine } from './exportDocument.ts'

/** Further calls, notes and links of one referral, as lines of what somebody is given about themselves. */
export function contactLines(
  {
    calls,
    notes,
    links,
  }: { readonly calls: readonly CallRow[]; readonly notes: readonly NoteRow[]; readonly links: readonly LinkRow[] },
  key: string,
  own: readonly string[],
): readonly ExportLine[] {
  return [
    ...calls.flatMap((call, at) => callLines(call, `${key}.call${at + 1}`, own)),
    ...notes.flatMap((note, at) => noteLines(note, `${key}.written${at + 1}`, own)),
    ...links.flatMap((link, at) => linkLines(link, `${key}.link${at + 1}`, own)),
  ]
}

function callLines(call: CallRow, key: string, own: readonly string[]): readonly ExportLine[] {
  const { fact, of, free } = linesFor(key, own)
  const name = `Call of ${formatInstant(call.receivedAt)}`
  return [
    ...fact('source', name, sources[call.source]),
    ...of('caller', 'callerName', `${name}: who rang`, call.callerName),
    ...of('caller', 'callerPhone', `${name}: their telephone`, call.callerPhone),
    ...of('colleague', 'takenBy', `${name}: taken by`, call.takenByName),
    ...fact('request', `${name}: asked for`, call.request && requests[call.request]),
    ...free('place', `${name}: where`, call.place),
    ...free('placeBefore', `${name}: where before`, call.placeBefore ?? ''),
    ...free('happening', `${name}: what was happening`, call.happening),
    ...fact('riskToStaff', `${name}: risk to staff`, riskAnswers[call.riskToStaff]),
    ...free('riskDetail', `${name}: risk, in words`, call.riskDetail),
  ]
}

function noteLines(note: NoteRow, key: string, own: readonly string[]): readonly ExportLine[] {
  const { fact, of, free } = linesFor(key, own)
  const name = noteName(note)
  return [
    ...free('words', name, note.words),
    ...of('somebody-named', 'withWhom', `${name}: with whom`, note.withWhom),
    ...of('colleague', 'by', `${name}: written by`, note.byName),
    ...fact('afterClosing', `${name}: written`, note.afterClosing ? 'after the referral was closed' : null),
    ...fact('corrects', `${name}: is`, note.correctsId === null ? null : 'a correction of an earlier entry'),
  ]
}

function linkLines(link: LinkRow, key: string, own: readonly string[]): readonly ExportLine[] {
  const { fact, of, free } = linesFor(key, own)
  const name = `${linkKinds[link.kind]}: ${referralNumber(link.number)}`
  return [
    ...fact('madeAt', name, formatInstant(link.madeAt)),
    ...of('colleague', 'madeBy', `${name}: said by`, link.madeByName),
    ...free('why', `${name}: why`, link.why),
    ...free('endedWhy', `${name}: why it ended`, link.endedWhy),
  ]
}
