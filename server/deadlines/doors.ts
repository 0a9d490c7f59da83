import { nextOf, passedByHand } from '#shared/deadlines/escalation.ts'
import { refuse } from '#shared/kernel/outcome.ts'
import type { AlarmRefusal } from '#shared/deadlines/words.ts'
import { alarms, answerAlarm, myAlarms, passAlarmOn } from '#shared/deadlines/contract.ts'
import { answer, effect, handle, type CommandDoor, type QueryDoor } from '#server/kernel/handle.ts'
import { workerOf } from '#server/allocations/ownWork.ts'
import { alarmsOfWork, holdAlarm, chainsFor, openAlarms, saveAnswer, saveTelling, type AlarmHeld } from './store.ts'

/** Why nothing more is done about an alarm by hand; `null` while somebody may take it or pass it on. */
function overWith({ answeredByName, answeredAt, settledAt }: AlarmHeld): AlarmRefusal | null {
  if (answeredAt !== null) return { code: 'already-answered', byName: answeredByName ?? 'A colleague', at: answeredAt }
  return settledAt === null ? null : { code: 'alarm-over' }
}

/** Takes an alarm. It stops nothing but the passing on: a limit that has passed stays on everybody's screen until it has ended. */
const take = handle(answerAlarm, {
  needs: 'answer alarms',
  async run({ alarmId }, context) {
    const held = await holdAlarm(context, alarmId)
    if (!held) return refuse({ code: 'alarm-not-found' })
    const over = overWith(held)
    if (over !== null) return refuse(over)
    const { referralId, kind } = held
    await saveAnswer(context, alarmId)
    return effect(null, { type: 'alarm-acknowledged', referralId, data: { deadlineId: alarmId, kind } })
  },
})

/** Passes an alarm on at once: whoever is next is told by name, and has as long for it as if it had come by itself. */
const pass = handle(passAlarmOn, {
  needs: 'answer alarms',
  async run({ alarmId, seenStep }, context) {
    const held = await holdAlarm(context, alarmId)
    if (!held) return refuse({ code: 'alarm-not-found' })
    const over = overWith(held)
    if (over !== null) return refuse(over)
    const { referralId, kind, point, step, told, toldName } = held
    if (step !== seenStep) return refuse({ code: 'already-passed-on', toName: toldName })
    const { sql, actor, now } = context
    const at = { sql, serviceId: actor.serviceId, now }
    const chain = (await chainsFor(at, [referralId]))(referralId)
    const telling = passedByHand(point, step, told, chain, actor.personId, now)
    const to = telling?.to ?? null
    if (telling === null || to === null) return refuse({ code: 'nobody-further' })
    await saveTelling(at, alarmId, telling)
    const data = { deadlineId: alarmId, kind, point, step: telling.step }
    return effect({ toName: to.name }, { type: 'alarm-passed-on', referralId, personId: to.personId, data })
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
    const referrals = rows.map(({ referralId }) => referralId)
    const chainFor = await chainsFor({ sql, serviceId: actor.serviceId, now }, referrals)
    return rows.map(({ told, referralId, ...row }) => ({
      ...row,
      nextName: row.nextAt === null ? null : (nextOf(told, chainFor(referralId))?.name ?? null),
    }))
  },
})

export const deadlineCommands: readonly CommandDoor[] = [take, pass]
export const deadlineQueries: readonly QueryDoor[] = [open, mine]
