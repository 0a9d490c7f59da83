import { expect, it } from 'vitest'
import { newIntake, readIntake } from '../referrals/intake.ts'
import { instant } from '../time/instant.ts'
import { boxOfField, formLink, keyInLink, nameFor, sendsOf, type PartnerForm } from './form.ts'
import { partnerReferral } from './referral.ts'

const now = instant('2026-11-12T16:43:00Z')
const key = { keyId: '7e1c2b60-0000-4000-8000-000000000001', secret: `dhp_${'x'.repeat(43)}` }
const form: PartnerForm = {
  serviceId: '7e1c2b60-0000-4000-8000-000000000002',
  service: 'Westmarch AMHP service',
  partner: 'Norbeck Ward',
  source: 'INPATIENT_WARD',
  phone: '01632 960 100',
}

it('a link gives its key back, and nothing else is one', () => {
  expect(keyInLink(new URL(formLink('https://hub.example', key)).hash)).toEqual(key)
  for (const other of ['', '#', '#x', `#${key.keyId}`, `#${key.keyId}.${key.secret}x`, `#${key.secret}`])
    expect(keyInLink(other)).toBeNull()
})

it('what was typed is sent as a partner’s own system would send it', () => {
  const typed = {
    ...newIntake(now),
    source: form.source,
    callerName: 'Staff nurse Adair',
    callerPhone: '01632 960 450',
    lastName: 'Whitlock',
    birth: '14 2 55',
    request: 's5-2',
    startTime: '15:10',
    place: 'Norbeck Ward',
    riskToStaff: 'not-asked',
  }
  const read = readIntake(typed, now)
  if (!read.ok) throw new Error(JSON.stringify(read.refusal))
  const sent = partnerReferral.parse(sendsOf(read.value, form, 'form-1'))
  expect(sent).toMatchObject({
    caller: { name: 'Staff nurse Adair', phone: '01632 960 450' },
    person: { lastName: 'Whitlock', bornOn: '1955-02-14', ageYears: null },
    power: { kind: 's5-2', startedAt: '2026-11-12T15:10:00.000Z', startSource: 'Staff nurse Adair' },
  })
})

it('the same facts keep their name, changed ones get another', () => {
  const first = nameFor('a', null, '1')
  expect(nameFor('a', first, '2')).toBe(first)
  expect(nameFor('b', first, '2').externalId).toBe('form-2')
})

it('what the hub calls a field leads to the box in which it was typed', () => {
  expect(boxOfField('person.bornOn')).toBe('birth')
  expect(boxOfField('serviceId')).toBeNull()
  expect(boxOfField(undefined)).toBeNull()
})
