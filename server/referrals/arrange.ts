import { refuse } from '#shared/kernel/outcome.ts'
import { arrange } from '#shared/referrals/contract.ts'
import { effectOnTheWire, handle } from '#server/kernel/handle.ts'
import { holdArrangement, lastArrangedBy, saveArrangement } from './deskStore.ts'

export const setArrangement = handle(arrange, {
  needs: 'take referrals',
  // Nothing was there when it was held, and now something is: somebody was quicker by a moment, with the first of all.
  beginsAgainOn: ['arrangements_pkey'],
  hold: ({ referralId, kind }, scope) => holdArrangement(scope, referralId, kind),
  async run(input, context, held) {
    const { referralId, kind, state, note, since: told, seenVersion } = input
    if (!held) return refuse({ code: 'referral-not-found' })
    if (held.closedAt !== null) return refuse({ code: 'referral-closed', at: held.closedAt })
    if (told !== null && told > context.now)
      return refuse({ code: 'arranged-in-future', field: 'since', now: context.now })
    const before = held.arrangement
    if ((before?.version ?? 0) !== seenVersion) {
      const last = await lastArrangedBy(context, referralId, kind)
      const version = before?.version ?? 0
      return refuse({ code: 'changed-since-seen', ...(last ?? { byName: '', at: context.now }), version })
    }
    const version = seenVersion + 1
    // Waiting counts from when it came to stand so: a note added later does not start it again.
    const since = told ?? (before?.state === state ? before.since : context.now)
    const data = { kind, state, before: before?.state ?? null }
    return effectOnTheWire(
      saveArrangement(context, { referralId, kind, state, note, since, version }),
      { version },
      { type: 'arrangement-set', referralId, data },
    )
  },
})
