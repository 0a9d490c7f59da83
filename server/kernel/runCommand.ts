import { createHash } from 'node:crypto'
import type { SomeRefusal } from '#shared/kernel/command.ts'
import type { CommandId } from '#shared/kernel/ids.ts'
import { done, type Outcome } from '#shared/kernel/outcome.ts'
import type { Topic } from '#shared/kernel/topic.ts'
import type { Instant } from '#shared/time/instant.ts'
import type { Connection, Database } from '#db/client.ts'
import { actorMay, actorMightAgain, hasSteppedUp, type Actor } from './actor.ts'
import type { CommandDoor, Context, Effect, Happened, Reaction } from './handle.ts'
import { keepRefusal, recorded } from './keepRead.ts'
import { invalid, notAllowed, notSignedIn, problem, somebodyElse, stepUpNeeded, type Problem } from './problems.ts'
import {
  constraintOf,
  contextOn,
  markCommitted,
  markOpen,
  onConnection,
  openedFor,
  type Asking,
} from './transaction.ts'

export interface CommandAsking extends Asking {
  readonly commandId: CommandId
  readonly sent: unknown
  /** When it was pressed, where the sender says so. */
  readonly tappedAt?: Instant | null
}

export type CommandAnswer =
  | { readonly ok: true; readonly value: unknown; readonly seq: number | null; readonly replayed: boolean }
  | { readonly ok: false; readonly problem: Problem }

export interface CommandDeps {
  readonly database: Database
  readonly reactions: readonly Reaction[]
  readonly touchedBy: (eventType: string) => readonly Topic[]
}

const refused = (given: Problem): CommandAnswer => ({ ok: false, problem: given })

/**
 * Runs one command: one transaction, one effect however often it is sent, permission read inside, events numbered last.
 * A refusal rolls everything back, so that a refused command has changed nothing.
 */
export async function runCommand(deps: CommandDeps, door: CommandDoor, asking: CommandAsking): Promise<CommandAnswer> {
  const work = door.accept(asking.sent)
  const quicker = (error: unknown): boolean => door.beginsAgainOn(constraintOf(error))
  try {
    return await onConnection(
      deps.database,
      async (sql) => {
        markOpen(sql)
        const print = fingerprint(door.name, asking.sent)
        let held: unknown
        const claim = work.ok && !door.keepsDraft ? { id: asking.commandId, name: door.name, fingerprint: print } : null
        const opened = await openedFor(sql, asking, 'read committed', claim, async () => {
          const scope = { sql, now: asking.now, service: sql`hub.current_service()` }
          if (work.ok) held = await work.value.hold(scope)
        })
        if (!opened) return refused(notSignedIn)
        const { actor } = opened
        if (isSomebodyElse(asking.signedInAs, actor)) return refused(somebodyElse)
        if (!actorMay(actor, door.needs)) {
          if (actorMightAgain(actor, door.needs)) return refused(stepUpNeeded)
          return await refusedAndKept(sql, asking, door.name, notAllowed)
        }
        if (door.stepUp && !hasSteppedUp(actor, asking.now)) return refused(stepUpNeeded)
        if (!work.ok) return refused(invalid(work.refusal))
        if (claim && !opened.claimed) return await repeated(sql, print, asking)
        const context = contextOn(sql, actor, asking.now, asking.tappedAt)
        const outcome = await work.value.run(context, held)
        if (!outcome.ok) return await refusedAndKept(sql, asking, door.name, refusalProblem(door, outcome.refusal))
        const more = await reactedTo(deps, outcome.value, context)
        if (!more.ok) return await refusedAndKept(sql, asking, door.name, refusalProblem(door, more.refusal))
        const events = [...outcome.value.events, ...more.value]
        const seq = await recordAndCommit(deps, context, { ...outcome.value, events }, asking)
        return { ok: true, value: outcome.value.answer, seq, replayed: false }
      },
      quicker,
      asking.usage,
    )
  } catch (error) {
    // Somebody else's command had this id: what stands in the record of events under it is theirs.
    if (constraintOf(error) === 'one_event_per_command_and_ordinal') return refused(reused)
    const refusal = door.refusalOf(constraintOf(error))
    if (refusal) return refused(refusalProblem(door, refusal))
    throw error
  }
}

/** What reacts may ask behind rows that are still being written: once those have failed it hears the echo only, and they say why. */
async function reactedTo(
  { reactions }: CommandDeps,
  made: Effect<unknown>,
  context: Context,
): ReturnType<typeof reactTo> {
  try {
    return await reactTo(reactions, made.events, context)
  } catch (error) {
    await made.writing
    throw error
  }
}

/** Whether the page was another person's, or the same person's in another service: what they pressed there is not done as anybody else. */
const isSomebodyElse = (as: string | undefined, { serviceId, personId }: Actor): boolean =>
  as !== undefined && as !== `${serviceId}.${personId}`

