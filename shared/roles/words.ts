import { formatInstant } from '../time/london.ts'
import type { Instant } from '../time/instant.ts'

export type RoleRefusal =
  | { readonly code: 'person-not-found' }
  | { readonly code: 'own-roles' }
  | { readonly code: 'changed-since-seen'; readonly byName: string; readonly at: Instant; readonly version: number }
  | { readonly code: 'not-together'; readonly field: 'roles'; readonly why: string }
  | { readonly code: 'last-administrator'; readonly field: 'roles' }
  | { readonly code: 'has-work-now'; readonly field: 'roles'; readonly numbers: readonly number[] }
  | { readonly code: 'supervisor-needed'; readonly field: 'supervisedBy' }
  | { readonly code: 'supervisor-unknown'; readonly field: 'supervisedBy' }

export function roleWords(refusal: RoleRefusal): string {
  switch (refusal.code) {
    case 'person-not-found':
      return 'Nobody in this service has that id. Open the list again.'
    case 'own-roles':
      return 'Another administrator changes your roles. Ask one of them.'
    case 'changed-since-seen':
      return `${refusal.byName || 'Somebody'} changed this person on ${formatInstant(refusal.at)}. Look at the list again, then change it.`
    case 'not-together':
      return `${refusal.why}. Take one of the two roles away.`
    case 'last-administrator':
      return 'This is the last administrator of the service. Make somebody else one first.'
    case 'has-work-now':
      return `They have ${refusal.numbers.map((number) => `R-${number}`).join(', ')} now. Have it taken back or finished first.`
    case 'supervisor-needed':
      return 'Choose the AMHP beside whom the trainee works.'
    case 'supervisor-unknown':
      return 'Choose an AMHP of this service who is not the trainee.'
  }
}
