import { expect, it } from 'vitest'
import { addPartner, partnerPhoneWords } from './contract.ts'

it('takes no partner without a number on which the hub can ring it', () => {
  const said = (phone: string) => addPartner.input.safeParse({ name: 'Norbeck Ward', source: 'POLICE_136', phone })
  for (const phone of ['abc', 'switchboard', '12'])
    expect(said(phone).error?.issues).toMatchObject([{ path: ['phone'], message: partnerPhoneWords }])
  expect(said('01632 960 118, ask for the sergeant').success).toBe(true)
})
