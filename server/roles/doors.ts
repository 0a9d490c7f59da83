import { peopleAndRoles } from '#shared/roles/contract.ts'
import { answer, type CommandDoor, type QueryDoor } from '#server/kernel/handle.ts'
import { set } from './set.ts'
import { rolePeople } from './store.ts'

const people = answer(peopleAndRoles, {
  needs: 'set roles',
  reveals: 'nobody',
  run: (_asked, context) => rolePeople(context),
})

export const roleCommands: readonly CommandDoor[] = [set]
export const roleQueries: readonly QueryDoor[] = [people]