/** A refusal because of who asked is kept as an attempt; one about how things stand leaves nothing behind. */
async function refusedAndKept(
  sql: Connection,
  asking: CommandAsking,
  door: string,
  given: Problem,
): Promise<CommandAnswer> {
  if (given.status === 403) await keepRefusal(sql, asking, door)
  return refused(given)
}

const reused = problem(
  422,
  'command-id-reused',
  'This command id was used for something else. Make a new one for each thing you do.',
  { field: 'Idempotency-Key' },
)

async function repeated(sql: Connection, print: Uint8Array, asking: CommandAsking): Promise<CommandAnswer> {
  const [kept] = await sql<{ fingerprint: Uint8Array; answer: unknown }[]>`
    select fingerprint, answer from commands
    where service_id = hub.current_service() and actor_id = hub.current_actor() and id = ${asking.commandId}`
  if (!kept || !Buffer.from(kept.fingerprint).equals(print)) {
    return refused(reused)
  }
  return { ok: true, value: kept.answer, seq: null, replayed: true }
}

/** Records what happened, tells the service's screens, and commits. Answers with the last event's number. */
async function recordAndCommit(
  deps: CommandDeps,
  context: Context,
  made: Effect<unknown>,
  asking: CommandAsking,
): Promise<number | null> {
  const happened = made.events
  // If recording fails, the commit behind it on the wire only rolls back.
  const recording =
    happened.length === 0 ? null : recorded(record(deps, context, happened, asking, made.kept ?? made.answer))
  // Once one of them has failed, those behind it on the wire only echo that: the first in that order says why.
  const [written, numbered, committed] = await Promise.allSettled([made.writing, recording, context.sql`commit`])
  for (const one of [written, numbered, committed]) if (one.status === 'rejected') throw one.reason
  markCommitted(context.sql)
  return numbered.status === 'fulfilled' ? (numbered.value?.[0]?.seq ?? null) : null
}

function record(
  deps: CommandDeps,
  { sql, actor }: Context,
  happened: readonly Happened[],
  { commandId, requestId }: CommandAsking,
  answer: unknown,
) {
  const touches = [...new Set(happened.flatMap((one) => deps.touchedBy(one.type)))].join(',')
  const rows = happened.map((one, ordinal) => ({
    ordinal,
    type: one.type,
    referral_id: one.referralId,
    person_id: one.personId,
    data: one.data ?? {},
  }))
  // The counter row is locked here, last, so that numbers are given in commit order and held for the shortest time. Who, when and
  // where the database fills in itself, and each event carries the hash of the one before it.
  return sql<{ seq: number }[]>`
    with counter as (
      update service_counters set last_seq = last_seq + ${rows.length}
      where service_id = ${actor.serviceId} returning last_seq - ${rows.length} as before, last_seq
    ), recorded as (
      insert into events (seq, command_id, ordinal, type, referral_id, person_id, data)
      select counter.before + 1 + e.ordinal, ${commandId}, e.ordinal, e.type, e.referral_id, e.person_id, e.data
      from counter, jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb)
        as e(ordinal int, type text, referral_id uuid, person_id uuid, data jsonb)
      order by e.ordinal
    ), kept as (
      update commands set answer = ${answer === undefined ? null : JSON.stringify(answer)}::text::jsonb
      where service_id = ${actor.serviceId} and actor_id = ${actor.personId} and id = ${commandId}
    )
    select last_seq as seq, pg_notify('hub', hub.hint(${actor.serviceId}, last_seq, ${touches}, ${requestId}, ${rows.length})) from counter`
}

async function reactTo(
  reactions: readonly Reaction[],
  events: readonly Happened[],
  context: Context,
): Promise<Outcome<readonly Happened[], SomeRefusal>> {
  const more: Happened[] = []
  for (const happened of events) {
    for (const reaction of reactions.filter(({ to }) => to === happened.type)) {
      const reacted = await reaction.run(happened, context)
      if (!reacted.ok) return reacted
      more.push(...reacted.value)
    }
  }
  const hearing = reactions.filter(({ hearsReactions }) => hearsReactions)
  for (const happened of more)
    for (const reaction of hearing.filter(({ to }) => to === happened.type)) {
      const heard = await reaction.run(happened, context)
      if (!heard.ok) return heard
    }
  return done(more)
}

function refusalProblem(door: CommandDoor, refusal: SomeRefusal): Problem {
  const status = refusal.code.endsWith('not-found')
    ? 404
    : refusal.code.startsWith('own-')
      ? 403
      : refusal.field === undefined
        ? 409
        : 422
  return { status, body: { ...refusal, message: door.say(refusal) } }
}

/** Same id, same content: compared by hash, so that no body has to be kept. */
const fingerprint = (name: string, sent: unknown): Uint8Array =>
  createHash('sha256')
    .update(name)
    .update('\0')
    .update(JSON.stringify(sent) ?? '')
    .digest()
