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
  readonly #server: Server
  readonly #sockets = new Set<Socket>()
  readonly #paper = certificateForLocalhost()

  private constructor(server: Server) {
    this.#server = server
  }

  static async open(): Promise<Mailbox> {
    const server = createServer()
    const box = new Mailbox(server)
    server.on('connection', (socket) => {
      box.#sockets.add(socket)
      socket.on('error', () => undefined)
      socket.write('220 mail.westmarch.example ESMTP\r\n')
      box.#talk(socket, false)
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    return box
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port
  }

  /** As the hub's settings would say it: encrypted by STARTTLS, with a name and a password. */
  get settings(): SmtpServer {
    return {
      host: 'localhost',
      port: this.port,
      tls: false,
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
    const command = (line: string): void => {
      const word = line.slice(0, 4).toUpperCase()
      if (word === 'EHLO')
        say(this.offersTls && !encrypted ? '250-mail\r\n250-STARTTLS\r\n250 8BITMIME' : '250-mail\r\n250 AUTH PLAIN')
      else if (word === 'STAR') this.#encrypt(socket)
      else if (word === 'AUTH') {
        const [, user = '', password] = Buffer.from(line.slice(11), 'base64').toString('utf8').split('\0')
        letter.user = user
        say(password === 'pass word' ? '235 2.7.0 welcome' : '535 5.7.8 no')
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
    const secure = new TLSSocket(socket, { isServer: true, secureContext: createSecureContext(this.#paper) })
    secure.on('error', () => undefined)
    this.#talk(secure, true)
  }

  close = (): Promise<void> =>
    new Promise((resolve) => {
      for (const socket of this.#sockets) socket.destroy()
      this.#server.close(() => resolve())
    })
}
