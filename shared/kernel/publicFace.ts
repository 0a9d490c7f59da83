import { z } from 'zod'

/** What anybody may know of an installation before they have signed in: whose it is, and whom to ring. All of it is public. */
export const publicFace = z.object({
  /** The council's name; empty where the installation serves several services. */
  name: z.string(),
  /** The hub's telephone, or `null` where none is set. */
  hubPhone: z.string().nullable(),
  /** Who answers out of hours, in the service's own words. */
  nightName: z.string(),
  nightPhone: z.string().nullable(),
})
export type PublicFace = z.output<typeof publicFace>
