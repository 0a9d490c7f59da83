import express, { type Request, type RequestHandler, type Response, type Router } from 'express'
import { commandId } from '#shared/kernel/ids.ts'
import { touchedBy } from '#shared/catalogue.ts'
import type { Database } from '#db/client.ts'
import { commandDoors, queryDoors, reactions } from './doors.ts'
import type { Clock } from './kernel/clock.ts'
import { hashOf, tokenIn } from './kernel/cookies.ts'
import type { Gate } from './kernel/edge/gate.ts'
import { sayWait } from './kernel/edge/limitRequests.ts'
import type { Limits } from './kernel/edge/limits.ts'
import type { CommandDoor, QueryDoor } from './kernel/handle.ts'
import { counted } from './kernel/metrics.ts'
import { usageOf } from './kernel/measured.ts'
import { OncePerMinute } from './kernel/oncePerMinute.ts'
import { actedAt, askedByItself, signedInAs, tappedAt } from './kernel/personsAct.ts'
import { notFound, notSignedIn, problem, type Problem } from './kernel/problems.ts'
import { readBody } from './kernel/readBody.ts'
import { runCommand } from './kernel/runCommand.ts'
import { runQuery } from './kernel/runQuery.ts'
import { sendAnswer, sendProblem, sendWritten } from './kernel/sendProblem.ts'
import { signedOutProblem } from './kernel/sessionOver.ts'
import { emergencyDoors, recordDoors } from './limits.ts'

export const doorNames: ReadonlySet<string> = new Set([...commandDoors, ...queryDoors].map(({ name }) => name))

/** What the doors work with. */
interface DoorDeps {
  readonly database: Database
  readonly clock: Clock
  readonly secure: boolean
  readonly limits: Limits
  readonly gate: Gate
  /** Whether a session is known to have ended while its question was being answered. */
  readonly hasEnded: (sessionId: string) => boolean
}

/** Each door by its name: express would try them all in turn, several hundred, for every request. */
export function doorRoutes(deps: DoorDeps): RequestHandler {
  const doors = new Map<string, Router>()
  for (const door of commandDoors) {
    const path = `/api/${door.name}`
    const route = express.Router()
    route.post(path, ...readBody, (request, response) => takeCommand(deps, door, request, response))
    doors.set(path, route.all(path, onlyBy('POST')))
  }
  for (const door of queryDoors) {
    const path = `/api/${door.name}`
    const route = express.Router()
    route.get(path, (request, response) => takeQuery(deps, door, request.query, request, response))
    route.post(path, ...readBody, (request, response) => takeQuery(deps, door, request.body, request, response))
    doors.set(path, route.all(path, onlyBy('GET, POST')))
  }
  return (request, response, next) => {
    const door = doors.get(request.path)
    if (door) door(request, response, next)
    else next()
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
      signedInAs: signedInAs(request),
      tappedAt: tappedAt(request, asking.now),
      sent: request.body,
    }),
  )
  if (!done.ok) return sendNo(deps, request, response, done.problem)
  if (done.replayed) counted.replays.add()
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
  const given = await deps.gate.through(false, () =>
    runQuery(deps.database, door, { ...asking, sent, byItself: askedByItself(request) }),
  )
  if (!given.ok) return sendNo(deps, request, response, given.problem)
  if (deps.hasEnded(given.sessionId)) return sendNo(deps, request, response, notSignedIn)
  if (given.answer === null) return sendProblem(response, notFound)
  if (given.wire) sendWritten(response, given.wire, request.headers['if-none-match'])
  else sendAnswer(response, given.answer)
}

/** Which person's record a query opens, as it was asked for; `null` when it opens none. */
function recordIn(door: string, sent: unknown): string | null {
  const field = recordDoors[door]
  if (field === undefined || typeof sent !== 'object' || sent === null) return null
  const value: unknown = Object.getOwnPropertyDescriptor(sent, field)?.value
  // Whatever else was sent opens no record, and says so when it is read.
  return typeof value === 'string' || typeof value === 'number' ? String(value).slice(0, 40) : null
}

/** Nobody is signed in: then the screen is told why, if it was. */
async function sendNo(deps: DoorDeps, request: Request, response: Response, given: Problem): Promise<void> {
  sendProblem(response, given === notSignedIn ? await signedOutProblem(deps, request) : given)
}

function askingOf(deps: DoorDeps, request: Request, response: Response) {
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
    usage: usageOf(response),
  }
}

/** A session's last use is written once a minute at most: nobody needs it to the second. */
const touched = new OncePerMinute()

type HttpAsking = NonNullable<ReturnType<typeof askingOf>>

/** Only what a person does keeps a session alive: a command. Screens ask their questions again by themselves; sockets beat. */
function keepAlive(deps: DoorDeps, { token, tokenHash, now }: HttpAsking, request: Request, response: Response): void {
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
