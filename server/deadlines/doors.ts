import { chainOf, nextOf } from '#shared/deadlines/escalation.ts'
import { refuse } from '#shared/kernel/outcome.ts'
import { alarms, answerAlarm, myAlarms } from '#shared/deadlines/contract.ts'
import { answer, effect, handle, type CommandDoor, type QueryDoor } from '#server/kernel/handle.ts'
import { workerOf } from '#server/allocations/ownWork.ts'
import { alarmsOfWork, holdAlarm, openAlarms, reachable, saveAnswer } from './store.ts'

/** Takes an alarm. It stops nothing but the passing on: a limit that has passed stays on everybody's screen until it has ended. */
const take = handle(answerAlarm, {
  needs: 'answer alarms',
  async run({ alarmId }, context) {
    const held = await holdAlarm(context, alarmId)
    if (!held) return refuse({ code: 'alarm-not-found' })
    const { answeredByName, answeredAt, settledAt, referralId, kind } = held
    if (answeredByName !== null && answeredAt !== null)
      return refuse({ code: 'already-answered', byName: answeredByName, at: answeredAt })
    if (settledAt !== null) return refuse({ code: 'alarm-over' })
    await saveAnswer(context, alarmId)
    return effect(null, { type: 'alarm-acknowledged', referralId, data: { deadlineId: alarmId, kind } })
  },
})

/** References, clocks and colleagues: nothing of whoever it is about. */
const open = answer(alarms, {
  needs: 'answer alarms',
  run: (_, context) => openAlarms(context),
  reveals: 'nobody',
})

/** One's own work, with who is told now and who would be next by the rota of this moment. */
const mine = answer(myAlarms, {
  needs: 'see own work',
  reveals: 'nobody',
  async run(_, context) {
    const { sql, actor, now } = context
    const rows = await alarmsOfWork(context, await workerOf(context))
    if (rows.length === 0) return []
    const chain = chainOf(await reachable({ sql, serviceId: actor.serviceId, now }))
    return rows.map((row) => ({
      ...row,
      nextName: row.nextAt === null ? null : (nextOf(row.step, chain)?.name ?? null),
    }))
  },
})

export const deadlineCommands: readonly CommandDoor[] = [take]
export const deadlineQueries: readonly QueryDoor[] = [open, mine]
