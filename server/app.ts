import type { Server as HttpServer } from 'node:http'
import express from 'express'
import type { SessionEnd } from '#shared/kernel/sessionEnd.ts'
import { touchedBy } from '#shared/catalogue.ts'
import type { Database } from '#db/client.ts'
import { steadyMs, type Clock } from './kernel/clock.ts'
import { clientRoutes } from './kernel/clientRoutes.ts'
import { usualAllowances, type Allowances } from './kernel/edge/allowances.ts'
import { deadline } from './kernel/edge/deadline.ts'
import { Drain, inTime } from './kernel/edge/drain.ts'
import { Gate } from './kernel/edge/gate.ts'
import { requestFacts, safetyHeaders } from './kernel/edge/headers.ts'
import { limitRequests } from './kernel/edge/limitRequests.ts'
import { Limits } from './kernel/edge/limits.ts'
import { openHttp } from './kernel/edge/openHttp.ts'
import { showFace } from './kernel/publicFace.ts'
import { publicFiles } from './kernel/edge/publicFiles.ts'
import { requestShape } from './kernel/edge/requestShape.ts'
import { sameOrigin } from './kernel/edge/sameOrigin.ts'
import { securityEvents } from './kernel/edge/securityEvents.ts'
import { faults } from './kernel/faults.ts'
import { alarmHealth, health, promisesHealth, readiness } from './kernel/health.ts'
import { watchPromises } from './promises/loop.ts'
import { openHub, type Hub } from './kernel/hub.ts'
import type { Log } from './kernel/log.ts'
import { measured, standingOf, type Standings } from './kernel/measured.ts'
import { notFound } from './kernel/problems.ts'
import { openSealing } from './kernel/sealing.ts'
import { answersIn, sendProblem } from './kernel/sendProblem.ts'
import { makeDueSheets } from './audit/makeSheets.ts'
import { downtimeFiles } from './downtime/writePacks.ts'
import { wallView } from './wall/wallView.ts'
import { deviceDoor } from './kernel/deviceDoor.ts'
import { feedDoor } from './kernel/feedDoor.ts'
import { keepFolder } from './kernel/keptFolder.ts'
import { directoryAddresses, directoryMethods, directoryRoutes, providerNames } from './identity/directoryRoutes.ts'
import { scimNo } from './identity/scimDoor.ts'
import type { KeyRing } from './identity/keyRing.ts'
import { startLetters } from './identity/letters.ts'
import type { Mail } from './identity/mail.ts'
import { PASSWORD_COST, type PasswordCost } from './identity/passwordHash.ts'
import { identityRoutes } from './identity/routes.ts'
import { stageAfter } from './identity/standing.ts'
import { startDeadlines, type Deadlines } from './deadlines/loop.ts'
import type { Webhook } from './kernel/signedPost.ts'
import { startNotices } from './notices/loop.ts'
import { tellOfItself } from './notices/telling.ts'
import type { Ways } from './notices/ways.ts'
import { startPlanRunner } from './planner/planRunner.ts'
import { keepForgetting } from './privacy/forgetting.ts'
import { feedsOf } from './rota/feedText.ts'
import { partnerRoutes, partnersNo } from './partners/routes.ts'
import { doorNames, doorRoutes } from './doorRoutes.ts'
import { dueByTheClock } from './doors.ts'
import { shareOf } from './limits.ts'

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
  /** The ways by which people without an open page are told; left out, none. */
  readonly ways?: Ways
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
  /** What this node has counted and how it stands, in the text format of Prometheus: for a listener of its own, not for the public one. */
  readonly metrics: () => Promise<string>
  /**
   * Lets nobody new in, answers what is under way, and stops. @param graceMs how long connections without a request stay open meanwhile,
   * for requests that are on their way over them
   */
  readonly close: (graceMs?: number) => Promise<void>
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
  const drain = new Drain(http)
  let hub: Hub | undefined
  let deadlines: Deadlines | null = null
  const promises = deps.alarms ? watchPromises(deps) : null
  app.disable('x-powered-by')
  app.disable('etag')
  app.set('trust proxy', deps.trustedProxies ?? 0)
  app.use('/partner/v1', answersIn(partnersNo))
  app.use('/scim', answersIn(scimNo))
  app.use(
    requestFacts(deps.clock),
    ...safetyHeaders(deps.secure),
    requestShape(directoryMethods, directoryAddresses),
    deadline(),
  )
  app.use(measured(deps.log, doorNames))
  app.use(securityEvents({ ...deps, nowMs: steadyMs, doors: doorNames }))
  app.get('/health', (_request, response) => void health(deps, response))
  app.get('/health/live', (_request, response) => void response.json({ ok: true }))
  app.get('/health/ready', (_request, response) => void readiness(deps, drain.begun, response))
  app.get('/health/alarms', (_request, response) => void alarmHealth(deadlines, response))
  app.get('/health/promises', (_request, response) => promisesHealth(promises, response))
  app.use(publicFiles(deps))
  app.get(
    '/council.json',
    limitRequests(deps.limits, deps.secure, () => 'ordinary'),
    showFace(deps),
  )
  app.use('/api', sameOrigin(deps.origins), limitRequests(deps.limits, deps.secure, shareOf))
  app.use(doorRoutes({ ...deps, hasEnded: (sessionId) => hub?.hasEnded(sessionId) ?? false }))
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
  app.use('/api', (_request, response) => sendProblem(response, notFound))
  if (deps.clientFolder) app.use(clientRoutes(deps.clientFolder))
  app.use((_request, response) => sendProblem(response, notFound))
  app.use(faults(deps.log))
  hub = await openHub(http, deps)
  const live = hub
  deadlines = deps.alarms ? startDeadlines({ ...deps, touchedBy, alsoDue: dueByTheClock, follow: tellOfItself }) : null
  const origin = (): string => [...deps.origins][0] ?? ''
  const notices = deps.alarms ? startNotices({ ...deps, touchedBy, ways: deps.ways ?? {}, origin }) : null
  const letters = startLetters(identity, origin)
  const forgetting = keepForgetting(deps)
  const planning = startPlanRunner(deps)
  const { anchors, database, clock } = deps
  const sealing =
    anchors === undefined ? null : openSealing({ ...deps, anchors, also: () => makeDueSheets(database, clock()) })
  const { downtimeFolder } = deps
  const packs = downtimeFolder
    ? keepFolder({ ...deps, folder: downtimeFolder, everyMs: PACK_MS, make: () => downtimeFiles(database, clock()) })
    : null
  const standings: Standings = {
    sockets: live.sockets,
    gateWaiting: () => deps.gate.waiting,
    broken: () => promises?.health().broken ?? null,
    draining: () => drain.begun,
  }
  return {
    http,
    metrics: () => standingOf(deps, standings),
    async close(graceMs = 0) {
      drain.begin()
      packs?.stop()
      forgetting.stop()
      // All at once: screens go to another node while loops end what they are at and requests are answered.
      const loops = [deadlines, notices, promises, letters, planning, sealing].map((loop) => loop?.stop())
      const quiet = Promise.allSettled([live.close(), ...loops])
      await drain.isOver(graceMs)
      await inTime(quiet)
      http.closeAllConnections()
    },
  }
}

/** How often the copies for an outage are written. */
const PACK_MS = 15 * 60_000
