import type { Server as HttpServer } from 'node:http'
import express, { type Express, type Request, type RequestHandler, type Response } from 'express'
import { commandId } from '#shared/kernel/ids.ts'
import type { SessionEnd } from '#shared/kernel/sessionEnd.ts'
import { touchedBy } from '#shared/catalogue.ts'
import type { Database } from '#db/client.ts'
import { steadyMs, type Clock } from './kernel/clock.ts'
import { clientRoutes } from './kernel/clientRoutes.ts'
import { hashOf, tokenIn } from './kernel/cookies.ts'
import { usualAllowances, type Allowances } from './kernel/edge/allowances.ts'
import { deadline } from './kernel/edge/deadline.ts'
import { Gate } from './kernel/edge/gate.ts'
import { requestFacts, safetyHeaders } from './kernel/edge/headers.ts'
import { limitRequests, sayWait } from './kernel/edge/limitRequests.ts'
import { Limits } from './kernel/edge/limits.ts'
import { openHttp } from './kernel/edge/openHttp.ts'
import { publicFiles } from './kernel/edge/publicFiles.ts'
import { requestShape } from './kernel/edge/requestShape.ts'
import { sameOrigin } from './kernel/edge/sameOrigin.ts'
import { securityEvents } from './kernel/edge/securityEvents.ts'
import { faults } from './kernel/faults.ts'
import { alarmHealth, health, promisesHealth } from './kernel/health.ts'
import { watchPromises } from './promises/loop.ts'
import type { CommandDoor, QueryDoor } from './kernel/handle.ts'
import { openHub, type Hub } from './kernel/hub.ts'
import type { Log } from './kernel/log.ts'
import { actedAt } from './kernel/personsAct.ts'
import { notFound, notSignedIn, problem, type Problem } from './kernel/problems.ts'
import { OncePerMinute } from './kernel/oncePerMinute.ts'
import { readBody } from './kernel/readBody.ts'
import { openSealing } from './kernel/sealing.ts'
import { runCommand } from './kernel/runCommand.ts'
import { runQuery } from './kernel/runQuery.ts'
import { sendAnswer, sendProblem } from './kernel/sendProblem.ts'
import { makeDueSheets } from './audit/makeSheets.ts'
import { downtimeFiles } from './downtime/writePacks.ts'
import { wallView } from './wall/wallView.ts'
import { deviceDoor } from './kernel/deviceDoor.ts'
import { feedDoor } from './kernel/feedDoor.ts'
import { keepFolder } from './kernel/keptFolder.ts'
import { directoryAddresses, directoryMethods, directoryRoutes, providerNames } from './identity/directoryRoutes.ts'
import { signedOutProblem } from './kernel/sessionOver.ts'
import type { KeyRing } from './identity/keyRing.ts'
import { startLetters } from './identity/letters.ts'
import type { Mail } from './identity/mail.ts'
import { PASSWORD_COST, type PasswordCost } from './identity/passwordHash.ts'
import { identityRoutes } from './identity/routes.ts'
import { stageAfter } from './identity/standing.ts'
import { startDeadlines, type Deadlines } from './deadlines/loop.ts'
import type { Webhook } from './kernel/signedPost.ts'
import { startPlanRunner } from './planner/planRunner.ts'
import { keepForgetting } from './privacy/forgetting.ts'
import { feedsOf } from './rota/feedText.ts'
import { partnerRoutes } from './partners/routes.ts'
import { commandDoors, dueByTheClock, queryDoors, reactions } from './doors.ts'
import { emergencyDoors, recordDoors, shareOf } from './limits.ts'

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
  /** Where to report a weakness of this installation: `mailto:` or `https:`. */
  readonly securityContact?: string
  /** Where the heads of the audit go each day, null for nowhere. Left out, this process does not seal: a test does that itself. */
  readonly anchors?: string | null
  /** How much anybody may ask at once; the usual when nothing is said. */
  readonly allowances?: Allowances
  /** Whether this process raises alarms when clocks run out. Left out, it does not: a test does that itself. */
  readonly alarms?: boolean
  /** Where alarms of the law go outside the hub; left out, nowhere. */
  readonly webhook?: Webhook
  /** Where a copy of each board is written for an outage; left out, nowhere. */
  readonly downtimeFolder?: string
  /** The keys under which secrets of accounts are sealed. */
  readonly keys: KeyRing
  /** Takes letters away; without it administrators hand links over. */
  readonly mail?: Mail
  /** What hashing a password costs; the usual when nothing is said. */
  readonly passwordCost?: PasswordCost
  /** The file of the thread in which plans are worked out; the built one when nothing is said. */
  readonly planThread?: URL
  /** How often screens are asked whether they are there, in milliseconds; the usual when nothing is said. */
  readonly pingMs?: number
}

