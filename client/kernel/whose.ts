/** Somebody in one of their services: nobody else may act with what they pressed, nor they themselves in another service. */
export interface Whose {
  readonly serviceId: string
  readonly personId: string
  /** What a colleague calls them: all that a phone keeps of whom it waits for. */
  readonly givenName: string
}

/** The same as the hub writes it, and as a phone keeps their queue under: both ids. */
export const keyOf = ({ serviceId, personId }: Pick<Whose, 'serviceId' | 'personId'>): string =>
  `${serviceId}.${personId}`

let open: Whose | null = null
let pressing: Whose | null = null

/** Whose session is open on this page from now on; `null` when it is over. */
export function sessionIsOf(whose: Whose | null): void {
  open = whose
  // Until somebody else is in, what is pressed here is still of whoever was: a call for help goes on counting after a session has ended.
  pressing = whose ?? pressing
}

/** Whose the presses on this page are: of whoever is signed in, or else of whoever was last; `null` before anybody was. */
export const whosePress = (): Whose | null => pressing

/**
 * The header that goes with each command: for whom this page takes the person who is signed in. Another tab may have signed somebody else
 * in meanwhile, and the hub then refuses to do it as them.
 *
 * @param as whose press it is, where that is known better than by whose session is open
 */
export const signedInHeader = (as: string | null = open && keyOf(open)): Readonly<Record<string, string>> =>
  as === null ? {} : { 'x-signed-in-as': as }

/** @example givenNameIn('Ewa Kowalska') // 'Ewa' */
export const givenNameIn = (name: string): string => name.trim().split(/\s+/)[0] ?? ''
