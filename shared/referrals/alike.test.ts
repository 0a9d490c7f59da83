import { describe, expect, it } from 'vitest'
import { londonDay } from '#shared/time/london.ts'
import { alikeness, isNoName, type KnownPerson, type TypedPerson } from './alike.ts'
import { readBirthOrAge } from './birthOrAge.ts'

const today = londonDay('2026-11-12')
const born = (text: string): TypedPerson['birth'] => {
  const read = readBirthOrAge(text, today)
  return read.ok ? read.value : null
}
const typed = (differs: Partial<TypedPerson> = {}): TypedPerson => ({
  lastName: 'Whitlock',
  firstName: 'Jean',
  birth: born('14 2 55'),
  nhsNumber: '',
  phone: '',
  hasHome: false,
  ...differs,
})
const known = (differs: Partial<KnownPerson> = {}): KnownPerson => ({
  lastName: 'Whitlock',
  firstName: 'Jean',
  bornOn: londonDay('1955-02-14'),
  ageYears: null,
  ageSaidOn: londonDay('2025-03-01'),
  nhsNumber: '',
  likeness: 1,
  sounds: true,
  samePhone: false,
  sameHome: false,
  ...differs,
})

describe('a name that nobody knows', () => {
  it.each(['Unknown', 'Not known', 'Unknown male', 'male unknown', 'NK', 'Name not given'])(
    '%s is no name',
    (lastName) => {
      expect(isNoName(lastName)).toBe(true)
      const nobody = { lastName, firstName: '', birth: null }
      expect(alikeness(typed(nobody), known({ lastName, firstName: '', bornOn: null }), today)).toBeNull()
    },
  )
  it.each(['Mann', 'Boyd', 'Noman Khan', 'Male Petrov'])('%s is one', (name) => {
    expect(isNoName(name)).toBe(false)
  })
})

describe('how alike two people are', () => {
  it.each([
    ['name and birth', {}, {}, ['name-and-birth']],
    ['names in another order', { lastName: 'Jean', firstName: 'Whitlock' }, {}, ['name-and-birth']],
    ['accents and apostrophes', { lastName: 'O’Brien-Łuczak' }, { lastName: "O'Brien Luczak" }, ['name-and-birth']],
    [
      'an NHS number, whatever the name',
      { nhsNumber: '9990000018', lastName: 'Unknown', firstName: '' },
      { nhsNumber: '9990000018', likeness: 0, sounds: false },
      ['nhs-number', 'birth'],
    ],
    ['a name that sounds the same, born the same day', { lastName: 'Whitlok' }, { likeness: 0.4 }, ['birth', 'sounds']],
    ['a name alone', { birth: null }, { bornOn: null }, ['name']],
    ['a name and an age that fits', { birth: born('about 70') }, {}, ['name', 'age']],
    ['an age that was said a year ago', { birth: born('71') }, { bornOn: null, ageYears: 70 }, ['name', 'age']],
    ['day and month swapped', { birth: born('2 4 1955') }, { bornOn: londonDay('1955-04-02') }, ['name-and-birth']],
    [
      'a near name at the same telephone',
      { firstName: 'Jeanne', phone: '7700900318', birth: null },
      { likeness: 0.7, samePhone: true },
      ['name-near', 'phone'],
    ],
    ['a last name only, born the same day', { firstName: '' }, { likeness: 0.6 }, ['birth', 'name-near']],
  ] as const)('%s', (_what, said, kept, why) => {
    expect(alikeness(typed(said), known(kept), today)?.why).toEqual(why)
  })

  it.each([
    ['a name that only sounds the same', { lastName: 'Whitlok', birth: null }, { likeness: 0.3 }],
    [
      'the telephone of a surgery',
      { lastName: 'Okafor', firstName: 'Ada', phone: '1632960144', birth: null },
      { samePhone: true, likeness: 0, sounds: false },
    ],
    ['the same name born another day', { birth: born('3 9 1981') }, {}],
    ['the same name with another NHS number', { nhsNumber: '9990000018', birth: null }, { nhsNumber: '9990000026' }],
    ['nothing typed yet', { lastName: '', firstName: '', birth: null }, {}],
  ] as const)('not %s', (_what, said, kept) => {
    expect(alikeness(typed(said), known(kept), today)).toBeNull()
  })

  it('says what speaks against it too', () => {
    const alike = alikeness(
      typed({ nhsNumber: '9990000018' }),
      known({ nhsNumber: '9990000026', samePhone: true }),
      today,
    )
    expect(alike).toBeNull()
    const sure = alikeness(
      typed({ nhsNumber: '9990000018', birth: born('3 9 1981') }),
      known({ nhsNumber: '9990000018' }),
      today,
    )
    expect(sure?.why).toEqual(['nhs-number', 'name', 'birth-differs'])
  })
})
