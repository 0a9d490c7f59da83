import { Router } from 'express'
import { hashOf } from './cookies.ts'
import { problem } from './problems.ts'
import { sendProblem } from './sendProblem.ts'

const SECRET = /^[A-Za-z0-9_-]{43}$/
/** The same for an address that ended, that of a leaver, and one that never was. */
const nobodys = problem(404, 'feed-not-found', 'There is no such calendar address, or it has ended already.')

/**
 * `GET /<secret>.ics`: what a calendar fetches by itself. The secret in the address is all there is to it: it is no session, and opens
 * nothing else. The log never has the address of a request.
 *
 * @param text the calendar behind the hash of a secret; `null` for nobody's
 */
export function feedDoor(text: (tokenHash: Uint8Array) => Promise<string | null>): Router {
  const router = Router()
  router.get('/:file', async (request, response) => {
    const [token = '', rest] = String(request.params['file']).split('.ics')
    const found = SECRET.test(token) && rest === '' ? await text(hashOf(token)) : null
    if (found === null) return sendProblem(response, nobodys)
    response.setHeader('content-disposition', 'inline; filename="shifts.ics"')
    response.type('text/calendar; charset=utf-8').send(found)
  })
  router.all('/:file', (_request, response) => {
    response.setHeader('allow', 'GET, HEAD')
    sendProblem(response, problem(405, 'wrong-method', 'Use GET here.'))
  })
  return router
}
