import type { RequestHandler } from 'express'
import type { Database } from '#db/client.ts'
import { asked } from './transaction.ts'
import type { PublicFace } from '#shared/kernel/publicFace.ts'

const NOBODY: PublicFace = { name: '', hubPhone: null, nightName: '', nightPhone: null }

/** Nobody can ring “not given”: what holds no number is none. */
const numberIn = (text: string | null): string | null => (text !== null && /\d/.test(text) ? text : null)

/**
 * What the installation says of itself to somebody who has not signed in, from the settings of the one service that it holds. Where it
 * holds several, no name and no number: the wrong service's would send a caller astray.
 *
 * @example app.get('/council.json', showFace(deps)) // {"name":"Westmarch County Council","hubPhone":"01632 960 100",…}
 */
export const showFace =
  ({ database }: { readonly database: Database }): RequestHandler =>
  async (_request, response) => {
    const [face] = await asked(database, (sql) => sql<PublicFace[]>`select * from hub.public_face()`)
    response.setHeader('cache-control', 'no-store')
    response.json(face ? { ...face, hubPhone: numberIn(face.hubPhone), nightPhone: numberIn(face.nightPhone) } : NOBODY)
  }
