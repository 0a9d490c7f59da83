import { answerHandover, offerHandover } from '#shared/handover/contract.ts'
import type { ReferralId } from '#shared/kernel/ids.ts'
import { recordExamination, recordPaper, recordRelative } from '#shared/papers/contract.ts'
import { canary } from '#tests/builders/canary.ts'
import type { Person } from '#tests/harness/person.ts'
import type { TestHub } from '#tests/harness/service.ts'

/** The desk offered with words about the person, and not taken. */
export async function theHandover(
  { jo, ada }: { readonly jo: Person; readonly ada: Person },
  referralId: ReferralId,
): Promise<void> {
  const { handoverId } = await jo.sends(offerHandover, {
    kind: 'next-shift',
    words: canary('shiftWords'),
    items: [{ referralId, note: canary('handoverNote'), nextBy: null }],
  })
  await ada.sends(answerHandover, { handoverId, taken: [], left: [{ referralId, why: canary('leftWhy') }], words: '' })
}

/** A doctor, a form and a nearest relative, with something in every box. */
export async function thePapers(hub: TestHub, jo: Person, referralId: ReferralId): Promise<void> {
  const first = { referralId, seenVersion: 0, struckOut: false }
  await jo.sends(recordExamination, {
    ...first,
    examinationId: null,
    doctorName: canary('doctor'),
    phone: canary('doctorPhone'),
    isSection12: 'yes',
    knowsPerson: 'no',
    askedAt: null,
    expectedAt: null,
    examinedAt: hub.now(),
    recommendation: 's2',
    signedOn: null,
    note: canary('examinationNote'),
  })
  const paper = {
    paperId: null,
    form: 'A4' as const,
    heldBy: canary('heldBy'),
    receivedAt: null,
    note: canary('paperNote'),
  }
  await jo.sends(recordPaper, { ...first, ...paper })
  await jo.sends(recordRelative, {
    referralId,
    seenVersion: 0,
    kind: 'nearest-relative',
    name: canary('relativeName'),
    relation: canary('relation'),
    phone: canary('relativePhone'),
    basis: canary('basis'),
    informedAt: null,
    consultedAt: null,
    notConsultedWhy: canary('notConsulted'),
    objects: 'not-asked',
    displacement: 'none',
  })
}
