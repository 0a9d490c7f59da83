import { figuresTaken, recordPrinted, signLook } from '#shared/audit/contract.ts'
import { refuse } from '#shared/kernel/outcome.ts'
import { effect, handle } from '#server/kernel/handle.ts'
import { isInSight, lineToSign, saveSign } from './store.ts'

export const printed = handle(recordPrinted, {
  needs: 'read a record',
  async run({ referralId, how }, context) {
    if (!(await isInSight(context, referralId))) return refuse({ code: 'referral-not-found' })
    return effect(null, { type: how === 'print' ? 'record-printed' : 'record-copied', referralId })
  },
})

export const taken = handle(figuresTaken, {
  needs: 'see reports',
  run: async ({ how }) => effect(null, { type: how === 'print' ? 'figures-printed' : 'figures-saved' }),
})

export const sign = handle(signLook, {
  needs: 'review access',
  constraints: { nobody_reviews_their_own_looking: { code: 'own-look' } },
  async run({ lineId, finding, reason }, context) {
    const line = await lineToSign(context, lineId)
    if (!line) return refuse({ code: 'line-not-found' })
    if (line.readerId === context.actor.personId) return refuse({ code: 'own-look' })
    if (line.signed) return refuse({ code: 'already-signed', ...line.signed })
    if (!(await saveSign(context, { lineId, finding, reason }))) {
      const now = await lineToSign(context, lineId)
      return refuse({ code: 'already-signed', byName: '', at: context.now, ...now?.signed })
    }
    return effect(null, { type: 'look-reviewed', personId: line.readerId, data: { lineId, finding } })
  },
})
