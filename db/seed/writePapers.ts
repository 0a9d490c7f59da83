import type { ExaminationId, PaperId, ReferralId, ServiceId } from '#shared/kernel/ids.ts'
import { statutoryPerson } from '#shared/referrals/law/terms.ts'
import { addMinutes, type Instant } from '#shared/time/instant.ts'
import { londonDayOf } from '#shared/time/london.ts'
import type { Ago, BoardDoctor, BoardPapers } from './boardPapers.ts'
import type { Happenings } from './happenings.ts'
import type { Draw } from './random.ts'
import type { DemoRows } from './rows.ts'
import type { StaffIds } from './staff.ts'

interface Writing {
  readonly rows: DemoRows
  readonly happenings: Happenings
  readonly serviceId: ServiceId
  readonly ids: StaffIds
  readonly draw: Draw
  readonly now: Instant
}

/** Writes the papers of one referral, and tells of them as the commands would have: each line by whoever wrote it, when it was known. */
export function writePapers(writing: Writing, referralId: ReferralId, { doctors, forms, relative }: BoardPapers): void {
  for (const doctor of doctors) writeDoctor(writing, referralId, doctor)
  for (const form of forms) writeForm(writing, referralId, form)
  writeRelative(writing, referralId, relative)
}

/** A line is on record two minutes after what it tells of. */
const TYPING_MINUTES = 2

const agoFrom = ({ now }: Writing, ago: Ago | undefined): Instant | null =>
  ago === undefined ? null : addMinutes(now, -ago)

function writeDoctor(writing: Writing, referralId: ReferralId, doctor: BoardDoctor): void {
  const { rows, happenings, serviceId, ids, draw, now } = writing
  const id = draw.id<ExaminationId>()
  const { name: doctorName, phone, section12, knows, asked, expected, examined, by, note = '' } = doctor
  const recommendation = doctor.recommendation ?? 'none-yet'
  const examinedAt = agoFrom(writing, examined)
  const set = { setBy: ids[by], setAt: addMinutes(now, TYPING_MINUTES - (examined ?? asked)) }
  rows.examinations.push({
    serviceId,
    id,
    referralId,
    doctorName,
    phone,
    isSection12: section12,
    knowsPerson: knows,
    askedAt: agoFrom(writing, asked),
    expectedAt: agoFrom(writing, expected),
    examinedAt,
    recommendation,
    signedOn: examinedAt !== null && recommendation !== 'none-yet' ? londonDayOf(examinedAt) : null,
    note,
    struckOut: false,
    restsOn: false,
    ...set,
    version: 1,
  })
  const data = { examinationId: id, recommendation, struckOut: false, examined: examinedAt !== null }
  happenings.tell(set.setAt, set.setBy, { type: 'examination-recorded', referralId, data })
}

function writeForm(
  writing: Writing,
  referralId: ReferralId,
  [form, heldBy, received, by, note]: BoardPapers['forms'][number],
): void {
  const { rows, happenings, serviceId, ids, draw, now } = writing
  const id = draw.id<PaperId>()
  // What came with the person was written down with the call.
  const set = { setBy: ids[by], setAt: addMinutes(now, TYPING_MINUTES - Math.min(received, 180)) }
  rows.papers.push({
    serviceId,
    id,
    referralId,
    form,
    heldBy,
    receivedAt: agoFrom(writing, received),
    note,
    struckOut: false,
    ...set,
    version: 1,
  })
  happenings.tell(set.setAt, set.setBy, {
    type: 'paper-recorded',
    referralId,
    data: { paperId: id, form, struckOut: false },
  })
}

function writeRelative(
  writing: Writing,
  referralId: ReferralId,
  { told, consulted, notConsultedWhy = '', objects, set, by, ...who }: BoardPapers['relative'],
): void {
  const { rows, happenings, serviceId, ids, now } = writing
  const setAt = addMinutes(now, -set)
  const { kind } = statutoryPerson(londonDayOf(setAt))
  rows.statutoryRelatives.push({
    serviceId,
    referralId,
    kind,
    ...who,
    informedAt: agoFrom(writing, told),
    consultedAt: agoFrom(writing, consulted),
    notConsultedWhy,
    objects,
    displacement: 'none',
    setBy: ids[by],
    setAt,
    version: 1,
  })
  happenings.tell(setAt, ids[by], {
    type: 'relative-recorded',
    referralId,
    data: { kind, objects, displacement: 'none' },
  })
}
