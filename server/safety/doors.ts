import type { Outcome } from '#shared/kernel/outcome.ts'
import { refuse } from '#shared/kernel/outcome.ts'
import {
  answerWatch,
  callHelp,
  checkIn,
  handWatchOver,
  mySafety,
  sayHome,
  spokeToColleague,
  watches,
} from '#shared/safety/contract.ts'
import { newestSign, refuseBackBy } from '#shared/safety/ladder.ts'
import type { BuddyRefusal, CallRefusal, WatchRefusal } from '#shared/safety/words.ts'
import type { PersonId, WatchId } from '#shared/kernel/ids.ts'
import { earliest, type Instant } from '#shared/time/instant.ts'
import {
  answer,
  effect,
  handle,
  type CommandDoor,
  type Context,
  type Effect,
  type QueryDoor,
} from '#server/kernel/handle.ts'
import { workerOf } from '#server/allocations/ownWork.ts'
import { ownSafety, ownerOf, watchesOf } from './reading.ts'
import {
  beginWatch,
  endedSince,
  endWatch,
  holdWatch,
  holdWatchOver,
  outOn,
  saveHandedOver,
  saveHelp,
  savePoliceRung,
  saveSign,
  saveSpoken,
  takeBackToDesk,
  type Sign,
  type Watch,
} from './store.ts'
import { takeAnswerBack } from './takingBack.ts'

/** A sign of life of one's own, from any of one's phones; an older one than the hub has heard already changes nothing. */
const sayingSafe = handle(checkIn, {
  needs: 'help with allocations',
  async run({ allocationId, occurredAt, backBy }, context) {
    const owner = await ownerOf(context, allocationId)
    if (owner === null) return refuse({ code: 'allocation-not-found' })
    const { personId, isLive } = owner
    const wrong = refuseBackBy({ occurredAt, backBy }, context.now)
    if (wrong) return refuse(wrong)
    const at = earliest(occurredAt, context.now)
    const sign = { allocationId, at, backBy, ownTime: true }
    const watch = await holdWatchOver(context, personId)
    // A second phone may send late what was tapped before they came back: nobody is looked for who is back.
    if (!watch) {
      if (isLive && !(await endedSince(context, personId, at))) await beginWatch(context, { personId, ...sign })
    } else if (newestSign(watch.seenAt, at) && speaksFor(context, watch)) await saveSign(context, watch, sign)
    await signOfTrainee(context, personId, sign)
    return effect(null, { type: 'checked-in', personId, data: { allocationId, occurredAt: at, backBy } })
  },
})

/** A trainee says for both that they are safe, but not for an AMHP who has called for help: that is no sign of the AMHP's. */
const speaksFor = (context: Context, watch: Watch): boolean =>
  watch.helpAt === null || watch.personId === context.actor.personId

/** A trainee who called for help is looked for by a watch of their own: what they say is a sign of them too. */
async function signOfTrainee(context: Context, worker: PersonId, sign: Sign): Promise<void> {
  if (context.actor.personId === worker) return
  const own = await holdWatchOver(context, context.actor.personId)
  if (own && newestSign(own.seenAt, sign.at)) await saveSign(context, own, sign)
}

/**
 * Home, with no job left to say it on. It ends the watch as the last step of a job does: not for whoever called for help, to
 * whom somebody speaks first, and not by a tap from before the hub last heard of them.
 */
const sayingHome = handle(sayHome, {
  needs: 'help with allocations',
  async run({ occurredAt }, context) {
    const { personId } = context.actor
    const [watch, work] = [await holdWatchOver(context, personId), await outOn(context, personId)]
    if (!watch) return refuse({ code: 'not-out' })
    if (work !== null) return refuse({ code: 'still-at-work', number: work.number })
    const at = earliest(occurredAt, context.now)
    const said = { type: 'said-home', personId, data: { watchId: watch.id, occurredAt: at } } as const
    if (watch.helpAt !== null || !newestSign(watch.seenAt, at)) return effect(null, said)
    await endWatch(context, watch.id, context.now)
    return effect(null, said, { type: 'watch-ended', personId, data: { watchId: watch.id } })
  },
})

const callingHelp = handle(callHelp, {
  needs: 'see own work',
  async run({ how, occurredAt }, context) {
    const { personId } = context.actor
    const at = earliest(occurredAt, context.now)
    let watch = await holdWatchOver(context, personId)
    if (!watch) {
      // A trainee is where the AMHP is beside whom they work.
      const work = await outOn(context, (await workerOf(context)) ?? personId)
      const allocationId = work?.allocationId ?? null
      await beginWatch(context, { personId, allocationId, at, backBy: context.now, ownTime: true })
      watch = await holdWatchOver(context, personId)
    }
    if (!watch) throw new Error('a watch that was just begun is not there')
    await saveHelp(context, watch, at, how)
    return effect(null, { type: 'help-called', personId, data: { watchId: watch.id, how, occurredAt: at } })
  },
})

type Answered = Outcome<Effect<null>, WatchRefusal>

/** Somebody who is out, held; those who are back need nothing more. */
async function held(context: Context, id: WatchId): Promise<Outcome<Watch, WatchRefusal>> {
  const found = await heldOrBack(context, id)
  if (!found.ok || found.value.endedAt === null) return found
  return refuse({ code: 'watch-over', at: found.value.endedAt })
}

