/** Why somebody who came by single sign-on was not let in. The code travels in the address; the words stand here only. */
export const ssoWords = {
  'provider-away': {
    title: 'Your council’s sign-in is not answering',
    message:
      'The hub cannot reach it at the moment. Try again in a minute. If your account here has a password, you can use that now.',
  },
  'start-again': {
    title: 'That sign-in was not finished in time',
    message:
      'It was started too long ago, in another window, or used already. Nothing is wrong with your account. Start again.',
  },
  cancelled: {
    title: 'You did not finish signing in',
    message: 'Your council’s sign-in says that it was broken off. Start again when you are ready.',
  },
  'not-believed': {
    title: 'The hub could not check that sign-in',
    message:
      'What came back does not hold, so nobody was signed in. Start again. If it happens twice, tell your administrator.',
  },
  'other-tenant': {
    title: 'That account belongs to another organisation',
    message: 'Sign in with the account of the council or trust that you work for here.',
  },
  'other-domain': {
    title: 'That account belongs to another organisation',
    message: 'Sign in with the account of the council or trust that you work for here.',
  },
  'not-invited': {
    title: 'You do not have a place in Duty Hub yet',
    message:
      'Your council knows you, and this AMHP service has not added you. Ask the administrator of the service to invite you.',
  },
  'other-subject': {
    title: 'Your account was linked with another sign-in before',
    message:
      'Your council may have made a new account for you. Ask the administrator of the service to take the old link away.',
  },
  'linked-to-another': {
    title: 'That sign-in belongs to somebody else here',
    message: 'It is linked with another person of this service. Sign out there first, then try with your own.',
  },
  'no-role': {
    title: 'You do not have access yet',
    message:
      'You are signed in to your council, and nobody has given you a role in this service. Ask your manager or the administrator of the service which group you should be in.',
  },
  'roles-conflict': {
    title: 'Your roles cannot be held together',
    message:
      'Your council’s groups give you two roles that one person may not hold. Ask the administrator of the service to put it right.',
  },
  'groups-left-out': {
    title: 'The hub could not read your groups',
    message: 'You are in more groups than fit into a sign-in. Ask your administrator to send roles instead of groups.',
  },
  'last-administrator': {
    title: 'You are the last administrator',
    message:
      'Your council’s groups would take the role away, and nobody would be left to give it. Nothing was changed. Sign in with your password.',
  },
  left: {
    title: 'Your place in this service has ended',
    message: 'If you should still have one, ask the administrator of the service.',
  },
} as const satisfies Record<string, { readonly title: string; readonly message: string }>

export type SsoRefusal = keyof typeof ssoWords

/** @example isSsoRefusal('no-role') // true */
export const isSsoRefusal = (text: string): text is SsoRefusal => Object.hasOwn(ssoWords, text)