export interface App {
  readonly http: HttpServer
  readonly close: () => Promise<void>
}

/** What every request passes besides the app's own parts. */
interface Standing extends AppDeps {
  readonly limits: Limits
  readonly gate: Gate
}

/** The whole server over one database and one clock: doors, sign-in, sockets, and the client's files. */
export async function createApp(given: AppDeps): Promise<App> {
  const deps: Standing = {
    ...given,
    limits: new Limits(given.allowances ?? usualAllowances, steadyMs),
    gate: new Gate(given.database.options.max),
  }
  const app = express()
  const http = openHttp(app)
  let hub: Hub | undefined
  let deadlines: Deadlines | null = null
  const promises = deps.alarms ? watchPromises(deps) : null
  app.disable('x-powered-by')
  app.disable('etag')
  app.set('trust proxy', deps.trustedProxies ?? 0)
  app.use(
    requestFacts(deps.clock),
    ...safetyHeaders(deps.secure),
    requestShape(directoryMethods, directoryAddresses),
    deadline(),
  )
  app.use(securityEvents({ ...deps, nowMs: steadyMs, doors: doorNames }))
  app.get('/health', (_request, response) => void health(deps, response))
  app.get('/health/alarms', (_request, response) => void alarmHealth(deadlines, response))
  app.get('/health/promises', (_request, response) => promisesHealth(promises, response))
  app.use(publicFiles(deps))
  app.use('/api', sameOrigin(deps.origins), limitRequests(deps.limits, deps.secure, shareOf))
  const identity = {
    ...deps,
    mail: deps.mail ?? null,
    passwordCost: deps.passwordCost ?? PASSWORD_COST,
    endSockets: (sessionId: string, because?: SessionEnd) => hub?.endSockets(sessionId, because),
  }
  const ordinary = limitRequests(deps.limits, deps.secure, () => 'ordinary')
  app.use(['/sign-in', '/scim', '/partner', '/calendar'], ordinary)
  app.use(directoryRoutes({ ...identity, stageAfter: (accountId) => stageAfter(identity, accountId) }))
  app.use('/partner/v1', partnerRoutes(deps))
  app.use('/calendar', feedDoor(feedsOf(deps)))
  app.get('/api/sign-in/providers', providerNames(deps))
  app.use('/api', identityRoutes(identity))
  app.use('/api/wall', deviceDoor({ ...deps, show: (token) => wallView(deps.database, token, deps.clock()) }))
  mountDoors(app, { ...deps, hasEnded: (sessionId) => hub?.hasEnded(sessionId) ?? false })
  app.use('/api', (_request, response) => sendProblem(response, notFound))
  if (deps.clientFolder) app.use(clientRoutes(deps.clientFolder))
  app.use((_request, response) => sendProblem(response, notFound))
  app.use(faults(deps.log))
  hub = await openHub(http, deps)
  const live = hub
  deadlines = deps.alarms ? startDeadlines({ ...deps, touchedBy, alsoDue: dueByTheClock }) : null
  const letters = startLetters(identity, () => [...deps.origins][0] ?? '')
  const forgetting = keepForgetting(deps)
  const planning = startPlanRunner(deps)
  const { anchors, database, clock } = deps
  const sealing =
    anchors === undefined ? null : openSealing({ ...deps, anchors, also: () => makeDueSheets(database, clock()) })
  const { downtimeFolder } = deps
  const packs = downtimeFolder
    ? keepFolder({ ...deps, folder: downtimeFolder, everyMs: PACK_MS, make: () => downtimeFiles(database, clock()) })
    : null
  return {
    http,
    async close() {
      await deadlines?.stop()
      await promises?.stop()
      packs?.stop()
      await letters.stop()
      forgetting.stop()
      await planning.stop()
      await sealing?.stop()
      await live.close()
      http.close()
      http.closeAllConnections()
    },
  }
}

