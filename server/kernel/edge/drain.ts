import { Server as NetServer } from 'node:net'
import type { Server as HttpServer, ServerResponse } from 'node:http'

/** So long may what is under way take to come to its end: longer than any request is given. */
const FINISH_MS = 10_000

/**
 * Brings a server's requests to an end without cutting one. From the first moment nobody new gets in; a connection that is still open
 * has its next request answered, and is told that it was the last.
 *
 * @example
 * const drain = new Drain(http)
 * drain.begin()
 * await drain.isOver(1000) // true: every request had its answer
 */
export class Drain {
  readonly #http: HttpServer
  readonly #under = new Set<ServerResponse>()
  #begun = false

  constructor(http: HttpServer) {
    this.#http = http
    http.prependListener('request', (_request, response) => {
      this.#under.add(response)
      if (this.#begun) response.setHeader('connection', 'close')
      response.once('close', () => this.#under.delete(response))
    })
  }

  get begun(): boolean {
    return this.#begun
  }

  /** Lets nobody new in. Connections that lie idle stay for the moment: a request may be on its way over one. */
  begin(): void {
    this.#begun = true
    for (const response of this.#under) if (!response.headersSent) response.setHeader('connection', 'close')
    // Whoever has knocked by now is let in first: between two turns all that wait at the door are, and a door that is shut on them cuts
    // them off. The HTTP server's own way to close would close the idle connections too.
    setImmediate(() => setImmediate(() => NetServer.prototype.close.call(this.#http)))
  }

  /**
   * Waits until every request has its answer, and lets go of the rest.
   *
   * @param graceMs how long idle connections are kept for requests that are on their way, in milliseconds
   * @returns whether all had their answer in time
   */
  async isOver(graceMs: number): Promise<boolean> {
    await pause(graceMs)
    this.#http.closeIdleConnections()
    return inTime(Promise.all([...this.#under].map(ended)))
  }
}

const ended = (response: ServerResponse): Promise<unknown> =>
  new Promise((resolve) => (response.closed ? resolve(null) : response.once('close', resolve)))

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

/** Waits for something that should end soon, but not for ever. @returns whether it did */
export async function inTime(work: Promise<unknown>, ms = FINISH_MS): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<false>((resolve) => {
    timer = setTimeout(() => resolve(false), ms)
  })
  const isDone = await Promise.race([work.then(() => true), late])
  clearTimeout(timer)
  return isDone
}
