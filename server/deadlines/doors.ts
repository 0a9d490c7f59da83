import { refuse } from '#shared/kernel/outcome.ts'
import { alarms, answerAlarm } from '#shared/deadlines/contract.ts'
import { answer, effect, handle, type CommandDoor, type QueryDoor } from '#server/kernel/handle.ts'
import { holdAlarm, openAlarms, saveAnswer } from './store.ts'

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

export const deadlineCommands: readonly CommandDoor[] = [take]
export const deadlineQueries: readonly QueryDoor[] = [open]
