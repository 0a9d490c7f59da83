export type AccountRefusal =
  | { readonly code: 'person-not-found' }
  /** Nobody acts on their own account here: a second administrator does. */
  | { readonly code: 'own-account' }
  | { readonly code: 'no-account' }
  | { readonly code: 'has-account'; readonly email: string }
  | { readonly code: 'email-taken'; readonly field: 'email' }
  | { readonly code: 'roles-not-together'; readonly field: 'roles' }
  | { readonly code: 'access-stopped-already' }
  | { readonly code: 'access-not-stopped' }
  | { readonly code: 'works-elsewhere' }
  | { readonly code: 'last-administrator' }

export function accountWords(refusal: AccountRefusal): string {
  switch (refusal.code) {
    case 'person-not-found':
      return 'Nobody in this service has that id. Open the list again.'
    case 'own-account':
      return 'This is your own account. Ask another administrator, or change your password and factors under “My account”.'
    case 'no-account':
      return 'They have no account yet. Invite them first.'
    case 'has-account':
      return `They sign in as ${refusal.email} already. If they cannot get in, make a new link for them.`
    case 'email-taken':
      return 'Somebody else of this service signs in with that address. Check it, or look them up in the list.'
    case 'roles-not-together':
      return 'These roles cannot be held by one person: an administrator does not audit, and a trainee needs a supervisor on the register. Choose others.'
    case 'access-stopped-already':
      return 'They cannot sign in to this service already. Nothing more to do.'
    case 'access-not-stopped':
      return 'They can sign in to this service already. Nothing more to do.'
    case 'works-elsewhere':
      return 'They also work in another service, so their password and factors are not yours to reset. Have the link sent by post, or ask them to use “Forgotten password”.'
    case 'last-administrator':
      return 'This is the last administrator: without one nobody could let anybody in. Make somebody else an administrator first.'
  }
}
