import { createServer, type AddressInfo, type Server, type Socket } from 'node:net'
import { createSecureContext, TLSSocket } from 'node:tls'
import type { SmtpServer } from '#server/delivery/smtp.ts'
import { certificateForLocalhost } from './certificate.ts'

/** One letter as it arrived. */
export interface Arrived {
  readonly from: string
  readonly to: string
  readonly text: string
  readonly messageId: string
  readonly encrypted: boolean
  readonly user: string
}

/** A mail server over a real socket, written from RFC 5321 and RFC 3207 and from no code of the hub. */
export class Mailbox {
  readonly letters: Arrived[] = []
  /** What it answers to the next letters' RCPT, in order; then 250. */
  readonly answers: string[] = []
  /** How long it takes over each letter. */
  slowMs = 0
  offersTls = true
  /** The way of signing in that it offers. */
  offersAuth: 'PLAIN' | 'LOGIN' | 'CRAM-MD5' = 'PLAIN'
  readonly #tls: boolean
  readonly #server: Server
  readonly #sockets = new Set<Socket>()
  readonly #paper = certificateForLocalhost()

  private constructor(server: Server, tls: boolean) {
    this.#server = server
    this.#tls = tls
  }

  /** @param how `smtps` is encrypted from the first byte, `smtp` by STARTTLS */
  static async open(how: 'smtp' | 'smtps' = 'smtp'): Promise<Mailbox> {
    const server = createServer()
    const box = new Mailbox(server, how === 'smtps')
    server.on('connection', (socket) => {
      box.#sockets.add(socket)
      socket.on('error', () => undefined)
      const heard = how === 'smtps' ? box.#encrypted(socket) : socket
      heard.write('220 mail.westmarch.example ESMTP\r\n')
      box.#talk(heard, how === 'smtps')
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    return box
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port
  }

  /** As the hub's settings would say it: encrypted, with a name and a password. */
  get settings(): SmtpServer {
    return {
      host: 'localhost',
      port: this.port,
      tls: this.#tls,
      isHere: false,
      user: 'duty-hub',
      password: 'pass word',
      authority: this.#paper.cert,
    }
  }

  #talk(socket: Socket, encrypted: boolean): void {
    let heard = ''
    let letter = { from: '', to: '', user: '' }
    let inData = false
    const say = (line: string): void => void socket.write(`${line}\r\n`)
    let given: string[] | null = null
    const textOf = (base64: string): string => Buffer.from(base64, 'base64').toString('utf8')
    const isSignedIn = (user: string, password: string): void => {
      letter.user = user
      say(password === 'pass word' ? '235 2.7.0 welcome' : '535 5.7.8 no')
    }
    /** Name and password, each on a line of its own: what some servers take and no other. */
    const signIn = (line: string): void => {
      const [user, password] = [...(given ?? []), textOf(line)]
      given = password === undefined ? [user ?? ''] : null
      if (password === undefined) say('334 UGFzc3dvcmQ6')
      else isSignedIn(user ?? '', password)
    }
    const command = (line: string): void => {
      const word = line.slice(0, 4).toUpperCase()
      if (given !== null) signIn(line)
      else if (word === 'EHLO')
        say(
          this.offersTls && !encrypted
            ? '250-mail\r\n250-STARTTLS\r\n250 8BITMIME'
            : `250-mail\r\n250 AUTH ${this.offersAuth}`,
        )
      else if (word === 'STAR' && this.offersTls && !encrypted) this.#encrypt(socket)
      else if (line === 'AUTH LOGIN') {
        given = []
        say('334 VXNlcm5hbWU6')
      } else if (word === 'AUTH') {
        const [, user = '', password = ''] = textOf(line.slice(11)).split('\0')
        isSignedIn(user, password)
      } else if (word === 'MAIL') {
        letter = { ...letter, from: line.replace(/.*<(.*)>.*/, '$1') }
        say('250 ok')
      } else if (word === 'RCPT') {
        letter = { ...letter, to: line.replace(/.*<(.*)>.*/, '$1') }
        say(this.answers.shift() ?? '250 ok')
      } else if (word === 'DATA') {
        inData = true
        say('354 go on')
      } else if (word === 'QUIT') {
        say('221 bye')
        socket.end()
      } else say('502 what')
    }
    const take = (text: string): void => {
      const messageId = /^Message-ID: <(.*)>/m.exec(text)?.[1] ?? ''
      this.letters.push({ ...letter, text: text.replaceAll('\r\n..', '\r\n.'), messageId, encrypted })
      setTimeout(() => say('250 2.0.0 queued'), this.slowMs)
    }
    socket.on('data', (chunk: Buffer) => {
      heard += chunk.toString('utf8')
      for (;;) {
        const end = heard.indexOf(inData ? '\r\n.\r\n' : '\r\n')
        if (end < 0) return
        const whole = heard.slice(0, end)
        heard = heard.slice(end + (inData ? 5 : 2))
        if (inData) {
          inData = false
          take(whole)
        } else command(whole)
      }
    })
  }

  #encrypt(socket: Socket): void {
    socket.write('220 ready\r\n')
    socket.removeAllListeners('data')
    this.#talk(this.#encrypted(socket), true)
  }

  #encrypted(socket: Socket): TLSSocket {
    const secure = new TLSSocket(socket, { isServer: true, secureContext: createSecureContext(this.#paper) })
    secure.on('error', () => undefined)
    return secure
  }

  close = (): Promise<void> =>
    new Promise((resolve) => {
      for (const socket of this.#sockets) socket.destroy()
      this.#server.close(() => resolve())
    })
}
