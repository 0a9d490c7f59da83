import { afterAll, beforeAll, expect, it } from 'vitest'
import { TestHub, type TestService } from '#tests/harness/service.ts'

let hub: TestHub
let service: TestService
beforeAll(async () => {
  hub = await TestHub.open()
  service = await hub.service()
})
afterAll(() => hub.close())

const face = async (): Promise<unknown> => (await fetch(`${hub.address}/council.json`)).json()

it('says before anybody has signed in whom to ring, as the one service of the installation has set it', async () => {
  await hub.owner`
    update hub.services set council_name = 'Norbeck City Council', hub_phone = '01632 960 555', out_of_hours_name = 'Night desk',
      out_of_hours_phone = '01632 960 556' where id = ${service.id}`
  expect(await face()).toEqual({
    name: 'Norbeck City Council',
    hubPhone: '01632 960 555',
    nightName: 'Night desk',
    nightPhone: '01632 960 556',
  })
})

it('says no number where none was given: nobody can ring “not given”', async () => {
  await hub.owner`update hub.services set hub_phone = 'not given', out_of_hours_phone = 'not given' where id = ${service.id}`
  expect(await face()).toMatchObject({ name: 'Norbeck City Council', hubPhone: null, nightPhone: null })
})

it('says nobody’s name and number where the installation holds several services: it may be the wrong one’s', async () => {
  await hub.service()
  expect(await face()).toEqual({ name: '', hubPhone: null, nightName: '', nightPhone: null })
})