async function heldOrBack(context: Context, id: WatchId): Promise<Outcome<Watch, WatchRefusal>> {
  const watch = await holdWatch(context, id)
  if (!watch) return refuse({ code: 'watch-not-found' })
  // Whoever holds their phone may press for them.
  return watch.personId === context.actor.personId ? refuse({ code: 'own-watch' }) : { ok: true, value: watch }
}

/** Whoever ends a call for help ends the one they saw: two may press together, and it may have been called again meanwhile. */
function refuseOtherCall({ helpAt, spokenByName, spokenAt }: Watch, seen: Instant | null): CallRefusal | null {
  if (seen === null || helpAt === seen) return null
  return helpAt === null
    ? { code: 'help-over', byName: spokenByName, at: spokenAt }
    : { code: 'called-again', at: helpAt }
}

const answering = handle(answerWatch, {
  needs: 'answer alarms',
  async run({ watchId, what, backBy, helpAt: ofCall, before }, context): Promise<Answered> {
    const found = await (what === 'taken-back' ? heldOrBack : held)(context, watchId)
    if (!found.ok) return found
    const { id, personId, helpAt, policeRungAt, policeRungByName } = found.value
    if (what === 'taken-back') return takeAnswerBack(context, found.value, before)
    if (what === 'back-at-desk') {
      await takeBackToDesk(context, id)
      return effect(null, { type: 'watch-back-at-desk', personId, data: { watchId: id } })
    }
    if (what === 'home') {
      if (helpAt !== null) return refuse({ code: 'speak-first', at: helpAt })
      await endWatch(context, id, context.now)
      return effect(null, { type: 'watch-ended', personId, data: { watchId: id, because: 'told-the-desk' } })
    }
    if (what === 'spoken') {
      const other = refuseOtherCall(found.value, ofCall)
      if (other) return refuse(other)
      if (backBy === null) return refuse({ code: 'back-by-missing', field: 'backBy' })
      const wrong = refuseBackBy({ occurredAt: context.now, backBy }, context.now)
      if (wrong) return refuse(wrong)
      await saveSpoken(context, id, { backBy, at: context.now, by: context.actor.personId })
      return effect(null, { type: 'spoken-to', personId, data: { watchId: id, backBy } })
    }
    if (what === 'quiet-word') {
      await saveHelp(context, found.value, context.now, 'quiet')
      return effect(null, {
        type: 'help-called',
        personId,
        data: { watchId: id, how: 'quiet', occurredAt: context.now },
      })
    }
    if (policeRungAt !== null) return refuse({ code: 'already-rung', byName: policeRungByName ?? '', at: policeRungAt })
    await savePoliceRung(context, id, context.actor.personId)
    return effect(null, { type: 'police-rung', personId, data: { watchId: id } })
  },
})

/**
 * Whoever was told to ring has rung. Only while it is theirs to do: once it has climbed past them the desk has to hear it from a person,
 * and after a call for help so does it.
 */
const speaking = handle(spokeToColleague, {
  needs: 'work allocations',
  async run({ watchId, occurredAt, backBy }, context): Promise<Outcome<Effect<null>, BuddyRefusal>> {
    const watch = await holdWatch(context, watchId)
    if (!watch) return refuse({ code: 'watch-not-found' })
    const { id, personId, endedAt, toldTo, toldName, helpAt, rung, seenAt } = watch
    if (endedAt !== null) return refuse({ code: 'watch-over', at: endedAt })
    if (helpAt !== null) return refuse({ code: 'called-for-help' })
    const at = earliest(occurredAt, context.now)
    // A tap that waited for a signal may be older than what the hub has heard meanwhile: it must not quieten what began after it.
    if (!newestSign(seenAt, at) || (toldTo === null && rung === 'in-time'))
      return refuse({ code: 'heard-since', at: seenAt })
    if (toldTo !== context.actor.personId) return refuse({ code: 'told-to-another', toName: toldName })
    const wrong = refuseBackBy({ occurredAt, backBy }, context.now)
    if (wrong) return refuse(wrong)
    await saveSpoken(context, id, { backBy, at, by: context.actor.personId })
    return effect(null, { type: 'spoken-to', personId, data: { watchId: id, backBy, occurredAt } })
  },
})

const handingOver = handle(handWatchOver, {
  needs: 'answer alarms',
  async run({ watchId, toName }, context): Promise<Answered> {
    const found = await held(context, watchId)
    if (!found.ok) return found
    const { id, personId } = found.value
    await saveHandedOver(context, id, context.actor.personId, toName)
    return effect(null, { type: 'watch-handed-over', personId, data: { watchId: id } })
  },
})

/** Colleagues, times and references; nothing of whoever they visit. */
const out = answer(watches, { needs: 'answer alarms', reveals: 'nobody', run: (_, context) => watchesOf(context) })
const mine = answer(mySafety, { needs: 'see own work', reveals: 'nobody', run: (_, context) => ownSafety(context) })

export const safetyCommands: readonly CommandDoor[] = [
  sayingSafe,
  sayingHome,
  callingHelp,
  answering,
  speaking,
  handingOver,
]
export const safetyQueries: readonly QueryDoor[] = [out, mine]
