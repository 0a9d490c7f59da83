import { randomUUID } from 'node:crypto'
import { expectedOf, type Whose } from '#shared/kernel/expected.ts'
import { doorNames, doorOf, type DoorName } from '#shared/kernel/matrix.ts'
import { may, roles, type Role } from '#shared/kernel/permission.ts'
import { CANARY } from './canaries.ts'
import { askedByPost, samples } from './samples.ts'
import type { Asker, Stage } from './stage.ts'
import { thingsOf, thingsThatNeverWere, type Kind, type Things } from './things.ts'

/** What came back, with what differs between any two answers taken out: the request's number and the ids that were sent. */
interface Came {
  readonly status: number
  readonly text: string
  readonly ms: number
}

export interface Walked {
  pairs: number
  allowed: number
  done: number
  refused: number
  unknown: number
  /** Pairs in which another service's thing was put in the place of each id that an input can carry. */
  swapped: number
  /** Answers in which something of the other service was seen. */
  readonly leaks: string[]
  readonly wrong: string[]
  readonly foreignMs: number[]
  readonly randomMs: number[]
}

const newWalk = (): Walked => ({
  pairs: 0,
  allowed: 0,
  done: 0,
  refused: 0,
  unknown: 0,
  swapped: 0,
  leaks: [],
  wrong: [],
  foreignMs: [],
  randomMs: [],
})

/** Asks at every door, as everybody, for something of one's own, a colleague's, another service's and for what never was. */
export async function walkTheMatrix(stage: Stage, which: Which = () => true): Promise<Walked> {
  const walked = newWalk()
  await Promise.all(
    stage.askers.map((asker) =>
      walkAs(
        stage,
        asker,
        doorNames.filter((door) => which(door, asker.role)),
        walked,
      ),
    ),
  )
  return walked
}

/** Which doors to try as which role. */
export type Which = (door: DoorName, role: Role) => boolean

/** Only where the role is let in at all: what is refused by the permission never comes to a statement. */
export const whereLetIn: Which = (door, role) => may([role], doorOf(door).needs)

/**
 * Each door as two of the roles that are let in, by turns: a statement asks the same of the database for either. `SEPARATION=whole` goes
 * as all of them.
 */
export const asTwoLetIn: Which = (door, role) => {
  const letIn = roles.filter((one) => whereLetIn(door, one))
  const turn = doorNames.indexOf(door)
  return (
    whereLetIn(door, role) &&
    (process.env['SEPARATION'] === 'whole' || [turn, turn + 1].some((place) => letIn[place % letIn.length] === role))
  )
}

/** Who between them are let in at every query. */
const WIDEST: readonly Role[] = ['amhp-lead', 'practice-consultant', 'amhp']

/** Asks at the queries, as those who see most, and stops at the first sign of the other service. */
export async function showsSomething(stage: Stage): Promise<boolean> {
  const walked = newWalk()
  for (const asker of stage.askers.filter(({ role }) => WIDEST.includes(role))) {
    for (const door of doorNames) {
      if (doorOf(door).is !== 'query' || !whereLetIn(door, asker.role)) continue
      await askFor(stage, asker, door, 'own', walked)
      if (walked.leaks.length > 0 || walked.wrong.length > 0) return true
    }
  }
  return false
}

async function walkAs(stage: Stage, asker: Asker, doors: readonly DoorName[], walked: Walked): Promise<void> {
  for (const door of doors) {
    await askFor(stage, asker, door, 'own', walked)
    if (doorOf(door).names !== 'nothing') {
      await askFor(stage, asker, door, 'other', walked)
      await askFor(stage, asker, door, 'random id', walked)
    }
    await swapEach(stage, asker, door, walked)
  }
}

async function askFor(stage: Stage, asker: Asker, door: DoorName, of: Whose, walked: Walked): Promise<void> {
  const expected = expectedOf(asker.role, door, of)
  const came = await asks(stage, asker, door, await thingsFor(stage, asker, door, of, expected), walked)
  walked.pairs += 1
  const wrong = (why: string): number =>
    walked.wrong.push(`${asker.role} at ${door} for ${of}: ${why}, but got ${came.status} ${came.text.slice(0, 160)}`)
  if (expected === 'not-allowed') {
    walked.refused += 1
    if (came.status !== 403) wrong('403 was expected')
  } else if (expected === 'unknown') {
    walked.unknown += 1
    if (!saysUnknown(came)) wrong('it should be as if it never was')
  } else {
    walked.allowed += 1
    if (came.status === 200) walked.done += 1
    // How things stand may speak against it, in words of its own; the door did not.
    else if (![409, 422].includes(came.status)) wrong('the door should let this through')
  }
}

/** Not there: 404, a refusal of this very field, or a list with nothing in it. */
const saysUnknown = ({ status, text }: Came): boolean =>
  status === 404 ||
  (status === 422 && /"code":"[a-z-]*(?:unknown|not-found)"/.test(text)) ||
  (status === 200 && text === '[]')

