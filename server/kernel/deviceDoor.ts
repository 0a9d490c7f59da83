import { Router, type Request } from 'express'
import { hashOf } from './cookies.ts'
import { problem } from './problems.ts'
import { readBody } from './readBody.ts'
import { sendAnswer, sendProblem } from './sendProblem.ts'

const TOKEN = /^[A-Za-z0-9_-]{43}$/
const YEAR_SECONDS = 366 * 24 * 60 * 60
const ended = problem(401, 'display-ended', 'This screen may not show the board. Ask for a new link.')

export interface DeviceDoorDeps {
  readonly secure: boolean
  /** What the device behind a token is shown; `null` for nobody's token. */
  readonly show: (tokenHash: Uint8Array) => Promise<unknown>
}

/**
 * The one door for a screen that nobody sits at. Its token opens this and nothing else: it is no session, and no other door looks for
 * it. The token comes once in the body of a request, and then lives in a cookie that no script can read.
 */
export function deviceDoor({ secure, show }: DeviceDoorDeps): Router {
  const router = Router()
  const name = `${secure ? '__Host-' : ''}hub-wall`
  const tokenIn = ({ headers: { cookie } }: Request): string | null => {
    const found = (cookie ?? '')
      .split(';')
      .map((part) => part.trim())
      .find((part) => part.startsWith(`${name}=`))
    const token = found?.slice(name.length + 1) ?? ''
    return TOKEN.test(token) ? token : null
  }
  router.post('/', ...readBody, async (request, response) => {
    const body = request.body as { readonly token?: unknown } | undefined
    const token = typeof body?.token === 'string' && TOKEN.test(body.token) ? body.token : null
    const shown = token === null ? null : await show(hashOf(token))
    if (token === null || shown === null) return sendProblem(response, ended)
    const flags = `Path=/; HttpOnly; SameSite=Strict; Max-Age=${YEAR_SECONDS}${secure ? '; Secure' : ''}`
    response.setHeader('set-cookie', `${name}=${token}; ${flags}`)
    sendAnswer(response, shown)
  })
  router.get('/', async (request, response) => {
    const token = tokenIn(request)
    const shown = token === null ? null : await show(hashOf(token))
    if (shown === null) return sendProblem(response, ended)
    sendAnswer(response, shown)
  })
  router.all('/', (_request, response) => {
    response.setHeader('allow', 'GET, POST')
    sendProblem(response, problem(405, 'wrong-method', 'Use GET or POST here.'))
  })
  return router
}
