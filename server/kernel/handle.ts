import type { z } from 'zod'
import type { AnyCommand, DoneBy, InputOf, RefusalOf, SomeRefusal } from '#shared/kernel/command.ts'
import type { PersonId, ReferralId, ServiceId } from '#shared/kernel/ids.ts'
import type { NeedsOf } from '#shared/kernel/matrix.ts'
import { done, refuse, type Outcome } from '#shared/kernel/outcome.ts'
import type { Permission } from '#shared/kernel/permission.ts'
import type { AnswerTo, AnyQuery, AskedBy } from '#shared/kernel/query.ts'
import { termToKeep, type FieldClass, type ReadKind, type Shown, type ShowsPerson } from '#shared/kernel/trace.ts'
import type { Instant } from '#shared/time/instant.ts'
import type { Connection, Queries, SqlPart } from '#db/client.ts'
import type { Actor } from './actor.ts'
import type { Tapped } from './personsAct.ts'

/**
 * Where a statement is asked: one transaction of one service. `service` goes where a statement compares `service_id`: the id once
 * it is known, before that the database's own word for it.
 */
export interface Scope {
  readonly now: Instant
  readonly sql: Connection
  readonly service: ServiceId | SqlPart
}

/** What a handler works with: its scope, who asks, and the query builder on the same transaction. */
export interface Context extends Scope, Tapped {
  readonly actor: Actor
  readonly service: ServiceId
  readonly db: Queries
  /** What the record of this read should say besides what the door declares. */
  readonly trace: Trace
}

/** Set by a handler that knows more of a read than its door: under which grant it was, and what it was for. */
export interface Trace {
  grantId: string | null
  purpose: string | null
}

/** Something that happened, to be recorded with the change it describes. Ids and codes in `data`, never names or free text. */
export interface Happened {
  readonly type: string
  readonly referralId?: ReferralId
  readonly personId?: PersonId
  readonly data?: Readonly<Record<string, unknown>>
}

/** What a command's handler answers with when it is done: what to tell the caller and what to record. */
export interface Effect<Answer> {
  readonly answer: Answer
  readonly events: readonly Happened[]
  /** What is kept for the same command sent again, where the answer holds a secret that is told once. */
  readonly kept?: Answer
  /** What is still being written: on the wire before the events, so that all of it is one round trip. It must change its rows or fail. */
  readonly writing?: Promise<unknown>
}

export const effect = <const Answer>(
  answer: Answer,
  ...events: [Happened, ...Happened[]]
): { ok: true; value: Effect<Answer> } => done({ answer, events })

/** The same while its rows are still being written; if that fails, so does all of it. */
export function effectOnTheWire<const Answer>(
  writing: Promise<unknown>,
  answer: Answer,
  ...events: [Happened, ...Happened[]]
): { ok: true; value: Effect<Answer> } {
  // Heard again when the events are recorded; meanwhile a failure must not count as heard by nobody.
  writing.catch(() => undefined)
  return done({ answer, events, writing })
}

/** For a draft that is kept every few seconds: not a record yet, so it may leave no event. Only where `keepsDraft` says so. */
export const quietly = <const Answer>(answer: Answer, ...events: Happened[]): { ok: true; value: Effect<Answer> } =>
  done({ answer, events })

type Issues = readonly z.core.$ZodIssue[]

/** One command that came in, in its two steps. What was held is handed from the first to the second. */
export interface CommandWork {
  readonly hold: (scope: Scope) => Promise<unknown>
  readonly run: (context: Context, held: unknown) => Promise<Outcome<Effect<unknown>, SomeRefusal>>
}

/** A way in for commands: its name, who may use it, and what to do with what came in. */
export interface CommandDoor {
  readonly name: string
  readonly needs: Permission
  readonly stepUp: boolean
  readonly accept: (sent: unknown) => Outcome<CommandWork, Issues>
  /** The refusal that a broken constraint stands for, or `undefined` when it is a bug. */
  readonly refusalOf: (constraint: string) => SomeRefusal | undefined
  /** Whether a broken constraint says that somebody was quicker, so that the command begins again and finds what they did. */
  readonly beginsAgainOn: (constraint: string) => boolean
  readonly say: (refusal: SomeRefusal) => string
  readonly keepsDraft: boolean
}