/** A command that may go through gets things of its own, so that one command does not spoil the next. */
async function thingsFor(
  { hub, ours }: Stage,
  asker: Asker,
  door: DoorName,
  of: Whose,
  expected: string,
): Promise<Things> {
  if (of === 'random id' || of === 'other service') return thingsThatNeverWere()
  const fresh = doorOf(door).is === 'command' && expected === 'allowed'
  if (of === 'own') return fresh ? thingsOf(hub, ours, asker.self, asker.selfWorks) : asker.own
  return fresh ? thingsOf(hub, ours, asker.other, asker.otherWorks) : asker.others
}

/**
 * Puts another service's thing, and then one that never was, in the place of each id that this input carries, one at a time. The two
 * answers must be the same: whatever the role, nobody learns that another service has it.
 */
async function swapEach(stage: Stage, asker: Asker, door: DoorName, walked: Walked): Promise<void> {
  const letIn = may([asker.role], doorOf(door).needs)
  const kinds = kindsIn(door, stage)
  // Whoever is not let in is refused before any id is read: one of them speaks for all, unless `SEPARATION=whole` is asked for.
  for (const kind of letIn || process.env['SEPARATION'] === 'whole' ? kinds : kinds.slice(0, 1)) {
    const random = thingsThatNeverWere()
    const foreign = await asks(stage, asker, door, { ...asker.own, [kind]: stage.foreign[kind] }, walked)
    const never = await asks(stage, asker, door, { ...asker.own, [kind]: random[kind] }, walked)
    walked.swapped += 1
    walked.pairs += 1
    if (letIn) {
      walked.foreignMs.push(foreign.ms)
      walked.randomMs.push(never.ms)
    }
    const differs = foreign.status !== never.status || foreign.text !== never.text
    if (differs)
      walked.leaks.push(
        `${asker.role} at ${door} with another service's ${kind}: ${foreign.status} ${foreign.text.slice(0, 160)}, with one that never was: ${never.status} ${never.text.slice(0, 160)}`,
      )
  }
}

/** Which kinds of things a door's input carries, found by looking which ones its sample takes. */
export function kindsIn(door: DoorName, { hub, foreign }: Pick<Stage, 'hub' | 'foreign'>): readonly Kind[] {
  const taken = new Set<Kind>()
  const watched = new Proxy(foreign, {
    get(things, kind: Kind) {
      taken.add(kind)
      return things[kind]
    },
  })
  samples[door](watched, hub.now())
  return [...taken]
}

async function asks(stage: Stage, { role, self }: Asker, door: DoorName, of: Things, walked: Walked): Promise<Came> {
  const input = samples[door](of, stage.hub.now())
  const began = performance.now()
  const byGet = doorOf(door).is === 'query' && !askedByPost.has(door)
  const key = randomUUID()
  const ask = () =>
    byGet
      ? self.gets(`/api/${door}?${new URLSearchParams(input as Record<string, string>).toString()}`)
      : self.posts(`/api/${door}`, input, { 'idempotency-key': key })
  let answer = await ask()
  // On a machine that does much else the hub may say so: whoever is told sends the same once more.
  for (let again = 0; again < 5 && answer.body['retry'] === 'same-key'; again++) answer = await ask()
  const ms = performance.now() - began
  const body = answer.body
  delete body['requestId']
  const sent = new Set(JSON.stringify(input).match(UUIDS) ?? [])
  const whole = JSON.stringify([body, [...answer.headers]])
  for (const id of sent) stage.asked.add(id)
  // What somebody tried and was refused stands in the audit as they typed it, whatever it was.
  const ofAudit = door.startsWith('audit.')
  // A door that takes a new id has just made it ours as well.
  if (answer.status === 200 && 'newDraft' in of && sent.has(of.newDraft)) stage.foreignIds.delete(of.newDraft)
  const seen = (whole.match(UUIDS) ?? []).filter(
    (id) => stage.foreignIds.has(id) && !sent.has(id) && !(ofAudit && stage.asked.has(id)),
  )
  if (whole.includes(CANARY) || seen.length > 0)
    walked.leaks.push(
      `${role} at ${door}: ${whole.slice(Math.max(0, whole.indexOf(CANARY) - 60)).slice(0, 160)} ${seen.join(' ')}`,
    )
  return { status: answer.status, text: withoutIds(JSON.stringify(body)).replaceAll(of.workedNumber, '#'), ms }
}

const UUIDS = /[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}/g
const withoutIds = (text: string): string =>
  text
    .replaceAll(UUIDS, '#')
    .replaceAll(/("linkToken":")[\w-]{43}/g, '$1#')
    .replaceAll(/("(?:seq|number)":)\d+|\b[27]\d{6}\b/g, '$1#')

/** What stood in the other service's news, log and everything that our screens heard. */
export function heardOrLogged({ hub, askers }: Stage): readonly string[] {
  return [...hub.logged, ...askers.flatMap(({ heard }) => heard)].filter((line) => line.includes(CANARY))
}

/** @example median([3, 1, 2]) // 2 */
export const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0
