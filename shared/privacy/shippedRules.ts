import { londonDay } from '../time/london.ts'
import type { RecordClass } from './dataKinds.ts'
import type { RetentionRule } from './retention.ts'

type Shipped = Pick<RetentionRule, 'keepFor' | 'authority'> & Partial<Omit<RetentionRule, 'recordClass' | 'keepFor'>>

const BEFORE_ALL = londonDay('1983-09-30')

/**
 * What holds until a service says otherwise. Every one of them is a proposal for the council’s records manager: councils differ,
 * so none is marked as confirmed. Begins on the day on which the Mental Health Act 1983 came into force.
 */
const shipped: Record<RecordClass, Shipped> = {
  referral: {
    keepFor: 20,
    yearsAfterDeath: 10,
    untilAge: 25,
    authority:
      'Records Management Code of Practice 2021 (NHS England; covers adult social care): mental health records 20 years, or 10 after death, as summarised by the MDU',
  },
  register: { keepFor: 5, authority: 'Common practice from the end of an approval; SI 2008/1206 regulation 8' },
  rota: { keepFor: 2, authority: 'Working Time Regulations 1998 regulation 9' },
  toil: { keepFor: 6, authority: 'Limitation Act 1980 section 5 and payroll practice: six years and the current one' },
  account: { keepFor: 6, authority: 'Limitation Act 1980 section 5, from the day somebody left' },
  session: { keepFor: 90, unit: 'days', authority: 'Long enough to look into misuse' },
  draft: { keepFor: 28, unit: 'days', authority: 'A call that was never saved is looked at and thrown away by hand' },
  answer: { keepFor: 7, unit: 'days', authority: 'No phone sends a command again after so long' },
  audit: { keepFor: 20, authority: 'At least as long as the records it is about' },
  rights: { keepFor: 6, authority: 'Limitation Act 1980; complaints to the Information Commissioner' },
  service: { keepFor: null, authority: 'Holds nothing about anybody' },
}

export const shippedRules: readonly RetentionRule[] = (Object.entries(shipped) as [RecordClass, Shipped][]).map(
  ([recordClass, rule]) => ({
    recordClass,
    effectiveFrom: BEFORE_ALL,
    unit: 'years',
    yearsAfterDeath: null,
    untilAge: null,
    verified: false,
    ...rule,
  }),
)

/** What some councils say of records like these: shown beside the form as examples, to be checked and not to be copied. */
export const knownPractices: readonly string[] = [
  'Records Management Code 2021: 20 years from the last contact, or 10 years after death',
  'Older national guidance: 8 years after death',
  'Blackpool: 8 years after the end of care',
  'Derbyshire: 6 years after the last contact',
]
