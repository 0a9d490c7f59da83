import { createECDH } from 'node:crypto'
import { expect, it } from 'vitest'
import { sealed } from './pushCipher.ts'

it('seals the published example of RFC 8291, appendix A, as it stands there', () => {
  const keys = createECDH('prime256v1')
  keys.setPrivateKey(Buffer.from('yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw', 'base64url'))
  const browser = {
    p256dh: 'BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4',
    auth: 'BTBZMqHH6r4Tts7J_aSIgg',
  }
  const salt = Buffer.from('DGv6ra1nlYgDCS1FRnbzlw', 'base64url')
  const body = sealed(browser, 'When I grow up, I want to be a watermelon', { keys, salt })
  expect(body.toString('base64url')).toBe(
    'DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN',
  )
})

it('seals for nobody whose keys are no keys', () => {
  expect(() => sealed({ p256dh: 'AAAA', auth: 'BTBZMqHH6r4Tts7J_aSIgg' }, 'x')).toThrow(RangeError)
})