/** A way in for queries: its name, who may use it, and what to answer, with whom the answer shows. */
export interface QueryDoor {
  readonly name: string
  readonly needs: Permission
  readonly stepUp: boolean
  readonly shared: Shared | null
  readonly accept: (sent: unknown) => Outcome<(context: Context) => Promise<Answered>, Issues>
}

/**
 * For how long one answer serves others of the service while nothing has happened, and whom: those who see exactly the same people
 * whole (`same sight`), or everybody who may ask. Only an answer that shows nobody's name may serve everybody.
 */
export interface Shared {
  readonly ms: number
  readonly among: 'same sight' | 'everybody'
}

export interface Answered {
  readonly answer: unknown
  /** What is kept of this read; `null` when the answer shows nobody and is no search and no export. */
  readonly read: Read | null
}

/** One read as it is kept: of whom, how much, and what was asked. */
export interface Read {
  readonly kind: ReadKind
  readonly shown: Shown
  readonly people: readonly ReferralId[]
  /** People of whom only a stub was shown. */
  readonly stubs: readonly ReferralId[]
  readonly fields: readonly FieldClass[]
  /** Codes, dates and ids of a list's filter; never what somebody typed. */
  readonly filter: Readonly<Record<string, string>>
  /** What was searched for, kept apart from the rest. */
  readonly term: string | null
}

export interface CommandHalf<C extends AnyCommand, Held> {
  /** The permission of this door's row in the matrix: another one, or a door without a row, does not compile. */
  readonly needs: Permission & NeedsOf<C['name']>
  /** A grave act: whoever has not shown within the last minutes that it is them is asked to, and it is sent again. */
  readonly stepUp?: true
  /**
   * Locks and reads that need nothing but the input. They go to the database together with the question who asks, so they cost no
   * round trip of their own; they may change nothing, because nobody has been let in yet.
   */
  readonly hold?: (input: InputOf<C>, scope: Scope) => Promise<Held>
  readonly run: (input: InputOf<C>, context: Context, held: Held) => Promise<Outcome<Effect<DoneBy<C>>, RefusalOf<C>>>
  /** What each constraint of the database means when it breaks in this command. */
  readonly constraints?: Readonly<Record<string, RefusalOf<C>>>
  /** Constraints that only break when somebody was quicker: the command begins again, once it can see what they did. */
  readonly beginsAgainOn?: readonly string[]
  /** True for what is typed and not yet sent: sending it twice does no harm, so it is not remembered as a command. */
  readonly keepsDraft?: true
}

/**
 * A command's server half. A permission is not optional, so no command compiles without one.
 *
 * @example export const allocate = handle(allocateReferral, { needs: 'allocate', async run(input, context) { … } })
 */
export function handle<C extends AnyCommand, Held = undefined>(command: C, half: CommandHalf<C, Held>): CommandDoor {
  return {
    name: command.name,
    needs: half.needs,
    stepUp: half.stepUp ?? false,
    keepsDraft: half.keepsDraft ?? false,
    refusalOf: (constraint) => half.constraints?.[constraint],
    beginsAgainOn: (constraint) => half.beginsAgainOn?.includes(constraint) ?? false,
    // The kernel only gives back refusals that this same command made.
    say: (refusal) => command.words(refusal as never),
    accept(sent) {
      const input = command.input.safeParse(sent)
      if (!input.success) return refuse(input.error.issues)
      const data = input.data as InputOf<C>
      return done({
        hold: async (scope) => half.hold?.(data, scope),
        // The kernel hands on what this same command held.
        run: (context, held) => half.run(data, context, held as Held),
      })
    },
  }
}

interface QueryBase<Q extends AnyQuery> {
  /** The permission of this door's row in the matrix, as for a command. */
  readonly needs: Permission & NeedsOf<Q['name']>
  /** A grave act: whoever has not shown within the last minutes that it is them is asked to, and it is sent again. */
  readonly stepUp?: true
  readonly run: (input: AskedBy<Q>, context: Context) => Promise<AnswerTo<Q>>
  /** Leave it out where the answer depends on who asks. */
  readonly shared?: Shared
  /** What is asked for is taken away, as a file: kept as an export whoever it shows. */
  readonly exports?: true
  /** It looks into the record of who looked: kept whatever it finds. */
  readonly audits?: true
  /** What a list was narrowed by: codes, dates and ids only. */
  readonly filter?: (input: AskedBy<Q>) => Readonly<Record<string, string>>
}

