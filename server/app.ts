import { randomUUID } from 'node:crypto'
import { createServer, type Server as HttpServer } from 'node:http'
import express, {
  type ErrorRequestHandler,
  type Express,
  type Request,
  type RequestHandler,
  type Response,
} from 'express'
import helmet from 'helmet'
import { commandId } from '#shared/kernel/ids.ts'
import { touchedBy } from '#shared/catalogue.ts'
import type { Database } from '#db/client.ts'
import type { Clock } from './kernel/clock.ts'
import { hashOf, tokenIn } from './kernel/cookies.ts'
import type { CommandDoor, QueryDoor } from './kernel/handle.ts'
import { openHub, type Hub } from './kernel/hub.ts'
import type { Log } from './kernel/log.ts'
import { databaseAway, notFound, notSignedIn, problem, tryAgain } from './kernel/problems.ts'
import { OncePerMinute } from './kernel/oncePerMinute.ts'
import { readBody } from './kernel/readBody.ts'
import { runCommand } from './kernel/runCommand.ts'
import { runQuery } from './kernel/runQuery.ts'
import { sendProblem } from './kernel/sendProblem.ts'
import { identityRoutes } from './identity/routes.ts'
import { codeOf, isConnectionLost, TooBusy } from './kernel/transaction.ts'
import { commandDoors, queryDoors, reactions } from './doors.ts'
import { clientRoutes } from './kernel/clientRoutes.ts'

export interface AppDeps {
  readonly database: Database
  readonly clock: Clock
  readonly log: Log
  /** Addresses that browsers may come from, exactly: `https://hub.westmarch.example`. */
  readonly origins: ReadonlySet<string>
  /** True when the service is reached over https: cookies are then bound to the host. */
  readonly secure: boolean
  /** How many proxies in front may be believed about the caller's address. */
  readonly trustedProxies?: number
  /** Where the built client is; absent when something else serves it. */
  readonly clientFolder?: string
}

export interface App {
  readonly http: HttpServer
  readonly close: () => Promise<void>
}

/** The whole server over one database and one clock: doors, sign-in, sockets, and the client's files. */
export async function createApp(deps: AppDeps): Promise<App> {
  const app = express()
  const http = createServer(app)
  let hub: Hub | undefined
  app.disable('x-powered-by')
  app.disable('etag')
  app.set('trust proxy', deps.trustedProxies ?? 0)
  app.use(requestId(deps), securityHeaders(deps.secure))
  app.get('/health', (_request, response) => void health(deps, response))
  app.use('/api', sameOrigin(deps.origins), noStore)
  app.use('/api', identityRoutes({ ...deps, endSockets: (sessionId) => hub?.endSockets(sessionId) }))
  mountDoors(app, deps)
  app.use('/api', (_request, response) => sendProblem(response, notFound))
  if (deps.clientFolder) app.use(clientRoutes(deps.clientFolder))
  app.use((_request, response) => sendProblem(response, notFound))
  app.use(faults(deps.log))
  hub = await openHub(http, deps)
  const live = hub
  return {
    http,
    async close() {
      await live.close()
      http.closeAllConnections()
    },
  }
}

function mountDoors(app: Express, deps: AppDeps): void {
  for (const door of commandDoors) {
    app.post(`/api/${door.name}`, ...readBody, (request, response) => takeCommand(deps, door, request, response))
    app.all(`/api/${door.name}`, onlyBy('POST'))
  }
  for (const door of queryDoors) {
    app.get(`/api/${door.name}`, (request, response) => takeQuery(deps, door, request.query, request, response))
    app.post(`/api/${door.name}`, ...readBody, (request, response) =>
      takeQuery(deps, door, request.body, request, response),
    )
    app.all(`/api/${door.name}`, onlyBy('GET, POST'))
  }
}

async function takeCommand(deps: AppDeps, door: CommandDoor, request: Request, response: Response): Promise<void> {
  const asking = askingOf(deps, request, response)
  if (!asking) return sendProblem(response, notSignedIn)
  const key = commandId.safeParse(request.headers['idempotency-key'])
  if (!key.success) {
    return sendProblem(
      response,
      problem(
        400,
        'command-id-missing',
        'Send a fresh UUID in the Idempotency-Key header, and the same one when you send again.',
        { field: 'Idempotency-Key' },
      ),
    )
  }
  const done = await runCommand({ database: deps.database, reactions, touchedBy }, door, {
    ...asking,
    commandId: key.data,
    sent: request.body,
  })
  if (!done.ok) return sendProblem(response, done.problem)
  if (done.replayed) response.setHeader('idempotent-replay', 'true')
  response.json({ value: done.value ?? null, seq: done.seq })
}

