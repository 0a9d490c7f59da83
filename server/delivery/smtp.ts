import { connect, type Socket } from 'node:net'
import { connect as connectTls } from 'node:tls'
import type { Failure } from '#shared/notices/kinds.ts'
import { SmtpTalk } from './smtpTalk.ts'

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
  /** Who vouches for the server's certificate, besides the usual authorities. */
  readonly authority?: string
}

/** One letter as it goes over the wire: the whole message, lines ended with CR LF. */
export interface Envelope {
  readonly from: string
  readonly to: string
  readonly message: string
}

export type Submitted = { readonly how: 'taken' } | { readonly how: 'again' | 'never'; readonly why: Failure }

const ADDRESS = /^[^\s<>@",;:\\()[\]\r\n]+@[A-Za-z0-9.-]+$/
const WAIT_MS = 10_000

/**
 * Hands one letter to the mail server, encrypted on its way or not at all. Whatever goes wrong is an answer: a 4xx of the server passes, a
 * 5xx does not, a server that does not encrypt gets neither letter nor password.
 */
export async function submit(server: SmtpServer, envelope: Envelope): Promise<Submitted> {
  if (!ADDRESS.test(envelope.to) || !ADDRESS.test(envelope.from)) return { how: 'never', why: 'bad-address' }
  let talk: SmtpTalk | null = null
  try {
    talk = new SmtpTalk(await opened(server), WAIT_MS)
    return await converse(talk, server, envelope)
  } catch {
    // No such host, no answer in time, a certificate that is not believed: another try may find it mended.
    return { how: 'again', why: 'no-answer' }
  } finally {
    talk?.close()
  }
}

function opened({ host, port, tls, authority }: SmtpServer): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const trust = authority === undefined ? {} : { ca: authority }
    const socket = tls
      ? connectTls({ host, port, servername: host, minVersion: 'TLSv1.2', ...trust }, () => resolve(socket))
      : connect({ host, port }, () => resolve(socket))
    socket.setTimeout(WAIT_MS, () => socket.destroy(new Error('the mail server does not answer')))
    socket.once('error', reject)
  })
}

function secured(plain: Socket, { host, authority }: SmtpServer): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const trust = authority === undefined ? {} : { ca: authority }
    const socket = connectTls({ socket: plain, servername: host, minVersion: 'TLSv1.2', ...trust }, () =>
      resolve(socket),
    )
    socket.setTimeout(WAIT_MS, () => socket.destroy(new Error('the mail server does not answer')))
    socket.once('error', reject)
  })
}

const isYes = (code: number): boolean => code >= 200 && code < 400
const no = (code: number): Submitted =>
  code >= 500 ? { how: 'never', why: 'refused' } : { how: 'again', why: code === 0 ? 'no-answer' : 'busy' }

async function converse(talk: SmtpTalk, server: SmtpServer, { from, to, message }: Envelope): Promise<Submitted> {
  const greeted = await talk.hears()
  if (!isYes(greeted.code)) return no(greeted.code)
  let hello = await talk.says('EHLO duty-hub')
  if (!server.tls && !server.isHere) {
    if (!hello.lines.some((line) => /^STARTTLS$/i.test(line))) return { how: 'never', why: 'no-tls' }
    const ready = await talk.says('STARTTLS')
    if (!isYes(ready.code)) return { how: 'never', why: 'no-tls' }
    talk.goesOnOver(await secured(talk.detached(), server))
    hello = await talk.says('EHLO duty-hub')
  }
  if (!isYes(hello.code)) return no(hello.code)
  if (server.user !== '') {
    const known = await talk.says(
      `AUTH PLAIN ${Buffer.from(`\0${server.user}\0${server.password}`).toString('base64')}`,
    )
    if (!isYes(known.code)) return known.code >= 500 ? { how: 'never', why: 'wrong-key' } : no(known.code)
  }
  for (const step of [`MAIL FROM:<${from}>`, `RCPT TO:<${to}>`, 'DATA']) {
    const { code } = await talk.says(step)
    if (!isYes(code)) return no(code)
  }
  // A line that begins with a dot would end the letter (RFC 5321 section 4.5.2).
  const { code } = await talk.says(`${message.replaceAll(/^\./gm, '..')}\r\n.`)
  if (!isYes(code)) return no(code)
  await talk.says('QUIT').catch(() => undefined)
  return { how: 'taken' }
}
