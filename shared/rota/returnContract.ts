import { z } from 'zod'
import { defineCommand } from '../kernel/command.ts'
import { shiftOfferId } from '../kernel/ids.ts'
import { seenVersion } from '../kernel/text.ts'
import type { TakenAnswer } from './coverContract.ts'
import { rotaWords, type RotaRefusal } from './words.ts'

export const agreeToReturn = defineCommand(
  'rota.agreeToReturn',
  'Say yes to the shift that a colleague gives for one’s own in a swap',
  z.strictObject({ offerId: shiftOfferId, seenVersion }),
).answering<TakenAnswer, RotaRefusal>(rotaWords)