/** An answer that shows people: whom, how much of each, and which parts of their records. */
interface ShowsSomebody<Q extends AnyQuery> extends QueryBase<Q> {
  readonly reveals: (answer: AnswerTo<Q>) => readonly ReferralId[]
  readonly shows: { readonly as: Shown; readonly fields: readonly FieldClass[] }
  /** Those of whom the answer holds only a stub, because their records are restricted. */
  readonly stubs?: (answer: AnswerTo<Q>) => readonly ReferralId[]
  /** What was searched for; '' when it was no search. */
  readonly sought?: (input: AskedBy<Q>) => string
}

interface ShowsNobody<Q extends AnyQuery> extends QueryBase<Q> {
  readonly reveals: 'nobody'
}

/**
 * A query's server half. Whom it reveals is not optional either: a read of a person that nobody could trace does not compile, and
 * `nobody` is no choice for an answer whose type holds a person's name, birth, number or address.
 */
export function answer<Q extends AnyQuery>(query: Q, half: ShowsSomebody<Q>): QueryDoor
export function answer<Q extends AnyQuery>(
  query: Q,
  half: true extends ShowsPerson<AnswerTo<Q>> ? never : ShowsNobody<Q>,
): QueryDoor
export function answer<Q extends AnyQuery>(query: Q, half: ShowsSomebody<Q> | ShowsNobody<Q>): QueryDoor {
  return {
    name: query.name,
    needs: half.needs,
    stepUp: half.stepUp ?? false,
    shared: half.shared ?? null,
    accept(sent) {
      const input = query.input.safeParse(sent)
      if (!input.success) return refuse(input.error.issues)
      const asked = input.data as AskedBy<Q>
      return done(async (context: Context) => {
        const given = await half.run(asked, context)
        return { answer: given, read: readOf(half, asked, given) }
      })
    },
  }
}

function readOf<Q extends AnyQuery>(
  half: ShowsSomebody<Q> | ShowsNobody<Q>,
  asked: AskedBy<Q>,
  given: AnswerTo<Q>,
): Read | null {
  const filter = half.filter?.(asked) ?? {}
  const always = half.exports ? 'export' : half.audits ? 'audit' : null
  if (half.reveals === 'nobody') {
    const nobody = { shown: 'row', people: [], stubs: [], fields: [], term: null } as const
    return always && { ...nobody, kind: always, filter }
  }
  const { as, fields } = half.shows
  const stubs = [...new Set(half.stubs?.(given) ?? [])]
  const people = [...new Set(half.reveals(given))].filter((id) => !stubs.includes(id))
  const term = half.sought ? termToKeep(half.sought(asked)) : null
  const kind = always ?? (term !== null ? 'search' : as === 'row' ? 'list' : 'view')
  if (always === null && term === null && people.length + stubs.length === 0) return null
  return { kind, shown: as, people, stubs, fields, filter, term }
}

/**
 * Something a later feature does when an earlier one's event is recorded, in the same transaction, one level deep. One that only tells
 * people of what happened, and makes no event itself, hears of what the others made too.
 */
export interface Reaction {
  readonly to: string
  readonly hearsReactions?: true
  readonly run: (happened: Happened, context: Context) => Promise<Outcome<readonly Happened[], SomeRefusal>>
}

/** @example react('assessment-finished', makeClaim) */
export const react = (
  to: string,
  run: (happened: Happened, context: Context) => Promise<readonly Happened[]>,
): Reaction => ({ to, run: async (happened, context) => done(await run(happened, context)) })

/**
 * The same for what only tells of it: it does not matter to whoever is told whether a command or another feature's reaction did it.
 *
 * @example reactToAll('referral-allocated', tell)
 */
export const reactToAll = (to: string, run: (happened: Happened, context: Context) => Promise<void>): Reaction => ({
  to,
  hearsReactions: true,
  async run(happened, context) {
    await run(happened, context)
    return done([])
  },
})

/**
 * The same where the later feature may say no, which refuses the whole command. Its refusal is one of those that the earlier feature has
 * words for, because the command's own door says it.
 *
 * @example reactOrRefuse<RotaRefusal>('leave-agreed', takeFromLedger)
 */
export const reactOrRefuse = <Refusal extends SomeRefusal>(
  to: string,
  run: (happened: Happened, context: Context) => Promise<Outcome<readonly Happened[], Refusal>>,
): Reaction => ({ to, run })