async function takeQuery(
  deps: AppDeps,
  door: QueryDoor,
  sent: unknown,
  request: Request,
  response: Response,
): Promise<void> {
  const asking = askingOf(deps, request, response)
  if (!asking) return sendProblem(response, notSignedIn)
  const given = await runQuery(deps.database, door, { ...asking, sent })
  if (!given.ok) return sendProblem(response, given.problem)
  if (given.answer === null) return sendProblem(response, notFound)
  response.json(given.answer)
}

/** A session's last use is written once a minute at most: nobody needs it to the second. */
const keepAlive = new OncePerMinute()

function askingOf(deps: AppDeps, request: Request, response: Response) {
  const token = tokenIn(request.headers.cookie, deps.secure)
  if (!token) return null
  const tokenHash = hashOf(token)
  const now = deps.clock()
  // Only what a person does keeps a session alive; a socket's heartbeat does not.
  response.once('finish', () => {
    if (keepAlive.isDue(token, now))
      void deps.database`select hub.touch_session(${tokenHash}, ${now})`.catch(() => undefined)
  })
  return { tokenHash, now, requestId: String(response.locals['requestId']) }
}

const requestId =
  (deps: AppDeps): RequestHandler =>
  (_request, response, next) => {
    response.locals['requestId'] = randomUUID()
    // Screens count their clocks down from the server's time, so that a phone that is wrong still shows the right limit.
    response.setHeader('x-hub-time', deps.clock())
    next()
  }

const securityHeaders = (secure: boolean): RequestHandler =>
  helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        // React sets element styles through the DOM, which this does not touch; no inline script or style sheet is allowed.
        imgSrc: ["'self'", 'data:'],
        connectSrc: ["'self'"],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
      },
    },
    referrerPolicy: { policy: 'no-referrer' },
    strictTransportSecurity: secure ? { maxAge: 63_072_000, includeSubDomains: true } : false,
    crossOriginEmbedderPolicy: false,
  })

/** A page of another site may not act here, whatever cookie the browser sends along. */
const sameOrigin =
  (origins: ReadonlySet<string>): RequestHandler =>
  (request, response, next) => {
    const origin = request.headers.origin
    if (origin !== undefined && !origins.has(origin))
      return sendProblem(
        response,
        problem(403, 'wrong-origin', 'This request came from another site, so it was not carried out.'),
      )
    next()
  }

const noStore: RequestHandler = (_request, response, next) => {
  response.setHeader('cache-control', 'no-store')
  next()
}

const onlyBy =
  (allowed: string): RequestHandler =>
  (_request, response) => {
    response.setHeader('allow', allowed)
    sendProblem(response, problem(405, 'wrong-method', `Use ${allowed} here.`))
  }

async function health(deps: AppDeps, response: Response): Promise<void> {
  try {
    await deps.database`select 1`
    response.json({ ok: true })
  } catch {
    sendProblem(response, databaseAway)
  }
}

/** The one place where a thrown error becomes an answer: known kinds in words, the rest as a fault with a number and nothing else. */
const faults =
  (log: Log): ErrorRequestHandler =>
  (error: unknown, _request, response, _next) => {
    const kind = typeof error === 'object' && error !== null && 'type' in error ? String(error.type) : ''
    if (kind === 'entity.too.large')
      return sendProblem(
        response,
        problem(413, 'too-large', 'This is too much at once: the most is 128 kB. Shorten it and send it again.'),
      )
    if (kind === 'encoding.unsupported')
      return sendProblem(response, problem(415, 'not-json', 'Send plain JSON, not compressed.'))
    if (kind.startsWith('request.') || error instanceof URIError)
      return sendProblem(
        response,
        problem(400, 'broken-request', 'The request broke off or is not well formed. Send it again.'),
      )
    if (error instanceof TooBusy || ['40001', '40P01', '55P03', '57014', '53300'].includes(codeOf(error)))
      return sendProblem(response, tryAgain)
    if (isConnectionLost(error)) return sendProblem(response, databaseAway)
    log.error({ error, requestId: response.locals['requestId'] }, 'fault')
    sendProblem(
      response,
      problem(
        500,
        'fault',
        'Something went wrong in the hub. Nothing was changed. Try again; if it stays, quote the request number.',
      ),
    )
  }
