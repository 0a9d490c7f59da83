import {
  endOtherSessions,
  endOwnSession,
  endSessionsOfPerson,
  mySessions,
  sessionsOfPerson,
} from '#shared/identity/sessions.ts'
import { refuse } from '#shared/kernel/outcome.ts'
import { answer, effect, handle, type CommandDoor, type QueryDoor } from '#server/kernel/handle.ts'
import { limitsOf } from './limits.ts'
import { setLimits, showLimits } from './limitsDoors.ts'
import { missed } from './missed.ts'
import { keepTyped, typedBefore } from './unsent.ts'
import { endSessions, personOf, sessionsOf } from './sessionStore.ts'

export const ownSessions = answer(mySessions, {
  needs: 'keep own account',
  reveals: 'nobody',
  async run(_asked, context) {
    const { actor, sql, now } = context
    const [sessions, limits] = await Promise.all([
      sessionsOf(context, actor.accountId, null),
      limitsOf(sql, actor.serviceId, now),
    ])
    return { sessions, atOnce: limits.atOnce, idleMinutes: limits.desk.idleMinutes }
  },
})

export const othersSessions = answer(sessionsOfPerson, {
  needs: 'manage accounts',
  reveals: 'nobody',
  async run({ personId }, context) {
    const person = await personOf(context, personId)
    if (!person) return null
    const sessions =
      person.accountId === null ? [] : await sessionsOf(context, person.accountId, context.actor.serviceId)
    return { name: person.name, sessions }
  },
})

export const endOwn = handle(endOwnSession, {
  needs: 'keep own account',
  async run({ sessionId }, context) {
    const { accountId, personId } = context.actor
    if (sessionId === context.actor.sessionId) return refuse({ code: 'session-is-this-one' })
    const ended = await endSessions(context, accountId, 'elsewhere', { only: sessionId })
    if (ended === 0) return refuse({ code: 'session-not-found' })
    return effect({ ended }, { type: 'sessions-ended', personId, data: { because: 'elsewhere', ended, sessionId } })
  },
})

export const endOthers = handle(endOtherSessions, {
  needs: 'keep own account',
  async run(_input, context) {
    const { accountId, personId, sessionId } = context.actor
    const ended = await endSessions(context, accountId, 'elsewhere', { except: sessionId })
    return effect({ ended }, { type: 'sessions-ended', personId, data: { because: 'elsewhere', ended } })
  },
})

export const endTheirs = handle(endSessionsOfPerson, {
  needs: 'manage accounts',
  async run({ personId, sessionId }, context) {
    const person = await personOf(context, personId)
    if (!person) return refuse({ code: 'person-not-found' })
    if (sessionId === context.actor.sessionId) return refuse({ code: 'session-is-this-one' })
    const ended =
      person.accountId === null
        ? 0
        : await endSessions(context, person.accountId, 'administrator', {
            only: sessionId,
            except: context.actor.sessionId,
            serviceId: context.actor.serviceId,
          })
    if (sessionId !== null && ended === 0) return refuse({ code: 'session-not-found' })
    const data = { because: 'administrator', ended, ...(sessionId !== null && { sessionId }) }
    return effect({ ended }, { type: 'sessions-ended', personId, data })
  },
})

export const sessionCommands: readonly CommandDoor[] = [endOwn, endOthers, endTheirs, keepTyped, setLimits]
export const sessionQueries: readonly QueryDoor[] = [ownSessions, othersSessions, typedBefore, showLimits, missed]