/** How often the copies for an outage are written. */
const PACK_MS = 15 * 60_000

const doorNames: ReadonlySet<string> = new Set([...commandDoors, ...queryDoors].map(({ name }) => name))

/** What the doors work with: also whether a session is known to have ended while its question was being answered. */
interface DoorDeps extends Standing {
  readonly hasEnded: (sessionId: string) => boolean
}

function mountDoors(app: Express, deps: DoorDeps): void {
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

async function takeCommand(deps: DoorDeps, door: CommandDoor, request: Request, response: Response): Promise<void> {
  const asking = askingOf(deps, request, response)
  if (!asking) return sendProblem(response, notSignedIn)
  keepAlive(deps, asking, request, response)
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
  const done = await deps.gate.through(emergencyDoors.has(door.name), () =>
    runCommand({ database: deps.database, reactions, touchedBy }, door, {
      ...asking,
      commandId: key.data,
      sent: request.body,
    }),
  )
  if (!done.ok) return sendNo(deps, request, response, done.problem)
  if (done.replayed && !response.headersSent) response.setHeader('idempotent-replay', 'true')
  sendAnswer(response, { value: done.value ?? null, seq: done.seq })
}

async function takeQuery(
  deps: DoorDeps,
  door: QueryDoor,
  sent: unknown,
  request: Request,
  response: Response,
): Promise<void> {
  const asking = askingOf(deps, request, response)
  if (!asking) return sendProblem(response, notSignedIn)
  const record = recordIn(door.name, sent)
  const refused = record === null ? null : deps.limits.takeRecord(asking.tokenHash, record)
  if (refused) return sayWait(response, refused)
  const given = await deps.gate.through(false, () => runQuery(deps.database, door, { ...asking, sent }))
  if (!given.ok) return sendNo(deps, request, response, given.problem)
  if (deps.hasEnded(given.sessionId)) return sendNo(deps, request, response, notSignedIn)
  if (given.answer === null) return sendProblem(response, notFound)
  sendAnswer(response, given.answer)
}

/** Which person's record a query opens, as it was asked for; `null` when it opens none. */
function recordIn(door: string, sent: unknown): string | null {
  const field = recordDoors[door]
  if (field === undefined || typeof sent !== 'object' || sent === null) return null
  return String(Object.getOwnPropertyDescriptor(sent, field)?.value).slice(0, 40)
}

/** Nobody is signed in: then the screen is told why, if it was. */
async function sendNo(deps: AppDeps, request: Request, response: Response, given: Problem): Promise<void> {
  sendProblem(response, given === notSignedIn ? await signedOutProblem(deps, request) : given)
}

function askingOf(deps: Standing, request: Request, response: Response) {
  const token = tokenIn(request.headers.cookie, deps.secure)
  if (!token) return null
  const tokenHash = hashOf(token)
  return {
    token,
    tokenHash,
    now: deps.clock(),
    requestId: String(response.locals['requestId']),
    onActor: (actor: Parameters<Limits['learn']>[1]) => deps.limits.learn(tokenHash, actor),
    address: request.ip ?? '',
  }
}

/** A session's last use is written once a minute at most: nobody needs it to the second. */
const touched = new OncePerMinute()

type HttpAsking = NonNullable<ReturnType<typeof askingOf>>

/** Only what a person does keeps a session alive: a command. Screens ask their questions again by themselves; sockets beat. */
function keepAlive(deps: AppDeps, { token, tokenHash, now }: HttpAsking, request: Request, response: Response): void {
  response.once('finish', () => {
    if (!touched.isDue(token, now)) return
    const acted = actedAt(request, now)
    void deps.database`select hub.touch_session(${tokenHash}, ${acted}, ${now}, ${request.ip ?? ''})`.catch(
      () => undefined,
    )
  })
}

const onlyBy =
  (allowed: string): RequestHandler =>
  (_request, response) => {
    response.setHeader('allow', allowed)
    sendProblem(response, problem(405, 'wrong-method', `Use ${allowed} here.`))
  }
