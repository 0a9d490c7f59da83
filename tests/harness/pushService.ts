import { createDecipheriv, createECDH, createPublicKey, hkdfSync, randomBytes, verify } from 'node:crypto'
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'

/** One message as the browser behind the push service reads it. */
export interface Pushed {
  readonly text: string
  readonly headers: IncomingHttpHeaders
  /** Whether the hub showed who it is, by the key that it gave the browser. */
  readonly isSigned: boolean
  readonly claims: { readonly aud?: string; readonly exp?: number; readonly sub?: string }
}

/** A push service and the browser behind it, written from RFC 8030, 8188, 8291 and 8292 and from no code of the hub. */
export class PushService {
  readonly heard: Pushed[] = []
  status = 201
  readonly #server: Server
  readonly #keys = createECDH('prime256v1')
  readonly #auth = randomBytes(16)
  #publicKey = ''

  private constructor(server: Server) {
    this.#server = server
    this.#keys.generateKeys()
  }

  static async open(): Promise<PushService> {
    const server = createServer()
    const service = new PushService(server)
    server.on('request', (request, response) => {
      const chunks: Buffer[] = []
      request.on('data', (chunk: Buffer) => chunks.push(chunk))
      request.on('end', () => {
        service.#hear(request.headers, Buffer.concat(chunks))
        response.writeHead(service.status).end()
      })
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    return service
  }

  /** The host as settings name it. */
  get host(): string {
    return `127.0.0.1:${(this.#server.address() as AddressInfo).port}`
  }

  /** What a browser hands over when somebody says yes. @param publicKey the hub's, which the browser keeps to this subscription */
  subscription(publicKey: string) {
    this.#publicKey = publicKey
    return {
      endpoint: `http://${this.host}/send/${randomBytes(8).toString('hex')}`,
      p256dh: this.#keys.getPublicKey().toString('base64url'),
      auth: this.#auth.toString('base64url'),
    }
  }

  #hear(headers: IncomingHttpHeaders, body: Buffer): void {
    const [, token = '', key = ''] = /^vapid t=([^,]+), k=(\S+)$/.exec(String(headers['authorization'])) ?? []
    const [head = '', claims = '', signature = ''] = token.split('.')
    const raw = Buffer.from(key, 'base64url')
    const jwk = {
      kty: 'EC',
      crv: 'P-256',
      x: raw.subarray(1, 33).toString('base64url'),
      y: raw.subarray(33).toString('base64url'),
    }
    const isSigned =
      key === this.#publicKey &&
      verify(
        'sha256',
        Buffer.from(`${head}.${claims}`),
        { key: createPublicKey({ key: jwk, format: 'jwk' }), dsaEncoding: 'ieee-p1363' },
        Buffer.from(signature, 'base64url'),
      )
    const said: unknown = JSON.parse(Buffer.from(claims, 'base64url').toString())
    this.heard.push({ text: this.#opened(body), headers, isSigned, claims: said as Pushed['claims'] })
  }

  #opened(body: Buffer): string {
    const salt = body.subarray(0, 16)
    const keyLength = body.readUInt8(20)
    const theirs = body.subarray(21, 21 + keyLength)
    const sealed = body.subarray(21 + keyLength)
    const derive = (secret: Uint8Array, by: Uint8Array, info: Uint8Array, length: number): Buffer =>
      Buffer.from(hkdfSync('sha256', secret, by, info, length))
    const info = Buffer.concat([Buffer.from('WebPush: info\0'), this.#keys.getPublicKey(), theirs])
    const secret = derive(this.#keys.computeSecret(theirs), this.#auth, info, 32)
    const key = derive(secret, salt, Buffer.from('Content-Encoding: aes128gcm\0'), 16)
    const nonce = derive(secret, salt, Buffer.from('Content-Encoding: nonce\0'), 12)
    const cipher = createDecipheriv('aes-128-gcm', key, nonce)
    cipher.setAuthTag(sealed.subarray(-16))
    const open = Buffer.concat([cipher.update(sealed.subarray(0, -16)), cipher.final()])
    return open.subarray(0, open.lastIndexOf(2)).toString('utf8')
  }

  close = (): Promise<void> =>
    new Promise((resolve) => {
      this.#server.close(() => resolve())
      this.#server.closeAllConnections()
    })
}
