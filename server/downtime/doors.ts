import { downtimePack } from '#shared/downtime/contract.ts'
import { packName, packPage } from '#shared/downtime/pack.ts'
import { answer, type QueryDoor } from '#server/kernel/handle.ts'
import { packFacts } from './store.ts'

const pack = answer(downtimePack, {
  needs: 'see the board',
  exports: true,
  reveals: ({ referralIds }) => referralIds,
  shows: { as: 'whole', fields: ['identity', 'contact', 'story', 'risk', 'legal', 'work'] },
  async run(_input, context) {
    const facts = await packFacts(context, context.actor.name)
    return {
      madeAt: facts.madeAt,
      fileName: packName(facts.madeAt),
      html: packPage(facts),
      referralIds: facts.open.map(({ row }) => row.id),
    }
  },
})

export const downtimeQueries: readonly QueryDoor[] = [pack]
