/** Why something about directories and leavers was not done. */
export type DirectoryRefusal =
  | { readonly code: 'token-not-found'; readonly field: 'tokenId' }
  | { readonly code: 'already-revoked' }
  | { readonly code: 'link-not-found'; readonly field: 'personId' }
  | { readonly code: 'leavers-changed'; readonly leaving: number; readonly expected: number }
  | { readonly code: 'last-administrator' }

export function directoryWords(refusal: DirectoryRefusal): string {
  switch (refusal.code) {
    case 'token-not-found':
      return 'There is no such key in this service. Look at the list again.'
    case 'already-revoked':
      return 'This key has ended already. Nothing more is needed.'
    case 'link-not-found':
      return 'This person has no link with that provider. Look at the list again.'
    case 'leavers-changed':
      return `The list would now end ${refusal.leaving}, not ${refusal.expected}. Nobody was ended. Look at the check again, then go on.`
    case 'last-administrator':
      return 'Nobody would be left to manage accounts. Nobody was ended. Make somebody else an administrator first.'
  }
}
