import { expect, it } from 'vitest'
import { changeLine } from './changeLine.ts'

it('says a change in words, with what was before it', () => {
  const changed = changeLine({
    about: 'council',
    name: 'Norbeck City Council',
    isNew: false,
    fields: [
      { field: 'lastDay', before: null, after: '2027-03-31' },
      { field: 'actedFor', before: false, after: true },
    ],
  })
  expect(changed.title).toBe('Council: Norbeck City Council')
  expect(changed.fields).toEqual(['Last day: none, now 31 March 2027', 'The service acts for it: no, now yes'])
})

it('says what a new line is, and that the quiet word is not written down', () => {
  const fields = [
    { field: 'name', before: null, after: 'Norbeck Ward' },
    { field: 'kind', before: null, after: 'ward' },
  ]
  expect(changeLine({ about: 'place', name: 'Norbeck Ward', isNew: true, fields })).toEqual({
    title: 'Place: Norbeck Ward, added',
    fields: ['Kind: Ward'],
  })
  expect(changeLine({ about: 'details', name: 'Westmarch', isNew: false, fields: [] }).fields).toEqual([
    'The quiet word, or nothing',
  ])
})
