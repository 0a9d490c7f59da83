import type { FieldChange, SetUpKind, SetUpValue } from '#shared/register/setUp.ts'
import { employerKinds, placeKinds, type SetUpChange } from '#shared/register/setUpContract.ts'
import { formatDate, isLondonDay, londonDay } from '#shared/time/london.ts'

const abouts: Readonly<Record<SetUpKind, string>> = {
  details: 'The hub',
  council: 'Council',
  employer: 'Employer',
  team: 'Home team',
  place: 'Place',
}

const fieldNames: Readonly<Record<string, string>> = {
  name: 'Name',
  councilName: 'Council on letters',
  hubPhone: 'Telephone',
  outOfHoursName: 'Out of hours',
  outOfHoursPhone: 'Telephone out of hours',
  triageTargetMinutes: 'Minutes to triage',
  staggeredFrom: 'The way of working changed',
  actedFor: 'The service acts for it',
  lastDay: 'Last day',
  kind: 'Kind',
  ended: 'Ended',
  town: 'Town',
  address: 'Address',
  phone: 'Telephone',
  wayIn: 'Way in',
}

const kinds: Readonly<Record<string, string>> = { ...employerKinds, ...placeKinds }

function valueWords(field: string, value: SetUpValue): string {
  if (value === null || value === '') return 'none'
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  if (typeof value === 'number') return String(value)
  if (field === 'kind') return kinds[value] ?? value
  return isLondonDay(value) ? formatDate(londonDay(value)) : value
}

const fieldWords = ({ field, before, after }: FieldChange, isNew: boolean): string =>
  isNew
    ? `${fieldNames[field] ?? field}: ${valueWords(field, after)}`
    : `${fieldNames[field] ?? field}: ${valueWords(field, before)}, now ${valueWords(field, after)}`

/**
 * A change in words. The quiet word is never written down, so a change of it alone says so.
 *
 * @example changeLine(change) // { title: 'Council: Norbeck City Council', fields: ['Last day: none, now 31 March 2027'] }
 */
export function changeLine({ about, name, isNew, fields }: Pick<SetUpChange, 'about' | 'name' | 'isNew' | 'fields'>): {
  readonly title: string
  readonly fields: readonly string[]
} {
  const shown = isNew ? fields.filter(({ field }) => field !== 'name') : fields
  return {
    title: `${abouts[about]}: ${name}${isNew ? ', added' : ''}`,
    fields:
      shown.length > 0 || isNew
        ? shown.map((one) => fieldWords(one, isNew))
        : [about === 'details' ? 'The quiet word, or nothing' : 'Kept as it was'],
  }
}
