import { z } from 'zod'

const whole = z.int('Give a whole number').min(0, 'Give nought or more').max(5000, 'Give 5,000 or fewer')
/** Full-time equivalents in tenths, so that 12.5 posts are 125. */
const tenths = z.int('Give posts in tenths').min(0, 'Give nought or more').max(50_000, 'Give 5,000 posts or fewer')

/**
 * What the national AMHP survey asks and the register does not hold: counted by whoever keeps the employers' records, as numbers without
 * names. Protected characteristics of AMHPs stand nowhere else in the hub.
 *
 * @example workforceCounts.parse({ vacantTenths: 25, under35: 3 }).vacantTenths // 25, which is 2.5 posts
 */
export const workforceCounts = z.strictObject({
  vacantTenths: tenths.nullable().default(null),
  neededTenths: tenths.nullable().default(null),
  expectedApprovals: whole.nullable().default(null),
  trainingShort: whole.nullable().default(null),
  retiring: whole.nullable().default(null),
  edtOnly: whole.nullable().default(null),
  under35: whole.nullable().default(null),
  from35: whole.nullable().default(null),
  from45: whole.nullable().default(null),
  from55: whole.nullable().default(null),
  from65: whole.nullable().default(null),
  women: whole.nullable().default(null),
  men: whole.nullable().default(null),
  anotherSex: whole.nullable().default(null),
  white: whole.nullable().default(null),
  mixed: whole.nullable().default(null),
  asian: whole.nullable().default(null),
  black: whole.nullable().default(null),
  anotherGroup: whole.nullable().default(null),
  groupNotSaid: whole.nullable().default(null),
})
export type WorkforceCounts = z.output<typeof workforceCounts>
export type CountKey = keyof WorkforceCounts

/** The counts by part, each with its words, as they are asked for and as they are reported. */
export const countGroups: readonly {
  readonly title: string
  readonly fields: readonly (readonly [CountKey, string])[]
}[] = [
  {
    title: 'Posts',
    fields: [
      ['vacantTenths', 'Vacant, full-time equivalents'],
      ['neededTenths', 'Needed for 24 hours a day, full-time equivalents'],
      ['expectedApprovals', 'Trainees expected to be approved within 12 months'],
      ['trainingShort', 'Short of 18 hours’ training in their year of approval'],
      ['retiring', 'Can retire within five years'],
      ['edtOnly', 'On the out-of-hours team only'],
    ],
  },
  {
    title: 'Ages',
    fields: [
      ['under35', 'Under 35'],
      ['from35', '35 to 44'],
      ['from45', '45 to 54'],
      ['from55', '55 to 64'],
      ['from65', '65 and over'],
    ],
  },
  {
    title: 'Sex',
    fields: [
      ['women', 'Women'],
      ['men', 'Men'],
      ['anotherSex', 'Another answer, or not said'],
    ],
  },
  {
    title: 'Ethnic group',
    fields: [
      ['white', 'White'],
      ['mixed', 'Mixed'],
      ['asian', 'Asian'],
      ['black', 'Black'],
      ['anotherGroup', 'Any other'],
      ['groupNotSaid', 'Not said'],
    ],
  },
]

/** Whether a count is of posts, in tenths. @example isTenths('vacantTenths') // true */
export const isTenths = (key: CountKey): boolean => key === 'vacantTenths' || key === 'neededTenths'
