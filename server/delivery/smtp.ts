import { connect } from 'node:net'
import { createTransport, type NodemailerError, type SMTPTransportOptions } from 'nodemailer'
import type { Failure } from '#shared/notices/kinds.ts'

/** A mail server that takes letters (RFC 6409). */
export interface SmtpServer {
  readonly host: string
  readonly port: number
  /** From the first byte; otherwise by STARTTLS. */
  readonly tls: boolean
  /** A server on this machine may be spoken to in the open: nothing is on a wire. */
  readonly isHere: boolean
  readonly user: string
  readonly password: string
  /** Who vouches for the server's certificate, in the place of the usual authorities. */
  readonly authority?: string
}

/** One letter as it goes over the wire: the whole message, lines ended with CR LF. */
export interface Envelope {
  readonly from: string
  readonly to: string
  readonly message: string
}

export type Submitted = { readonly how: 'taken' } | { readonly how: 'again' | 'never'; readonly why: Failure }

/** Nothing that could end a line or a bracket of a command: an address is never more than one address. */
const ADDRESS = /^[^\s<>@",;:\\()[\]\r\n]+@[A-Za-z0-9.-]+$/
/** How long the server may take over a connection, and over each answer. */
const WAIT_MS = 10_000
/** How long over a whole letter: less than a notice is borrowed for, so that no second server sends it meanwhile. */
const LETTER_MS = 30_000

/**
 * Hands one letter to the mail server, encrypted on its way or not at all. Whatever goes wrong is an answer: a 4xx of the server passes, a
 * 5xx does not (RFC 5321 section 4.2.1), a server that does not encrypt gets neither letter nor password.
 *
 * @example await submit(server, { from: 'hub@westmarch.example', to: 'jo@westmarch.example', message }) // { how: 'taken' }
 */
export async function submit(server: SmtpServer, { from, to, message }: Envelope): Promise<Submitted> {
  if (!ADDRESS.test(to) || !ADDRESS.test(from)) return { how: 'never', why: 'bad-address' }
  try {
    await createTransport(optionsFor(server)).sendMail({
      envelope: { from, to: [to], use8BitMime: true },
      raw: message,
      signal: AbortSignal.timeout(LETTER_MS),
    })
    return { how: 'taken' }
  } catch (error) {
    return failureOf(error)
  }
}

const optionsFor = (server: SmtpServer): SMTPTransportOptions => ({
  host: server.host,
  port: server.port,
  name: 'duty-hub',
  secure: server.tls,
  requireTLS: !server.tls && !server.isHere,
  ignoreTLS: server.isHere,
  tls: { minVersion: 'TLSv1.2', ...(server.authority !== undefined && { ca: server.authority }) },
  // A name in the settings is always shown, also to a server that does not ask for one: it then says no, and the settings are mended.
  ...(server.user !== '' && { auth: { user: server.user, pass: server.password }, forceAuth: true }),
  // The library would sign in by MD5 where a server offers nothing else; over TLS the plain ways are the safer ones.
  customAuth: { 'CRAM-MD5': ({ reject }) => reject('the mail server offers no way of signing in that we use') },
  connectionTimeout: WAIT_MS,
  greetingTimeout: WAIT_MS,
  socketTimeout: WAIT_MS,
  getSocket: connecting(server),
  // A letter is text: nothing in it is ever fetched.
  disableFileAccess: true,
  disableUrlAccess: true,
})

/**
 * Connects as everything else of the hub does, by the names that this machine knows: the library would ask the network's name servers
 * first, and know a host of `/etc/hosts` only after they have answered.
 */
function connecting({ host, port }: SmtpServer): NonNullable<SMTPTransportOptions['getSocket']> {
  return (_options, done) => {
    const socket = connect({ host, port })
    const isSilent = (): void => void socket.destroy(new Error('the mail server does not answer'))
    socket.setTimeout(WAIT_MS, isSilent)
    socket.once('error', done)
    socket.once('connect', () => {
      socket.setTimeout(0, isSilent)
      socket.off('error', done)
      done(null, { connection: socket })
    })
  }
}

/** What went wrong, in our codes. The server's own words are never kept: an address might be among them. */
function failureOf(error: unknown): Submitted {
  const { code, command, responseCode }: Partial<NodemailerError> = error instanceof Error ? error : {}
  if (code === 'EAUTH' && (responseCode ?? 500) >= 500) return { how: 'never', why: 'wrong-key' }
  // No such host, no answer in time, a certificate that is not believed: another try may find it mended.
  if (responseCode === undefined) return { how: 'again', why: 'no-answer' }
  if (responseCode < 500) return { how: 'again', why: 'busy' }
  // A server without STARTTLS refuses it; one that refuses even EHLO cannot know it.
  const isAboutTls = command === 'STARTTLS' || command === 'EHLO'
  return { how: 'never', why: isAboutTls ? 'no-tls' : 'refused' }
}
