import { roles, type Role } from '#shared/kernel/permission.ts'
import { TEST_PASSWORD, type TestHub, type TestService } from '#tests/harness/service.ts'
import type { Person, Screen } from '#tests/harness/person.ts'
import { CANARY, fillWithCanaries, idsOf } from './canaries.ts'
import { thingsOf, type Things } from './things.ts'

/** Somebody of a role, a colleague of the same role, and the AMHP who holds each one's work: themselves, unless they are a trainee. */
export interface Asker {
  readonly role: Role
  readonly self: Person
  readonly other: Person
  readonly selfWorks: Person
  readonly otherWorks: Person
  readonly own: Things
  readonly others: Things
  readonly screen: Screen
  /** Everything that came over the socket. */
  readonly heard: string[]
}

export interface Stage {
  readonly hub: TestHub
  readonly ours: TestService
  readonly theirs: TestService
  /** One thing of each kind of the other service. */
  readonly foreign: Things
  /** All their ids, but for those that we have meanwhile given to something of our own. */
  readonly foreignIds: Set<string>
  /** Ids that our own people have put into a request so far. */
  readonly asked: Set<string>
  readonly foreignPerson: Person
  readonly askers: readonly Asker[]
  readonly filled: readonly string[]
  readonly codes: readonly string[]
}

/** Two services in one database: ours with somebody of every role, theirs full of canaries. */
export async function setStage(hub: TestHub): Promise<Stage> {
  const ours = await hub.service()
  const theirs = await hub.service(`${CANARY} service`)
  const foreignPerson = await theirs.has({ name: `${CANARY} person`, roles: ['practice-consultant', 'amhp'] })
  const foreign = await thingsOf(hub, theirs, foreignPerson)
  const askers = await Promise.all(roles.map((role) => askerOf(hub, ours, role)))
  const { filled, codes } = await fillWithCanaries(hub, theirs)
  const foreignIds = await idsOf(hub, theirs)
  // As the database does by itself within a minute: what is walked through here is not how it plans for tables it takes for empty.
  await hub.owner`analyze`
  return { hub, ours, theirs, foreign, foreignIds, asked: new Set(), foreignPerson, askers, filled, codes }
}

/** Somebody of a role with a colleague of the same, each with one thing of each kind, and a screen that hears. */
export async function askerOf(hub: TestHub, service: TestService, role: Role): Promise<Asker> {
  const somebody = async (which: string): Promise<readonly [Person, Person]> => {
    const supervisor =
      role === 'trainee' ? await service.has({ name: `Supervisor ${which}`, roles: ['amhp'] }) : undefined
    const person = await service.has({
      name: `${role} ${which}`,
      roles: [role],
      onRegister: role !== 'trainee',
      ...(supervisor && { supervisedBy: supervisor }),
    })
    await person.stepsUp(TEST_PASSWORD)
    return [person, supervisor ?? person]
  }
  const [self, selfWorks] = await somebody('one')
  const [other, otherWorks] = await somebody('two')
  const own = await thingsOf(hub, service, self, selfWorks)
  const others = await thingsOf(hub, service, other, otherWorks)
  const screen = await self.opensScreen()
  const heard: string[] = []
  screen.socket.onAny((...said: unknown[]) => heard.push(JSON.stringify(said)))
  return { role, self, other, selfWorks, otherWorks, own, others, screen, heard }
}
