import { createServer, STATUS_CODES, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { Duplex } from 'node:stream'
import type { Express } from 'express'
import { cutSoon } from './cutSoon.ts'

/** All headers of a request together, in bytes. A session cookie and what browsers send is a tenth of it. */
export const HEADER_BYTES = 16 * 1024
/** A request must have arrived within this, so that a sender who dawdles holds no place: headers first, then the rest. */
export const HEADERS_MS = 5000
export const REQUEST_MS = 10_000
/**
 * A connection without a request stays so long: longer than a proxy in front keeps its own (a minute, usually), so that none is closed
 * just as the proxy sends the next request over it, which somebody would see as a 502.
 */
export const KEEP_ALIVE_MS = 65_000

const SENTENCES: Readonly<Record<number, readonly [code: string, sentence: string]>> = {
  400: ['broken-request', 'The request is not well formed. Send it again from the hub’s own screen.'],
  403: ['wrong-origin', 'Live news is for the hub’s own screens only. Open the hub at its own address.'],
  408: ['too-slow', 'The request came too slowly. Check the connection and send it again.'],
  417: ['broken-request', 'The hub does not do what this request expects of it. Send it without.'],
  431: ['headers-too-large', 'The headers of this request are too large. Clear this site’s cookies and sign in again.'],
}

/**
 * The HTTP server with its strict parser. What Node cannot read as one request (both kinds of length, a line without its return,
 * headers without end) is answered in words and the connection is closed, so that nothing behind it is taken for a second request.
 */
export function openHttp(app: Express): Server {
  const http = createServer(
    {
      insecureHTTPParser: false,
      // A missing Host is refused by us, in words.
      requireHostHeader: false,
      maxHeaderSize: HEADER_BYTES,
      headersTimeout: HEADERS_MS,
      requestTimeout: REQUEST_MS,
      keepAliveTimeout: KEEP_ALIVE_MS,
      connectionsCheckingInterval: 1000,
    },
    app,
  )
  const latest = new WeakMap<Duplex, { readonly request: IncomingMessage; readonly response: ServerResponse }>()
  http.prependListener('request', (request, response) => void latest.set(request.socket, { request, response }))
  http.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    const last = latest.get(socket)
    // A request that was refused before it had arrived whole has its answer; a second one would be taken for the next one's.
    const isAnswered = last !== undefined && !last.request.complete && last.response.headersSent
    if (error.code === 'ECONNRESET' || !socket.writable || isAnswered) return void socket.destroy()
    lastly(socket, statusFor(error.code))
  })
  http.on('checkExpectation', (_request, response) => void (response.socket && lastly(response.socket, 417)))
  return http
}

/** Says no to a socket before it is one. */
export function refuseUpgrade(socket: Duplex): void {
  socket.once('error', () => undefined)
  lastly(socket, 403)
}

function lastly(socket: Duplex, status: number): void {
  socket.end(lastWords(status))
  cutSoon(socket)
}

function statusFor(code: string | undefined): number {
  if (code === 'HPE_HEADER_OVERFLOW') return 431
  return code === 'ERR_HTTP_REQUEST_TIMEOUT' ? 408 : 400
}

/** An answer written by hand, for a request that never became one. */
function lastWords(status: number): string {
  const [code, message] = SENTENCES[status] ?? ['broken-request', 'The request is not well formed.']
  const body = JSON.stringify({ code, message })
  return [
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}`,
    'Content-Type: application/json; charset=utf-8',
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Cache-Control: no-store',
    'X-Content-Type-Options: nosniff',
    "Content-Security-Policy: default-src 'none'; frame-ancestors 'none'",
    'Referrer-Policy: no-referrer',
    'Connection: close',
    '',
    body,
  ].join('\r\n')
}
