import { displacements, knownNames, objections, paperForms, recommendations, relativeNames } from '../papers/codes.ts'
import type { Papers } from '../papers/contract.ts'
import type { Instant } from '../time/instant.ts'
import { formatInstant } from '../time/london.ts'
import { linesFor, type ExportLine } from './exportDocument.ts'

/** What was said of one person when the desk was handed over. */
export interface HandedOver {
  readonly at: Instant
  readonly givenByName: string
  readonly takenByName: string | null
  readonly note: string
  readonly leftWhy: string
}

const moment = (at: Instant | null): string | null => (at === null ? null : formatInstant(at))
const nameIn = (names: Readonly<Record<string, string>>, code: string): string => names[code] ?? code

/** Doctors, forms and who has the statutory role beside them. */
export const paperLines = (held: Papers, key: string, own: readonly string[]): readonly ExportLine[] => [
  ...held.examinations.flatMap((one, at) => {
    const { fact, of, free } = linesFor(`${key}.doctor${at + 1}`, own)
    return [
      ...of('colleague', 'doctor', 'Doctor', one.doctorName),
      ...of('colleague', 'phone', 'Doctor’s telephone', one.phone),
      ...fact('section12', 'Approved under section 12', nameIn(knownNames, one.isSection12)),
      ...fact('examinedAt', 'Examined', moment(one.examinedAt)),
      ...fact('recommendation', 'Recommended', nameIn(recommendations, one.recommendation)),
      ...free('note', 'About the examination', one.note),
    ]
  }),
  ...held.papers.flatMap((one, at) => {
    const { fact, free } = linesFor(`${key}.paper${at + 1}`, own)
    return [
      ...fact('form', 'Paper', nameIn(paperForms, one.form)),
      ...free('heldBy', 'Who has it', one.heldBy),
      ...fact('receivedAt', 'Received', moment(one.receivedAt)),
      ...free('note', 'About the paper', one.note),
    ]
  }),
  ...held.relatives.flatMap((one, at) => {
    const { fact, of, free } = linesFor(`${key}.relative${at + 1}`, own)
    return [
      ...of('nearest-relative', 'name', relativeNames[one.kind], `${one.name}, ${one.relation}`),
      ...of('nearest-relative', 'phone', `${relativeNames[one.kind]}: telephone`, one.phone),
      ...free('basis', 'How that was worked out', one.basis),
      ...fact('informedAt', 'Told', moment(one.informedAt)),
      ...fact('consultedAt', 'Consulted', moment(one.consultedAt)),
      ...free('notConsultedWhy', 'Why not consulted', one.notConsultedWhy),
      ...fact('objects', 'Objection', nameIn(objections, one.objects)),
      ...fact('displacement', 'Displacement', nameIn(displacements, one.displacement)),
    ]
  }),
]

/** What was said of somebody at each handover. */
export const handoverLines = (all: readonly HandedOver[], key: string, own: readonly string[]): readonly ExportLine[] =>
  all.flatMap((one, at) => {
    const { fact, of, free } = linesFor(`${key}.handover${at + 1}`, own)
    const name = `Handover of ${formatInstant(one.at)}`
    return [
      ...fact('at', 'Handed over at', formatInstant(one.at)),
      ...of('colleague', 'givenBy', `${name}: by`, one.givenByName),
      ...of('colleague', 'takenBy', `${name}: to`, one.takenByName ?? ''),
      ...free('note', `${name}: what was said`, one.note),
      ...free('leftWhy', `${name}: why it was not taken`, one.leftWhy),
    ]
  })
