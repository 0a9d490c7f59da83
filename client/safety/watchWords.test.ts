import { expect, it } from 'vitest'
import { unwatchedWords } from './watchWords.ts'

it('counts and names who is out with no check-in agreed', () => {
  const ewa = { personName: 'Ewa Kowalska', phone: '07700 900 123', number: 2424 }
  expect(unwatchedWords([ewa])).toBe('1 out with no check-in agreed: Ewa Kowalska (07700 900 123, R-2424).')
  expect(unwatchedWords([ewa, { personName: 'Tom Ellis', phone: '', number: null }])).toBe(
    '2 out with no check-in agreed: Ewa Kowalska (07700 900 123, R-2424); Tom Ellis.',
  )
})
