import { answerWords } from '../referrals/triaging/answers.ts'
import { agencies, askStates } from '../referrals/triaging/asks.ts'
import { checklists, tickStates } from '../referrals/triaging/checklists.ts'
import type { DeskFile } from '../referrals/triaging/contract.ts'
import { dataFields } from '../referrals/triaging/dataset.ts'
import { letterKinds, sentWays } from '../referrals/triaging/letters.ts'
import { taskFacts } from '../referrals/triaging/tasks.ts'
import { urgencies } from '../referrals/referral.ts'
import type { Instant } from '../time/instant.ts'
import { formatInstant } from '../time/london.ts'
import { linesFor, type ExportLine } from './exportDocument.ts'

const moment = (at: Instant | null): string | null => (at === null ? null : formatInstant(at))
type Part = (file: DeskFile, key: string, own: readonly string[]) => readonly ExportLine[]

const answers: Part = ({ answers: rows }, key, own) =>
  rows.flatMap((row) => {
    const { of, free } = linesFor(`${key}.${row.field}`, own)
    const { label } = dataFields[row.field]
    return [
      ...free('said', label, answerWords(row.field, row)),
      ...of('colleague', 'by', `${label}: written by`, row.byName),
    ]
  })

const asks: Part = ({ asks: rows }, key, own) =>
  rows.flatMap((row, at) => {
    const { fact, of, free } = linesFor(`${key}.ask${at + 1}`, own)
    const name = `Asked of ${agencies[row.agency].toLowerCase()}`
    return [
      ...free('what', name, row.what),
      ...of('somebody-named', 'ofWhom', `${name}: whom`, row.ofWhom),
      ...of('colleague', 'askedBy', `${name}: asked by`, row.askedByName),
      ...fact('state', `${name}: what came of it`, askStates[row.state]),
      ...free('answer', `${name}: answer`, row.answer),
    ]
  })

const decisions: Part = ({ ratings, ticks, tasks, holds, redirects }, key, own) => [
  ...ratings.flatMap((row, at) => {
    const { fact, of, free } = linesFor(`${key}.rating${at + 1}`, own)
    return [
      ...fact('urgency', 'Urgency changed', `${row.words ?? urgencies[row.urgency]}, ${formatInstant(row.at)}`),
      ...fact('target', 'Urgency changed: local target or limit', moment(row.targetAt ?? null)),
      ...fact('assessBy', 'Urgency changed: assess by', moment(row.assessBy ?? null)),
      ...free('why', 'Urgency changed: why', row.why),
      ...of('colleague', 'by', 'Urgency changed: by', row.byName),
    ]
  }),
  ...ticks.flatMap((row) => {
    const words = checklists.flatMap(({ items }) => items).find(({ code }) => code === row.item)?.words ?? row.item
    return linesFor(`${key}.tick.${row.item}`, own).fact('state', words, tickStates[row.state])
  }),
  ...tasks.flatMap((row, at) => {
    const { fact, of, free } = linesFor(`${key}.task${at + 1}`, own)
    const { words } = taskFacts(row.kind)
    return [
      ...fact(
        'due',
        words,
        row.doneAt === null ? `due ${formatInstant(row.dueAt)}` : `done ${formatInstant(row.doneAt)}`,
      ),
      ...of('colleague', 'by', `${words}: by`, row.doneByName),
      ...free('note', `${words}: how`, row.doneNote),
    ]
  }),
  ...holds.flatMap((row, at) => {
    const { fact, of, free } = linesFor(`${key}.hold${at + 1}`, own)
    return [
      ...fact('until', 'Held until', formatInstant(row.until)),
      ...free('why', 'Why held', row.why),
      ...of('colleague', 'by', 'Held by', row.heldByName),
    ]
  }),
  ...redirects.flatMap((row, at) => {
    const { fact, of, free } = linesFor(`${key}.redirect${at + 1}`, own)
    return [
      ...fact('council', 'Offered to', `${row.council}, ${formatInstant(row.offeredAt)}`),
      ...of('somebody-named', 'spokenTo', 'Offered to: whom', [row.spokenTo, row.phone].join(', ')),
      ...free('why', 'Offered: why', row.why),
      ...of('somebody-named', 'answeredBy', `Offered: ${row.state}`, row.answeredBy),
      ...fact('answeredAt', 'Offered: answered', moment(row.answeredAt)),
      ...free('answerWhy', 'Offered: what they said', row.answerWhy),
    ]
  }),
]

const letters: Part = ({ letters: rows }, key, own) =>
  rows.flatMap((row, at) => {
    const { fact, of, free } = linesFor(`${key}.letter${at + 1}`, own)
    const name = letterKinds[row.kind]
    return [
      ...of('somebody-named', 'addressee', `${name}: addressed to`, row.addressee),
      ...free('text', name, row.text),
      ...fact('sent', `${name}: sent`, row.sentHow && `${sentWays[row.sentHow]}, ${moment(row.sentAt) ?? ''}`),
      ...of('colleague', 'keptBy', `${name}: written by`, row.keptByName),
    ]
  })

/** The desk's own work on one referral, as lines of what somebody is given about themselves. */
export const deskLines: Part = (file, key, own) =>
  [answers, asks, decisions, letters].flatMap((part) => part(file, key, own))
